"""What of each invoice is not held against a customer on a day, because it is or was contested with reason.

While a dispute is open its amount is no late payment. Solved by a credit note it never becomes one. Rejected or
withdrawn it counts again, from the day the invoice fell due: then it was late all the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from .money import ZERO


@dataclass(frozen=True, slots=True)
class Credited:
	"""What a credit note took off an invoice on a day, above zero; company currency.

	`dispute` is the one that it was made for, empty where nobody said.
	"""

	amount: Decimal
	posted: date
	dispute: str = ""


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
	dispute: str = ""

	def is_open(self, day: date) -> bool:
		"""True from the day it was raised to the one before it was settled."""
		return self.raised_on <= day and (self.settled_on is None or day < self.settled_on)

	def concerns(self, note: Credited) -> bool:
		"""True for a credit since it was raised that is not another dispute's."""
		return note.dispute in ("", self.dispute) and note.posted >= self.raised_on


def still_contested(
	contested: Iterable[Contested], credits: Mapping[str, Sequence[Credited]], day: date
) -> list[Contested]:
	"""The parts that are excused on a day, each with the amount that is.

	`credits` are those of each invoice up to the day. What was credited of a dispute that is open is not owed
	any more, so it needs no excuse; a note that belongs to no dispute counts for one of them only, the first raised.
	"""
	left = {invoice: list(notes) for invoice, notes in credits.items()}
	found = []
	for each in sorted(contested, key=lambda part: part.raised_on):
		amount = min(each.amount, each.waiting) if each.raised_on <= day else ZERO
		if each.is_open(day):
			amount, left[each.invoice] = _less(each, left.get(each.invoice, []))
		if amount > ZERO:
			found.append(replace(each, amount=amount))
	return found


def _less(part: Contested, notes: Sequence[Credited]) -> tuple[Decimal, list[Credited]]:
	"""What credit notes left of a part, and what the part left of them."""
	amount, kept = part.amount, []
	for note in notes:
		taken = min(amount, note.amount) if part.concerns(note) else ZERO
		amount -= taken
		kept.append(replace(note, amount=note.amount - taken))
	return amount, kept


def excused_on(
	contested: Iterable[Contested], credits: Mapping[str, Sequence[Credited]], day: date
) -> dict[str, Decimal]:
	"""What is excused of each invoice on a day; invoices without any are left out."""
	found: dict[str, Decimal] = {}
	for each in still_contested(contested, credits, day):
		found[each.invoice] = found.get(each.invoice, ZERO) + each.amount
	return found
