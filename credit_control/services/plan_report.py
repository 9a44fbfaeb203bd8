"""The report Repayment Plans: what was planned up to a day, what came in, and which instalments were missed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.engine.repayment_plan import COMPLETED, EXTENDED, IN_DEFAULT, ON_TRACK
from credit_control.erp import customers
from credit_control.services import report_parts as parts
from credit_control.services.repayment_plans import DOCTYPE

CHILD = "Repayment Plan Instalment"
MISSED = "Missed"
#: a plan that an extension replaced goes on in the new one: counted twice, its debts would be twice planned
STATUSES = (ON_TRACK, IN_DEFAULT, COMPLETED)
FIELDS = (
	"name",
	"customer",
	"customer_name",
	"currency",
	"agreed_on",
	"status",
	"next_due",
	"total_amount",
)


@dataclass
class Plan:
	"""One plan with its instalments, as its last judgement left them."""

	row: frappe._dict
	instalments: Sequence[frappe._dict]
	today: date

	@cached_property
	def due(self) -> Sequence[frappe._dict]:
		"""The instalments that fell due by today."""
		return [part for part in self.instalments if getdate(part.due_date) <= self.today]

	@cached_property
	def missed(self) -> Sequence[frappe._dict]:
		"""Those that are past their grace and not paid in full."""
		return [part for part in self.instalments if part.state == MISSED]


def run(filters: Mapping) -> tuple:
	"""Columns, rows, no message, chart and summary, as a script report returns them."""
	company = parts.company_of(filters)
	found = _plans(company, filters)
	wanted, rows = (_by_instalment if filters.get("view") == "Instalments" else _by_plan)(found)
	money = customers.currency_of(company)
	return wanted, rows, None, _chart(found, money), _summary(found, money)


def _plans(company: str, filters: Mapping) -> list[Plan]:
	"""The plans agreed in the period that the user may read."""
	wanted = {
		"company": company,
		"docstatus": 1,
		"status": ["in", (*STATUSES, EXTENDED) if filters.get("extended") else STATUSES],
		"agreed_on": ["between", parts.period(filters)],
	}
	for fieldname in ("customer", "status"):
		if filters.get(fieldname):
			wanted[fieldname] = filters[fieldname]
	order = "agreed_on desc, name desc"
	rows = frappe.get_list(DOCTYPE, wanted, list(FIELDS), order_by=order, limit_page_length=0)
	instalments = _instalments([row.name for row in rows])
	return [Plan(row, instalments[row.name], getdate()) for row in rows]


def _instalments(names: Sequence[str]) -> dict[str, list]:
	# read for plans that the user may read: rows of a plan have no permissions of their own
	rows = frappe.get_all(
		CHILD,
		{"parent": ["in", names or [""]], "parenttype": DOCTYPE},
		["parent", "due_date", "amount", "paid_amount", "state", "payment_method"],
		order_by="due_date asc",
		limit_page_length=0,
	)
	found = defaultdict(list)
	for row in rows:
		found[row.parent].append(row)
	return found


def _by_plan(found: Sequence[Plan]) -> tuple[list[dict], list[dict]]:
	rows = [{**plan.row, **_figures([plan])} for plan in found]
	return [
		parts.link("name", _("Repayment Plan"), DOCTYPE),
		parts.link("customer", _("Customer"), "Customer"),
		parts.text("customer_name", _("Customer Name"), 170),
		parts.text("status", _("Status"), 100),
		parts.money("total_amount", _("Total", context="Repayment Plan")),
		parts.money("planned", _("Planned by Now")),
		parts.money("received", _("Received", context="Repayment Plan")),
		parts.percent("kept", _("Received % of Planned")),
		parts.count("instalments", _("Instalments")),
		parts.count("missed", _("Missed", context="Repayment Plan Instalment")),
		parts.money("missed_amount", _("Missed Amount")),
		parts.day("next_due", _("Next Due", context="Repayment Plan")),
		parts.day("agreed_on", _("Agreed On", context="Repayment Plan")),
		parts.currency(),
	], rows


def _figures(found: Sequence[Plan]) -> dict:
	"""Of some plans together; what is received in advance counts for the planned only up to what was planned."""
	due = [part for plan in found for part in plan.due]
	missed = [part for plan in found for part in plan.missed]
	planned = parts.total(part.amount for part in due)
	in_time = parts.total(part.paid_amount for part in due)
	return {
		"planned": planned,
		"received": parts.total(part.paid_amount for plan in found for part in plan.instalments),
		"kept": round(100 * in_time / planned, 1) if planned else None,
		"instalments": sum(len(plan.instalments) for plan in found),
		"missed": len(missed),
		"missed_amount": parts.total(part.amount - part.paid_amount for part in missed),
	}


def _by_instalment(found: Sequence[Plan]) -> tuple[list[dict], list[dict]]:
	rows = [
		{
			**plan.row,
			**part,
			"open": parts.total([part.amount, -part.paid_amount]),
			"late": _days_late(part, plan.today),
		}
		for plan in found
		for part in plan.instalments
	]
	rows.sort(key=lambda row: (getdate(row["due_date"]), row["name"]))
	return [
		parts.day("due_date", _("Due On", context="Repayment Plan Instalment")),
		parts.link("name", _("Repayment Plan"), DOCTYPE),
		parts.link("customer", _("Customer"), "Customer"),
		parts.text("customer_name", _("Customer Name"), 170),
		parts.money("amount", _("Planned", context="Repayment Plans")),
		parts.money("paid_amount", _("Paid", context="Repayment Plan Instalment")),
		parts.money("open", _("Open", context="Payment Dispute Item")),
		parts.text("state", _("State", context="Repayment Plan Instalment"), 90),
		parts.count("late", _("Days Late")),
		parts.link(
			"payment_method", _("Payment Method", context="Repayment Plan Instalment"), "Mode of Payment", 140
		),
		parts.currency(),
	], rows


def _days_late(part, today: date) -> int | None:
	"""Days past its day of an instalment that is not paid in full; None for any other."""
	late = (today - getdate(part.due_date)).days
	return late if late > 0 and part.amount > part.paid_amount else None


def _chart(found: Sequence[Plan], money: str) -> dict | None:
	"""Planned and paid by the month that the instalments fall due in."""
	planned, paid = defaultdict(list), defaultdict(list)
	for plan in found:
		for part in plan.instalments:
			month = f"{getdate(part.due_date):%Y-%m}"
			planned[month].append(part.amount)
			paid[month].append(part.paid_amount)
	months = sorted(planned)
	series = {
		_("Planned", context="Repayment Plans"): [parts.total(planned[month]) for month in months],
		_("Paid", context="Repayment Plan Instalment"): [parts.total(paid[month]) for month in months],
	}
	side_by_side = {"barOptions": parts.BESIDE, "colors": ["blue", "green"]}
	return parts.chart(months, series, **side_by_side, **parts.in_money(money))


def _summary(found: Sequence[Plan], money: str) -> list[dict]:
	if not found:
		return []
	figures = _figures(found)
	broken = sum(plan.row.status == IN_DEFAULT for plan in found)
	amount = {"datatype": "Currency", "currency": money}
	return parts.tiles(
		parts.tile(_("Plans", context="Repayment Plans"), len(found)),
		parts.tile(_("In Default", context="Repayment Plan"), broken, indicator="Red" if broken else "Green"),
		parts.tile(_("Planned by Now"), figures["planned"], **amount),
		parts.tile(_("Received", context="Repayment Plan"), figures["received"], **amount),
		parts.tile(_("Received % of Planned"), figures["kept"], "Percent"),
		parts.tile(_("Missed Amount"), figures["missed_amount"], **amount),
	)
