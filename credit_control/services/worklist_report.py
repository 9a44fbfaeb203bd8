"""The report Open Collection Cases: the collectors' worklist to be read, printed and taken along."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.erp import customers
from credit_control.services import case_worklist, people
from credit_control.services import report_parts as parts
from credit_control.services.case_worklist import COLUMNS, ORDER
from credit_control.services.collection_cases import DOCTYPE

FILTERS = ("company", "collector", "stage", "customer", "due", "nobody")
#: of the stages, in their order
COLOURS = ("grey", "blue", "green", "purple", "orange", "red")
#: the bars of the chart: more names cannot be read below them
MOST_BARS = 12


def run(filters: Mapping) -> tuple:
	"""Columns, rows, no message, chart and summary, as a script report returns them."""
	company = parts.company_of(filters)
	found = _cases(filters)
	wanted, rows = (_by_collector if filters.get("view") == "Collectors" else _one_by_one)(found)
	money = customers.currency_of(company)
	return wanted, rows, None, _chart(found, money), _summary(found, money)


def _cases(filters: Mapping) -> list:
	"""The open cases that the user may see, the most urgent first, each with its collector's name."""
	asked = {name: filters.get(name) for name in FILTERS}
	where, values = case_worklist.conditions(asked)
	found = frappe.db.sql(
		f"select {COLUMNS}, worked.escalated from `tabCollection Case` worked where {where} order by {ORDER}",
		values,
		as_dict=True,
	)
	names = people.full_names(row.collector for row in found)
	today = getdate()
	for row in found:
		row.responsible = names.get(row.collector) or _("Nobody", context="Collection Case")
		row.is_due = bool(row.next_action_on and row.next_action_on <= today)
	return found


def _one_by_one(found: Sequence) -> tuple[list[dict], list[dict]]:
	return [
		parts.link("customer", _("Customer"), "Customer"),
		parts.text("customer_name", _("Customer Name"), 170),
		parts.text("responsible", _("Collector"), 140),
		parts.count("priority", _("Priority", context="Collection Case")),
		parts.text("reason", _("Main Reason"), 240),
		parts.money("overdue_amount", _("Overdue", context="Collection Case")),
		parts.money("excused_amount", _("Disputed, Planned or Promised")),
		parts.count("oldest_days", _("Oldest Days")),
		parts.text("stage", _("Stage", context="Collection Case"), 110),
		parts.text("next_action", _("Next Action", context="Collection Case"), 130),
		parts.day("next_action_on", _("Next Action on")),
		parts.day("last_contact", _("Last Contact")),
		parts.text("last_outcome", _("Outcome", context="Collection Case"), 140),
		parts.link("name", _("Collection Case"), DOCTYPE),
		parts.currency(),
	], [_case_row(row) for row in found]


def _case_row(row) -> dict:
	"""A case with its main reason."""
	shown = {name: value for name, value in row.items() if name != "inputs"}
	spoken = row.last_contact_on and row.last_contact_on.date()
	return {**shown, "reason": _main_reason(row), "last_contact": spoken}


def _main_reason(row) -> str | None:
	"""What gave the most points beside the amount, which stands there anyway; None before the case was judged."""
	reasons = case_worklist.reasons_of(row.inputs, row.currency)
	told = [reason for reason in reasons if not reason["of_amount"]] or reasons
	return told[0]["text"] if told else None


def _by_collector(found: Sequence) -> tuple[list[dict], list[dict]]:
	"""How the work shares out, who has the most overdue first; cases of nobody are a row of their own."""
	rows = [_collector_row(cases) for cases in _shared_out(found)]
	return [
		parts.text("responsible", _("Collector"), 220),
		parts.count("cases", _("Open Cases")),
		parts.count("due", _("Due Today")),
		parts.count("untouched", _("Never Contacted")),
		parts.count("escalated", _("Escalated", context="Collection Case")),
		parts.money("overdue", _("Overdue", context="Collection Case")),
		parts.money("excused", _("Disputed, Planned or Promised")),
		parts.count("oldest", _("Oldest Days")),
		parts.currency(),
	], rows


def _shared_out(found: Sequence) -> list[list]:
	"""The cases of each collector, the largest amount first."""
	groups = defaultdict(list)
	for row in found:
		groups[row.collector or ""].append(row)
	return sorted(
		groups.values(), key=lambda cases: (-_overdue(cases), cases[0].responsible, cases[0].collector or "")
	)


def _overdue(cases: Sequence) -> float:
	return parts.total(row.overdue_amount for row in cases)


def _excused(cases: Sequence) -> float:
	return parts.total(row.excused_amount for row in cases)


def _collector_row(cases: Sequence) -> dict:
	return {
		"user": cases[0].collector,
		"responsible": cases[0].responsible,
		"currency": cases[0].currency,
		"cases": len(cases),
		"due": sum(row.is_due for row in cases),
		"untouched": sum(not row.contacts for row in cases),
		"escalated": sum(bool(row.escalated) for row in cases),
		"overdue": _overdue(cases),
		"excused": _excused(cases),
		"oldest": max(row.oldest_days for row in cases),
	}


def _chart(found: Sequence, money: str) -> dict | None:
	"""What is overdue with each collector, by stage."""
	groups = _shared_out(found)[:MOST_BARS]
	stages = frappe.get_meta(DOCTYPE).get_options("stage").split("\n")
	series = {
		_(stage, context=DOCTYPE): [
			_overdue([row for row in cases if row.stage == stage]) for cases in groups
		]
		for stage in stages
	}
	labels = [cases[0].responsible for cases in groups]
	return parts.chart(
		labels, series, title=_("Overdue by Collector"), colors=list(COLOURS), **parts.in_money(money)
	)


def _summary(found: Sequence, money: str) -> list[dict]:
	if not found:
		return []
	amount = {"datatype": "Currency", "currency": money}
	nobody = sum(not row.collector for row in found)
	return parts.tiles(
		parts.tile(_("Open Cases"), len(found)),
		parts.tile(_("Overdue", context="Collection Case"), _overdue(found), **amount),
		parts.tile(_("Disputed, Planned or Promised"), _excused(found), **amount),
		parts.tile(_("Due Today"), sum(row.is_due for row in found)),
		parts.tile(_("Without a Collector"), nobody, indicator="Red" if nobody else "Green"),
	)
