"""A credit investigation: its channels, how far it has come, and which earlier findings are still valid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .money import HUNDRED, ZERO
from .reviews import next_review

REGISTRY = "Registry"
BANK_REFERENCE = "Bank Reference"
TRADE_REFERENCE = "Trade Reference"
TAX = "Tax"
COURTS = "Courts"
CREDIT_BUREAU = "Credit Bureau"
SITE_VISIT = "Site Visit"
MARKET = "Market"
CHANNELS = (REGISTRY, BANK_REFERENCE, TRADE_REFERENCE, TAX, COURTS, CREDIT_BUREAU, SITE_VISIT, MARKET)

TO_DO = "To Do"
ASKED = "Asked"
ANSWERED = "Answered"
NOT_NEEDED = "Not Needed"
FAILED = "Failed"
CHANNEL_STATUSES = (TO_DO, ASKED, ANSWERED, NOT_NEEDED, FAILED)
#: what still keeps an investigation from being completed
OPEN = frozenset((TO_DO, ASKED))

GOOD, FAIR, POOR = "Good", "Fair", "Poor"
RESULTS = (GOOD, FAIR, POOR)

OWN_DATA = "Own Data"
THIRD_PARTY = "Third Party"
SELF_DECLARED = "Self-Declared"
RELIABILITIES = (OWN_DATA, THIRD_PARTY, SELF_DECLARED)

DRAFT = "Draft"
IN_PROGRESS = "In Progress"
COMPLETED = "Completed"
CANCELLED = "Cancelled"
STATUSES = (DRAFT, IN_PROGRESS, COMPLETED, CANCELLED)


def status_of(channels: Iterable[str], docstatus: int) -> str:
	"""The investigation's status from its channels' and Frappe's docstatus (0 draft, 1 submitted, 2 cancelled).

	A draft is in progress as soon as one channel was worked on.
	"""
	if docstatus:
		return COMPLETED if docstatus == 1 else CANCELLED
	return IN_PROGRESS if any(status != TO_DO for status in channels) else DRAFT


def progress(channels: Sequence[str]) -> Decimal:
	"""Per cent of the channels that need nothing more; 0 when there are none."""
	if not channels:
		return ZERO
	done = sum(status not in OPEN for status in channels)
	return HUNDRED * done / len(channels)


def valid_until(day: date, months: int) -> date | None:
	"""The last day on which a finding of `day` counts; None when it has no term (0 months).

	The same day of the month `months` later, or that month's last day where it has no such day.
	"""
	return next_review(day, months) if months > 0 else None


@dataclass(frozen=True, slots=True)
class Wanted:
	"""A channel that a template asks for; `subject` is empty where any bank or supplier will do."""

	channel: str
	subject: str = ""


@dataclass(frozen=True, slots=True)
class Known:
	"""A finding of an earlier investigation, found under `key`."""

	key: str
	channel: str
	subject: str
	valid_to: date | None

	def serves(self, wanted: Wanted, today: date) -> bool:
		"""True when it answers the channel and has not run out. Without a term it is asked for again."""
		same = self.channel == wanted.channel and wanted.subject in ("", self.subject)
		return same and self.valid_to is not None and self.valid_to >= today


def reuse(wanted: Sequence[Wanted], known: Sequence[Known], today: date) -> list[Known | None]:
	"""For each channel the finding that still serves it, None where it must be asked for.

	`known` comes newest first. A finding serves one channel only, and channels that name a bank or
	supplier choose before those that take any.
	"""
	found: list[Known | None] = [None] * len(wanted)
	left = _newest_of_each(known)
	for place in sorted(range(len(wanted)), key=lambda number: not wanted[number].subject):
		match = next((finding for finding in left if finding.serves(wanted[place], today)), None)
		if match:
			found[place] = match
			left.remove(match)
	return found


def _newest_of_each(known: Sequence[Known]) -> list[Known]:
	"""What a later finding about the same bank or supplier has replaced is left out."""
	seen: set[tuple[str, str]] = set()
	kept = []
	for finding in known:
		if (finding.channel, finding.subject) not in seen:
			seen.add((finding.channel, finding.subject))
			kept.append(finding)
	return kept
