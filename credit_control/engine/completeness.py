"""How complete a credit file is: weighted items, and which of them are missing, out of date or about to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from .errors import CreditError
from .money import HUNDRED, ZERO
from .reviews import next_review

State = Literal["valid", "expiring", "expired", "missing"]
VALID: State = "valid"
EXPIRING: State = "expiring"
EXPIRED: State = "expired"
MISSING: State = "missing"
#: the last day of what never expires
NEVER = date.max


@dataclass(frozen=True, slots=True)
class Item:
	"""Something a complete file has. `needed`: so many valid proofs; `field`: where the file keeps it.

	Weight, months and days are what a new site starts with; weight 0 starts switched off.
	"""

	code: str
	label: str
	field: str
	weight: int
	valid_months: int = 0
	warn_days: int = 30
	needed: int = 1


ITEMS: Mapping[str, Item] = MappingProxyType(
	{
		item.code: item
		for item in (
			Item("registration_number", "Registration Number", "registration_number", 8),
			Item("legal_representative", "Legal Representative", "legal_representative", 6),
			Item("registered_capital", "Registered Capital", "registered_capital", 4),
			Item("paid_in_capital", "Paid-in Capital", "paid_in_capital", 4),
			Item("founded_on", "Founding Date", "founded_on", 5),
			Item("business_scope", "Business Scope", "business_scope", 2),
			Item("size_and_ownership", "Size and Ownership", "company_size", 4),
			Item("industry", "Industry", "industry", 3),
			Item("registry", "Registry Checked", "registration_checked_on", 8, 12),
			Item("licence", "Business Licence", "documents", 8),
			Item("shareholders", "Shareholders", "shareholders", 6),
			Item("key_persons", "Key Persons", "key_persons", 6),
			Item("bank_reference", "Bank Reference", "bank_references", 7),
			Item("trade_reference", "Trade Reference", "trade_references_given", 6),
			Item("second_trade_reference", "Second Trade Reference", "trade_references_given", 4, needed=2),
			Item("external_rating", "External Rating", "external_ratings", 0),
			Item("statement", "Financial Statement", "statements", 12, 18, 60),
			Item("courts", "Courts Searched", "courts_checked_on", 7, 12),
			Item("tax_record", "Tax Record", "tax_records", 0, 24),
			Item("insurance", "Insurance", "insurances", 0),
		)
	}
)


@dataclass(frozen=True, slots=True)
class ItemRule:
	"""An item as the settings have it; `valid_months` 0: it does not age."""

	code: str
	weight: Decimal
	valid_months: int = 0
	warn_days: int = 0

	def __post_init__(self) -> None:
		if self.code not in ITEMS:
			raise CreditError("There is no item {code}.", {"code": self.code}, field="item")
		if self.weight < ZERO:
			raise CreditError(
				"The weight of {item} is negative.",
				{"item": ITEMS[self.code].label},
				field="weight",
				remedy="Enter zero or more.",
			)


@dataclass(frozen=True, slots=True)
class Proof:
	"""One thing that satisfies an item: since when we have it and its last day; None: it has none."""

	since: date | None = None
	expires: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
	"""The state of an item on a day; `until` is its last valid day, None when it has none."""

	code: str
	state: State
	weight: Decimal
	until: date | None = None


@dataclass(frozen=True, slots=True)
class Completeness:
	"""A file's percentage of the weights, and the finding of each item in the order of the rules."""

	percent: Decimal
	findings: tuple[Finding, ...]

	def of(self, *states: State) -> tuple[Finding, ...]:
		return tuple(finding for finding in self.findings if finding.state in states)


def default_rules() -> tuple[ItemRule, ...]:
	"""The items of a new site that are switched on."""
	return tuple(
		ItemRule(item.code, Decimal(item.weight), item.valid_months, item.warn_days)
		for item in ITEMS.values()
		if item.weight
	)


def completeness(rules: Sequence[ItemRule], proofs: Mapping[str, Iterable[Proof]], day: date) -> Completeness:
	"""Percent = weights of the items that are valid or expiring / weights of all; 100 when nothing is asked.

	`proofs` by item code; an item without one is missing. A proof of a later day does not count yet.
	"""
	findings = tuple(_finding(rule, proofs.get(rule.code, ()), day) for rule in rules)
	total = sum((rule.weight for rule in rules), ZERO)
	had = sum((found.weight for found in findings if found.state in (VALID, EXPIRING)), ZERO)
	return Completeness(HUNDRED * had / total if total else HUNDRED, findings)


def _finding(rule: ItemRule, proofs: Iterable[Proof], day: date) -> Finding:
	last_days = sorted(
		(last_day(proof, rule.valid_months) for proof in proofs if _is_known(proof, day)), reverse=True
	)
	needed = ITEMS[rule.code].needed
	if len(last_days) < needed:
		return Finding(rule.code, MISSING, rule.weight)
	until = last_days[needed - 1]
	return Finding(
		rule.code, state(until, rule.warn_days, day), rule.weight, None if until == NEVER else until
	)


def _is_known(proof: Proof, day: date) -> bool:
	return proof.since is None or proof.since <= day


def last_day(proof: Proof, valid_months: int) -> date:
	"""The earlier of its own last day and the end of the months it may age; NEVER without either."""
	ages_out = next_review(proof.since, valid_months) if proof.since and valid_months else NEVER
	return min(proof.expires or NEVER, ages_out)


def state(until: date, warn_days: int, day: date) -> State:
	"""Expired after its last day, expiring from `warn_days` before it on."""
	if until < day:
		return EXPIRED
	return EXPIRING if until != NEVER and until <= day + timedelta(days=warn_days) else VALID
