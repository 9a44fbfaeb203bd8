"""What of each invoice is not held against a customer on a day, because it is or was contested with reason.

While a dispute is open its amount is no late payment. Solved by a credit note it never becomes one. Rejected or
withdrawn it counts again, from the day the invoice fell due: then it was late all the time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .money import ZERO


@dataclass(frozen=True, slots=True)
class Credited:
	"""What a credit note took off an invoice on a day, above zero; company currency."""

	amount: Decimal
	posted: date


@dataclass(frozen=True, slots=True)
class Contested:
	"""A disputed part of an invoice; amounts in company currency.

	`settled_on` is None while the dispute is open. `waiting` is what credit notes granted for this part that
	nobody has taken off an invoice yet; only a dispute that was settled by one has it.
	"""

	invoice: str
	amount: Decimal
	raised_on: date
	settled_on: date | None = None
	waiting: Decimal = ZERO

	def excused(self, credits: Iterable[Credited], day: date) -> Decimal:
		"""What is not held against the customer on a day, `credits` being what was credited of the invoice by then."""
		if day < self.raised_on:
			return ZERO
		if self.settled_on is not None and self.settled_on <= day:
			return min(self.amount, self.waiting)
		# what was credited meanwhile is no longer open, so it needs no excuse
		credited = sum((each.amount for each in credits if self.raised_on <= each.posted <= day), ZERO)
		return max(ZERO, self.amount - credited)


def excused_on(
	contested: Iterable[Contested], credits: dict[str, list[Credited]], day: date
) -> dict[str, Decimal]:
	"""What is excused of each invoice on a day; invoices without any are left out."""
	found: dict[str, Decimal] = {}
	for each in contested:
		amount = each.excused(credits.get(each.invoice, ()), day)
		if amount > ZERO:
			found[each.invoice] = found.get(each.invoice, ZERO) + amount
	return found
