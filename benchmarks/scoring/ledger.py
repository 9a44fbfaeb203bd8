"""The behaviour part of the default scorecard on a real ledger: does it tell who will mostly pay late?

A customer is scored on a cut day with what was known that day. An invoice that was settled later is open on
the cut, and nothing else is known of it: neither when nor whether it is going to be paid. The outcome is
whether most of the invoices of the 90 days after the cut were paid late. The scorecard was not fitted to
these data.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from benchmarks.scoring.sources import DATA, LEDGER, rows
from credit_control.engine.behaviour import InvoiceHistory, PaidPart, behaviour
from credit_control.engine.defaults import default_scorecard
from credit_control.engine.money import ZERO
from credit_control.engine.payments import payment_values
from credit_control.engine.ranking import Measured, Ranked, area_under_curve
from credit_control.engine.receivables import Instalment, OpenItem, open_terms
from credit_control.engine.scorecard import Scorecard, score

#: the indicators look back 12 months, so the first cut is the first quarter's end with so much behind it;
#: the ledger ends on 2013-12-02, so the last one is the last with 90 days ahead
CUTS = (date(2012, 12, 31), date(2013, 3, 31), date(2013, 6, 30))
#: the day before which 70 % of the invoices were written, for comparing with the published baseline
SPLIT = date(2013, 5, 6)
EARLY_CUTS = (date(2012, 3, 31), date(2012, 6, 30), date(2012, 9, 30))
LOOK_BACK = timedelta(days=365)
AHEAD = timedelta(days=90)
#: of one or two invoices "most" is a matter of chance
LEAST = 3
BEHAVIOUR = ("late_ratio", "weighted_days_late", "oldest_overdue_days", "overdue_share")

Values = Mapping[str, Decimal | None]
Score = Callable[[Values], Decimal | None]


@dataclass(frozen=True, slots=True)
class Invoice:
	"""One invoice of the file, with what became of it: only `known` may be asked on a cut day."""

	number: str
	written: date
	due: date
	amount: Decimal
	settled: date

	@property
	def was_late(self) -> bool:
		return self.settled > self.due

	def known(self, cut: date) -> InvoiceHistory:
		"""The invoice as the ledger had it in the evening of the cut day."""
		paid = self.settled <= cut
		parts = (PaidPart(self.amount, self.settled),) if paid else ()
		outstanding = ZERO if paid else self.amount
		return InvoiceHistory(self.number, self.written, self.due, self.amount, parts, outstanding)

	def open_item(self) -> OpenItem:
		schedule = (Instalment(self.due, self.amount),)
		return OpenItem("Sales Invoice", self.number, self.written, self.amount, self.amount, schedule)


@dataclass(frozen=True, slots=True)
class Case:
	"""One customer on one cut: what was known, how many invoices followed and how many of them were late."""

	values: Values
	followed: int
	late: int

	@property
	def mostly_late(self) -> bool:
		return 2 * self.late > self.followed


def behaviour_card() -> Scorecard:
	"""The default scorecard's behaviour part alone, its weights as they are."""
	card = default_scorecard()
	return replace(card, factors=tuple(factor for factor in card.factors if factor.indicator in BEHAVIOUR))


def read(folder: Path = DATA) -> dict[str, list[Invoice]]:
	"""The ledger by customer."""
	found = defaultdict(list)
	for row in rows(LEDGER, folder):
		dates = [date.fromisoformat(row[name]) for name in ("InvoiceDate", "DueDate", "SettledDate")]
		invoice = Invoice(row["invoiceNumber"], dates[0], dates[1], Decimal(row["InvoiceAmount"]), dates[2])
		found[row["customerID"]].append(invoice)
	return dict(found)


def cases(ledger: Mapping[str, Sequence[Invoice]], cuts: Iterable[date]) -> list[Case]:
	"""Every customer on every cut that had bought before and bought again in the 90 days after."""
	found = [case_of(invoices, cut) for cut in cuts for invoices in ledger.values()]
	return [case for case in found if case is not None]


def case_of(invoices: Sequence[Invoice], cut: date) -> Case | None:
	"""One customer on one cut; None without an invoice in the year before or in the 90 days after."""
	past = [invoice for invoice in invoices if cut - LOOK_BACK < invoice.written <= cut]
	ahead = [invoice for invoice in invoices if cut < invoice.written <= cut + AHEAD]
	if not past or not ahead:
		return None
	return Case(values_on(invoices, past, cut), len(ahead), sum(invoice.was_late for invoice in ahead))


def values_on(invoices: Iterable[Invoice], past: Iterable[Invoice], cut: date) -> Values:
	"""The behaviour indicators as the app computes them, of what was known on the cut."""
	still_open = [invoice.open_item() for invoice in invoices if invoice.written <= cut < invoice.settled]
	paid = behaviour([invoice.known(cut) for invoice in past], cut)
	return payment_values(paid, tuple(open_terms(still_open)), cut)


def by_card(values: Values) -> Decimal | None:
	"""The behaviour part's score, 0–100."""
	return score(behaviour_card(), values).score


def by_late_ratio(values: Values) -> Decimal | None:
	"""The plain late ratio, turned round so that higher is better."""
	ratio = values["late_ratio"]
	return None if ratio is None else -ratio


def measure(found: Iterable[Case], scored: Score = by_card, least: int = LEAST) -> Measured:
	"""How well a score ranks the customers with at least so many invoices ahead."""
	ranked = [(scored(case.values), case.mostly_late) for case in found if case.followed >= least]
	return area_under_curve(Ranked(float(value), bad) for value, bad in ranked if value is not None)
