"""What a credit insurer covers of a customer's debts on a day (domain.md, Exposure: eligible exposure).

Amounts are in one currency, percentages are percentage points, days are whole days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from .money import ZERO
from .security import Security

#: why an insurer does not cover a debt
DISPUTED = "disputed"
CURRENCY = "currency"
TOO_EARLY = "too_early"
TERMS = "terms"
NOT_REPORTED = "not_reported"


@dataclass(frozen=True, slots=True)
class Debt:
	"""One open instalment: when it was invoiced and falls due, what is open of it and in which currency.

	`disputed` is the part that the customer disputes; `reported`: the insurer knows that it is overdue.
	"""

	voucher_no: str
	posted: date
	due: date
	amount: Decimal
	currency: str
	voucher_type: str = "Sales Invoice"
	disputed: Decimal = ZERO
	reported: bool = False


@dataclass(frozen=True, slots=True)
class Insurance:
	"""One insurance and its conditions; a condition that is None does not exist.

	`extension_days`: the longest terms from invoice to due date; `report_days`: days after the due date
	within which an overdue debt is to be reported; `stop_days`: days after which deliveries stop;
	`currency`: the only one covered; `since`: earlier invoices are not covered.
	"""

	security: Security
	extension_days: int | None = None
	report_days: int | None = None
	stop_days: int | None = None
	currency: str | None = None
	since: date | None = None

	def refusal(self, debt: Debt, today: date) -> str | None:
		"""Why the insurer would not pay for a debt, None when it would; a dispute is judged apart."""
		if self.currency and debt.currency != self.currency:
			return CURRENCY
		if self.since and debt.posted < self.since:
			return TOO_EARLY
		if self.extension_days is not None and (debt.due - debt.posted).days > self.extension_days:
			return TERMS
		return NOT_REPORTED if self._unreported(debt, today) else None

	def _unreported(self, debt: Debt, today: date) -> bool:
		deadline = self.report_by(debt)
		return deadline is not None and today > deadline and not debt.reported

	def report_by(self, debt: Debt) -> date | None:
		"""The last day to report a debt that is not paid; None where nothing is to be reported."""
		return None if self.report_days is None else debt.due + timedelta(days=self.report_days)


def with_disputes(debts: Iterable[Debt], amounts: Mapping[str, Decimal]) -> list[Debt]:
	"""The debts with what is disputed of each voucher, spread over its instalments from the earliest on."""
	left, found = dict(amounts), []
	for debt in sorted(debts, key=lambda each: (each.due, each.voucher_no)):
		disputed = min(debt.amount, left.get(debt.voucher_no, ZERO))
		left[debt.voucher_no] = left.get(debt.voucher_no, ZERO) - disputed
		found.append(replace(debt, disputed=disputed))
	return found


def uncovered(insurances: Iterable[Insurance], debts: Iterable[Debt], today: date) -> Decimal:
	"""Σ of what no insurance covers: disputed parts, and debts that each of them refuses."""
	policies = list(insurances)
	return sum((_uncovered(policies, debt, today) for debt in debts), ZERO)


def _uncovered(policies: list[Insurance], debt: Debt, today: date) -> Decimal:
	if all(policy.refusal(debt, today) for policy in policies):
		return debt.amount
	return min(max(debt.disputed, ZERO), debt.amount)


def stop_days(insurances: Iterable[Insurance]) -> int | None:
	"""The earliest day after due on which one of the insurers wants deliveries stopped; None: none does."""
	return min((each.stop_days for each in insurances if each.stop_days is not None), default=None)


def extension_days(insurances: Iterable[Insurance]) -> int | None:
	"""The longest terms that one of them covers; None where one has no such condition, or none is held."""
	longest = [each.extension_days for each in insurances]
	known = [days for days in longest if days is not None]
	return max(known) if known and len(known) == len(longest) else None
