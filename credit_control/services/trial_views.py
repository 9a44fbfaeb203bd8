"""What a trial of a scorecard found, as the form shows it."""

import json
from collections.abc import Iterable

import frappe

from credit_control.engine.indicators import INDICATORS
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
		.select(
			result.old_grade, result.new_grade, frappe.query_builder.functions.Count("*").as_("customers")
		)
		.where((result.trial == trial) & result.change.notin([trials.WAITING, trials.NOT_ASSESSED]))
		.groupby(result.old_grade, result.new_grade)
	)
	return [{"old": old or "", "new": new or "", "customers": int(count)} for old, new, count in query.run()]


def _movers(trial: str) -> list[dict]:
	"""Those whose grade changes, the longest way first."""
	result = frappe.qb.DocType(trials.RESULT)
	still = [trials.WAITING, trials.NOT_ASSESSED, trials.SAME_GRADE]
	distance = frappe.query_builder.functions.Abs(result.steps)
	query = (
		frappe.qb.from_(result)
		.select(*(result[field] for field in MOVER_FIELDS))
		.where((result.trial == trial) & result.change.notin(still))
		.orderby(distance, order=frappe.qb.desc)
		.orderby(result.customer_name)
		.limit(SHOWN)
	)
	return query.run(as_dict=True)


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
