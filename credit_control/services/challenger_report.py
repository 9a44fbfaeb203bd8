"""The champion's grades beside the challenger's, and which of them foresaw better who pays late."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import add_days, getdate

from credit_control.engine.behaviour import is_late
from credit_control.engine.money import HUNDRED, ZERO, decimal
from credit_control.engine.ranking import Ranked, area_under_curve
from credit_control.engine.score_changes import (
	MOVED_DOWN,
	MOVED_UP,
	NO_LONGER_GRADED,
	NOW_GRADED,
	SAME_GRADE,
)
from credit_control.services import challenger_columns as columns
from credit_control.services import payment_history
from credit_control.services import report_parts as parts
from credit_control.services.assessments import DOCTYPE

GRADES = ("AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C", "D", "")
FIELDS = (
	"name",
	"customer",
	"customer_name",
	"as_of",
	"scorecard",
	"model_grade",
	"score",
	"coverage",
	"challenger",
	"challenger_grade",
	"challenger_score",
)


@dataclass(frozen=True)
class Compared:
	"""One customer's last assessment that had a challenger, and the invoices that came after it.

	`judged` counts those that were paid or fell due since, `late` the late ones among them.
	"""

	row: dict
	judged: int
	late: int
	overdue: Decimal

	@property
	def champion(self) -> str:
		return self.row.model_grade or ""

	@property
	def challenger(self) -> str:
		return self.row.challenger_grade or ""

	@property
	def steps(self) -> int:
		"""Grades the challenger is better (above zero) or worse; 0 where one of them gives none."""
		if not (self.champion and self.challenger):
			return 0
		return GRADES.index(self.champion) - GRADES.index(self.challenger)

	@property
	def change(self) -> str:
		if self.champion == self.challenger:
			return SAME_GRADE
		if not self.champion:
			return NOW_GRADED
		if not self.challenger:
			return NO_LONGER_GRADED
		return MOVED_UP if self.steps > 0 else MOVED_DOWN

	@property
	def late_share(self) -> Decimal | None:
		"""Percent of the invoices since that were late; None before there is one to judge."""
		return HUNDRED * self.late / self.judged if self.judged else None


def run(filters: dict) -> tuple:
	"""Columns, rows, no message, chart and summary, as a script report returns them."""
	found = compared(filters)
	make = {"Agreement": _agreement, "Outcome": _outcome}.get(filters.get("view"), _customers)
	wanted, rows = make(found)
	return wanted, rows, None, _chart(found), _summary(found)


def compared(filters: dict) -> list[Compared]:
	"""The last approved assessment of each customer in the period that had a challenger."""
	wanted = {
		"docstatus": 1,
		"company": filters.get("company"),
		"as_of": ["between", [filters.get("from_date"), filters.get("to_date")]],
		"challenger": filters.get("challenger") or ["is", "set"],
	}
	rows = frappe.get_list(DOCTYPE, wanted, FIELDS, order_by="as_of desc, creation desc", limit_page_length=0)
	newest: dict[str, dict] = {}
	for row in rows:
		newest.setdefault(row.customer, row)
	return [_compared(row, filters["company"]) for row in newest.values()]


def _compared(row, company: str) -> Compared:
	today = getdate()
	history = payment_history.of_customer(row.customer, company, getdate(add_days(row.as_of, 1)), today)
	judged = [invoice for invoice in history if invoice.is_judged(today)]
	late = [invoice for invoice in judged if is_late(invoice, today)]
	overdue = sum((invoice.owed for invoice in history if invoice.due < today), ZERO)
	return Compared(row, len(judged), len(late), overdue)


def _customers(found: Sequence[Compared]) -> tuple[list[dict], list[dict]]:
	ordered = sorted(found, key=lambda item: (-abs(item.steps), item.change == SAME_GRADE, item.row.customer))
	return columns.customers(), [
		{
			**item.row,
			"change": item.change,
			"steps": item.steps,
			"judged": item.judged,
			"late_share": None if item.late_share is None else round(float(item.late_share), 1),
			"overdue": float(item.overdue),
		}
		for item in ordered
	]


def _agreement(found: Sequence[Compared]) -> tuple[list[dict], list[dict]]:
	"""Rows are the champion's grades, columns the challenger's."""
	pairs = Counter((item.champion, item.challenger) for item in found)
	across = [grade for grade in GRADES if any(pair[1] == grade for pair in pairs)]
	down = [grade for grade in GRADES if any(pair[0] == grade for pair in pairs)]
	rows = [
		{
			"grade": columns.grade(grade),
			**{columns.key(other): pairs[grade, other] or None for other in across},
		}
		for grade in down
	]
	return columns.agreement(across), rows


def _outcome(found: Sequence[Compared]) -> tuple[list[dict], list[dict]]:
	"""By grade: how many customers either scorecard put there, and how many of their invoices were late since."""
	by_champion, by_challenger = _by_grade(found, "champion"), _by_grade(found, "challenger")
	rows = [
		{
			"grade": columns.grade(grade),
			**_figures("champion", by_champion[grade]),
			**_figures("challenger", by_challenger[grade]),
		}
		for grade in GRADES
		if by_champion[grade] or by_challenger[grade]
	]
	return columns.outcome(), rows


def _by_grade(found: Iterable[Compared], side: str) -> dict[str, list[Compared]]:
	grades = defaultdict(list)
	for item in found:
		grades[getattr(item, side)].append(item)
	return grades


def _figures(side: str, items: Sequence[Compared]) -> dict:
	judged = sum(item.judged for item in items)
	return {
		f"{side}_customers": len(items),
		f"{side}_judged": judged,
		f"{side}_late": _late_percent(items),
	}


def _late_percent(items: Sequence[Compared]) -> float | None:
	judged = sum(item.judged for item in items)
	return round(100 * sum(item.late for item in items) / judged, 1) if judged else None


def _chart(found: Sequence[Compared]) -> dict | None:
	"""Late share by grade: the better the scorecard, the steadier it rises from left to right."""
	sides = {side: _by_grade(found, side) for side in ("champion", "challenger")}
	used = [
		grade for grade in GRADES if any(_late_percent(side[grade]) is not None for side in sides.values())
	]
	if not used:
		return None
	labels = {
		"champion": _("Champion", context="Credit Scorecard"),
		"challenger": _("Challenger", context="Credit Scorecard"),
	}
	return {
		"type": "bar",
		"colors": ["blue", "orange"],
		"title": _("Late Invoices since the Assessment, % by Grade"),
		"data": {
			"labels": [columns.grade(grade) for grade in used],
			"datasets": [
				{
					"name": labels[name],
					"values": [_late_percent(side[grade]) or 0 for grade in used],
				}
				for name, side in sides.items()
			],
		},
	}


def _summary(found: Sequence[Compared]) -> list[dict]:
	same = sum(item.change == SAME_GRADE for item in found)
	return [
		_tile(_("Customers", context="Credit Scorecard Trial"), len(found)),
		*([_percent_tile(_("Same Grade %"), same / len(found))] if found else []),
		_tile(_("Better by the Challenger"), sum(item.steps > 0 for item in found)),
		_tile(_("Worse by the Challenger"), sum(item.steps < 0 for item in found)),
		*_foresight(found),
	]


def _tile(label: str, count: int) -> dict:
	return {"label": label, "value": count, "datatype": "Int"}


def _percent_tile(label: str, share: float) -> dict:
	return parts.tile(label, 100 * share, "Percent")


def _foresight(found: Sequence[Compared]) -> list[dict]:
	"""How often a customer who then paid mostly late had the lower score; left out while nobody can tell."""
	judged = [item for item in found if item.judged and item.row.coverage > 0]
	bad = [2 * item.late > item.judged for item in judged]
	if not any(bad) or all(bad):
		return []
	return [
		_percent_tile(_("Foresight of the Champion %"), _area(judged, bad, "score")),
		_percent_tile(_("Foresight of the Challenger %"), _area(judged, bad, "challenger_score")),
		_tile(_("Customers to Judge It by"), len(judged)),
	]


def _area(judged: Sequence[Compared], bad: Sequence[bool], field: str) -> float:
	cases = (Ranked(decimal(item.row[field] or 0), late) for item, late in zip(judged, bad, strict=True))
	return area_under_curve(cases).area
