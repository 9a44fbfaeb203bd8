"""The life of a credit agreement: what its dates say on a day, and which of several counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from .circumstances import Agreement

AWAITING = "Awaiting Signature"
NOT_STARTED = "Not Started"
IN_FORCE = "In Force"
REPLACED = "Replaced"
EXPIRED = "Expired"
TERMINATED = "Terminated"


@dataclass(frozen=True, slots=True)
class Contract:
	"""One submitted agreement; `terminated_on` is the first day on which it no longer holds.

	`valid_to` is its last day, None: no end; `signed_on` None: not signed. `limit` is in company currency.
	"""

	name: str
	valid_from: date
	valid_to: date | None = None
	signed_on: date | None = None
	terminated_on: date | None = None
	limit: Decimal | None = None

	@property
	def last_day(self) -> date | None:
		"""The last day on which it holds if no other takes its place; None: no end."""
		stopped = self.terminated_on and self.terminated_on - timedelta(days=1)
		return min((day for day in (self.valid_to, stopped) if day), default=None)

	def has_begun(self, day: date) -> bool:
		"""True for a signed one from its first day on."""
		return self.signed_on is not None and self.valid_from <= day


def status(contract: Contract, day: date, replaced: bool = False) -> str:
	"""Where a submitted agreement stands on a day; `replaced`: another one has taken its place by then."""
	if contract.terminated_on and contract.terminated_on <= day:
		return TERMINATED
	if contract.signed_on is None:
		return AWAITING
	if contract.valid_from > day:
		return NOT_STARTED
	if contract.valid_to and contract.valid_to < day:
		return EXPIRED
	return REPLACED if replaced else IN_FORCE


def newest(contracts: Iterable[Contract], day: date) -> Contract | None:
	"""The one that counts on a day: of those signed and begun the one that began last, then was signed last."""
	begun = [contract for contract in contracts if contract.has_begun(day)]
	return max(begun, key=lambda each: (each.valid_from, each.signed_on, each.name), default=None)


def agreement(contracts: Iterable[Contract], day: date) -> Agreement | None:
	"""The agreement in force on a day or the last that was; None where none was ever signed."""
	found = newest(contracts, day)
	return Agreement(found.name, found.last_day, found.limit) if found else None
