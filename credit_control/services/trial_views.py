"""What a trial of a scorecard found, as the form shows it."""

import json
from collections.abc import Iterable

import frappe
from frappe.query_builder.functions import Count

from credit_control.engine.indicators import INDICATORS
from credit_control.engine.score_changes import MOVED_DOWN, MOVED_UP, NO_LONGER_GRADED, NOW_GRADED
from credit_control.services import trials

#: how many of those who move are shown; the list of results has them all
SHOWN = 25
MOVER_FIELDS = (
	"name",
	"customer",
	"customer_name",
	"change",
	"steps",
	"old_grade",
	"old_score",
	"old_coverage",
	"new_grade",
	"new_score",
	"new_coverage",
	"top_indicator",
	"top_change",
)


def picture(trial) -> dict:
	"""Counts by kind of change, the matrix of grades, who moves most, and whether the scorecard changed since."""
	card = frappe.db.get_value("Credit Scorecard", trial.scorecard, ["docstatus", "modified"], as_dict=True)
	return {
		"counts": dict(trials.change_counts(trial.name)),
		"matrix": _matrix(trial.name),
		"movers": _movers(trial.name),
		"outdated": card.docstatus == 0 and card.modified > trial.creation,
	}


def _matrix(trial: str) -> list[dict]:
	"""How many customers went from one grade to another; an empty grade is no grade."""
	result = frappe.qb.DocType(trials.RESULT)
	query = (
		frappe.qb.from_(result)
		.select(result.old_grade, result.new_grade, Count("*").as_("customers"))
		.where((result.trial == trial) & result.change.notin([trials.WAITING, trials.NOT_ASSESSED]))
		.groupby(result.old_grade, result.new_grade)
	)
	return [{"old": old or "", "new": new or "", "customers": int(count)} for old, new, count in query.run()]


def _movers(trial: str) -> list[dict]:
	"""Those whose grade changes, as far as the user may see them, the longest way first."""
	found = [
		*_permitted(trial, [MOVED_UP], "steps desc, customer_name"),
		*_permitted(trial, [MOVED_DOWN], "steps asc, customer_name"),
		*_permitted(trial, [NOW_GRADED, NO_LONGER_GRADED], "customer_name"),
	]
	return sorted(found, key=lambda row: (-abs(row.steps), row.customer_name or ""))[:SHOWN]


def _permitted(trial: str, changes: list[str], order_by: str) -> list[dict]:
	filters = {"trial": trial, "change": ["in", changes]}
	return frappe.get_list(
		trials.RESULT, filters, list(MOVER_FIELDS), order_by=order_by, limit_page_length=SHOWN
	)


def detail(result) -> dict:
	"""One customer's factors by both scorecards, the one that moved most first."""
	rows: Iterable[dict] = json.loads(result.factors or "[]")
	return {"result": result.as_dict(), "factors": [_shown(row) for row in rows]}


def _shown(row: dict) -> dict:
	indicator = INDICATORS[row["indicator"]]
	return {
		"indicator": indicator.label,
		"unit": indicator.unit,
		"value": row["value"],
		"before": _number(row["before"]),
		"after": _number(row["after"]),
	}


def _number(text: str | None) -> float | None:
	return None if text is None else float(text)
