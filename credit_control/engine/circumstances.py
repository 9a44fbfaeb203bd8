"""What a judgement knows of a customer besides exposure and overdue, read only when a check asks for it.

Amounts are in company currency. None is "not known" or "there is none", never zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from .money import HUNDRED, ZERO, percent_of
from .policy import WARN


@dataclass(frozen=True, slots=True)
class Cover:
	"""What stands behind the debts on the day: securities after haircut, and insurance.

	`secured` and `insured` are None when none is held and zero when what was held ran out. `insured` is the
	most that insurers pay, `insured_percent` the share that they pay of an eligible debt, and `ineligible`
	what none of them covers: disputed, not reported in time, terms too long (engine/insurance.py).
	`stop_days`: the insurer wants deliveries stopped when the oldest item is overdue for more days;
	`extension_days`: the longest terms it covers. `expires`: the next last day of what counts today.
	`stops_passed`: deliveries of orders that passed stop as well; decisions from before that did not ask for it.
	"""

	secured: Decimal | None = None
	insured: Decimal | None = None
	stop_days: int | None = None
	extension_days: int | None = None
	expires: date | None = None
	insured_percent: Decimal = HUNDRED
	ineligible: Decimal = ZERO
	stops_passed: bool = False

	def by_insurance(self, exposure: Decimal) -> Decimal:
		"""min(what insurers pay at most, coverage % × eligible exposure), never below 0."""
		eligible = max(exposure - self.ineligible, ZERO)
		return min(self.insured or ZERO, percent_of(eligible, self.insured_percent))

	def covered(self, exposure: Decimal) -> Decimal:
		"""min(exposure, securities + insurance of the eligible part); source: domain.md, Exposure."""
		return min(max(exposure, ZERO), (self.secured or ZERO) + self.by_insurance(exposure))

	def unsecured(self, exposure: Decimal) -> Decimal:
		"""The part of the exposure that nothing covers."""
		return max(exposure, ZERO) - self.covered(exposure)


@dataclass(frozen=True, slots=True)
class Pool:
	"""The limit that a group of customers shares, and the exposure of its other members."""

	group: str
	limit: Decimal
	others: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Budget:
	"""What an account manager or a territory may have out on credit, and has, without the document.

	`kind` is the DocType the budget is for: Sales Person or Territory.
	"""

	kind: str
	name: str
	limit: Decimal
	used: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Agreement:
	"""The signed credit-sale contract that is in force or was the last; `valid_to` None: no end."""

	name: str
	valid_to: date | None = None
	limit: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ManualHold:
	"""A person stopped all new documents of the customer; `until` is the last day, None: no end."""

	reason: str
	by: str
	until: date | None = None

	def holds(self, today: date) -> bool:
		"""True up to and including its last day."""
		return self.until is None or today <= self.until


@dataclass(frozen=True, slots=True)
class Conduct:
	"""How the customer keeps what it promised; the names are of the documents that say so."""

	dunning_level: int = 0
	dunning: str | None = None
	broken_promises: int = 0
	broken_promise: str | None = None
	plan_default: str | None = None


@dataclass(frozen=True, slots=True)
class Missing:
	"""Required entries of the credit file that are missing, and those whose last day has passed.

	`percent` is how complete the file is, by the weights of its entries; None: not known.
	"""

	missing: tuple[str, ...] = ()
	expired: tuple[str, ...] = ()
	percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Outside:
	"""What a check of another app found: kept as it was found, so that it replays without that app.

	`message` is a template with {figures}; a check that passed is not kept. `at_most` is the strongest
	reaction it may have, when that is milder than the policy's.
	"""

	check: str
	message: str
	value: str | None = None
	threshold: str | None = None
	figures: Mapping[str, str] = field(default_factory=dict)
	at_most: str | None = None


def not_installed(check: str) -> Outside:
	"""The policy has a check whose app is gone: never a reason to hold."""
	template = "The check {check} of the policy is not installed."
	return Outside(check, template, figures={"check": check}, at_most=WARN)


def not_made(check: str, label: str) -> Outside:
	"""The check of another app broke: never a reason to hold."""
	template = "The check {check} could not be made; the error log says why."
	return Outside(check, template, figures={"check": label}, at_most=WARN)


@dataclass(frozen=True, slots=True)
class Circumstances:
	"""All of it for one judgement. What no check of the policy asks for stays at its default."""

	cover: Cover | None = None
	pool: Pool | None = None
	budgets: tuple[Budget, ...] = ()
	agreement: Agreement | None = None
	manual_hold: ManualHold | None = None
	conduct: Conduct | None = None
	file: Missing | None = None
	outside: tuple[Outside, ...] = ()


def tightest(budgets: Iterable[Budget]) -> Budget | None:
	"""The budget with the least left; None without one."""
	return min(budgets, key=lambda budget: budget.limit - budget.used, default=None)
