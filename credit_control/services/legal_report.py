"""The report Recoveries after Legal Action: what was claimed, what it cost, and what came of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import frappe
from frappe import _

from credit_control.erp import customers
from credit_control.services import people
from credit_control.services import report_parts as parts
from credit_control.services.legal_actions import CLOSED, DOCTYPE

FIELDS = (
	"name",
	"customer",
	"customer_name",
	"currency",
	"begun_on",
	"status",
	"outcome",
	"claimed_amount",
	"judgment_amount",
	"recovered_amount",
	"total_costs",
	"limitation_date",
	"assigned_to",
)


def run(filters: Mapping) -> tuple:
	"""Columns, rows, no message, chart and summary, as a script report returns them."""
	company = parts.company_of(filters)
	found = _actions(company, filters)
	wanted, rows = (_by_outcome if filters.get("view") == "Outcomes" else _one_by_one)(found)
	money = customers.currency_of(company)
	return wanted, rows, None, _chart(found, money), _summary(found, money)


def _actions(company: str, filters: Mapping) -> list:
	"""The actions begun in the period that the user may read, the latest first."""
	wanted = {"company": company, "docstatus": 1, "begun_on": ["between", list(parts.period(filters))]}
	for fieldname in ("customer", "assigned_to"):
		if filters.get(fieldname):
			wanted[fieldname] = filters[fieldname]
	order = "begun_on desc, name desc"
	found = frappe.get_list(DOCTYPE, wanted, list(FIELDS), order_by=order, limit_page_length=0)
	later = _after_write_off([row.name for row in found])
	for row in found:
		row.written_off_recovered = later.get(row.name, 0)
	return found


def _after_write_off(actions: Sequence[str]) -> dict[str, float]:
	"""What came in after what an action claimed was written off: it pays no invoice any more, so no receipt tells it."""
	if not actions:
		return {}
	rows = frappe.db.sql(
		"""
		select doc.legal_action, sum(recovery.amount)
		from `tabBad Debt Write-Off` doc
		join `tabBad Debt Recovery` recovery on recovery.parent = doc.name
			and recovery.parenttype = 'Bad Debt Write-Off'
		where doc.docstatus = 1 and doc.legal_action in %s
		group by doc.legal_action
		""",
		(tuple(actions),),
	)
	return dict(rows)


def _figures(actions: Sequence) -> dict:
	"""The sums of some actions, and what is left of the recovered once the costs are paid."""
	claimed = parts.total(row.claimed_amount for row in actions)
	later = parts.total(row.written_off_recovered for row in actions)
	recovered = parts.total([later, *(row.recovered_amount for row in actions)])
	costs = parts.total(row.total_costs for row in actions)
	return {
		"claimed": claimed,
		"awarded": parts.total(row.judgment_amount for row in actions),
		"recovered": recovered,
		"later": later,
		"share": round(100 * recovered / claimed, 1) if claimed else None,
		"costs": costs,
		"net": parts.total([recovered, -costs]),
	}


def _figure_columns() -> list[dict]:
	return [
		parts.money("claimed", _("Claimed", context="Legal Action")),
		parts.money("awarded", _("Awarded", context="Legal Action")),
		parts.money("recovered", _("Recovered", context="Legal Action")),
		parts.money("later", _("Of It after Write-Off")),
		parts.percent("share", _("Recovered %")),
		parts.money("costs", _("Costs", context="Legal Action")),
		parts.money("net", _("Recovered less Costs")),
	]


def _one_by_one(found: Sequence) -> tuple[list[dict], list[dict]]:
	names = people.full_names(row.assigned_to for row in found)
	return [
		parts.link("name", _("Legal Action"), DOCTYPE),
		parts.link("customer", _("Customer"), "Customer"),
		parts.text("customer_name", _("Customer Name"), 170),
		parts.text("status", _("Stage", context="Legal Action"), 120),
		parts.text("outcome", _("Outcome", context="Legal Action"), 150),
		*_figure_columns(),
		parts.day("begun_on", _("Begun On", context="Legal Action")),
		parts.day("limitation_date", _("Limitation", context="Legal Action")),
		parts.text("responsible", _("Responsible", context="Legal Action"), 150),
		parts.currency(),
	], [{**row, **_figures([row]), "responsible": names.get(row.assigned_to)} for row in found]


def _by_outcome(found: Sequence) -> tuple[list[dict], list[dict]]:
	"""Those that are not closed yet come last, without an outcome."""
	groups = defaultdict(list)
	for row in found:
		groups[row.outcome or "" if row.status == CLOSED else ""].append(row)
	rows = [
		{"outcome": outcome, "actions": len(actions), "currency": actions[0].currency, **_figures(actions)}
		for outcome, actions in groups.items()
	]
	rows.sort(key=lambda row: (not row["outcome"], -row["recovered"], row["outcome"]))
	return [
		parts.text("outcome", _("Outcome", context="Legal Action"), 190),
		parts.count("actions", _("Legal Actions")),
		*_figure_columns(),
		parts.currency(),
	], rows


def _chart(found: Sequence, money: str) -> dict | None:
	"""Claimed, recovered and costs by the year in which the actions began."""
	years = defaultdict(list)
	for row in found:
		years[f"{row.begun_on:%Y}"].append(row)
	sums = {year: _figures(actions) for year, actions in sorted(years.items())}
	labels = {
		"claimed": _("Claimed", context="Legal Action"),
		"recovered": _("Recovered", context="Legal Action"),
		"costs": _("Costs", context="Legal Action"),
	}
	series = {label: [figures[name] for figures in sums.values()] for name, label in labels.items()}
	beside = {"barOptions": parts.BESIDE, "colors": ["blue", "green", "red"]}
	return parts.chart(list(sums), series, **beside, **parts.in_money(money))


def _summary(found: Sequence, money: str) -> list[dict]:
	if not found:
		return []
	figures = _figures(found)
	amount = {"datatype": "Currency", "currency": money}
	return parts.tiles(
		parts.tile(_("Legal Actions"), len(found)),
		parts.tile(_("Claimed", context="Legal Action"), figures["claimed"], **amount),
		parts.tile(_("Recovered", context="Legal Action"), figures["recovered"], **amount),
		parts.tile(_("Recovered %"), figures["share"], "Percent"),
		parts.tile(_("Costs", context="Legal Action"), figures["costs"], **amount),
		parts.tile(_("Recovered less Costs"), figures["net"], **amount),
	)
