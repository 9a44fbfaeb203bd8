"""Repayment Plans: while the instalments are paid, the items in the plan do not count as overdue."""

from datetime import date
from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import add_months, getdate, now_datetime

from credit_control.engine.money import decimal
from credit_control.engine.receivables import Instalment
from credit_control.engine.repayment_plan import (
	IN_DEFAULT,
	ON_TRACK,
	PlanState,
	equal_instalments,
	judge_plan,
	plan_problems,
)
from credit_control.erp.receipts import received
from credit_control.services import claimed_items, rejudging, wording

DOCTYPE = "Repayment Plan"
CENT = Decimal("0.01")


def validate(doc) -> None:
	"""Check that a plan pays back exactly its items, and that none of them is in another plan."""
	if doc.docstatus == 0:
		claimed_items.check(doc, "amount")
		_refuse_planned(doc)
	doc.total_amount = claimed_items.total(doc, "amount")
	for row in doc.instalments:
		row.currency = doc.currency
	_refuse_problems(doc)


def _refuse_problems(doc) -> None:
	for problem in plan_problems(_instalments(doc), decimal(doc.total_amount)):
		frappe.throw(problem.render(_, lambda figure: wording.show(figure, doc.currency)))


def _refuse_planned(doc) -> None:
	for row in doc.items:
		other = _plan_of(row.sales_invoice, doc.name or "")
		if other:
			frappe.throw(
				_("Row {0}: {1} is in Repayment Plan {2} already. Take it out of one of them.").format(
					row.idx, row.sales_invoice, other
				)
			)


def _plan_of(invoice: str, but: str) -> str | None:
	found = frappe.db.sql(
		"""
		select plan.name from `tabRepayment Plan` plan
		join `tabRepayment Plan Item` item on item.parent = plan.name and item.parenttype = 'Repayment Plan'
		where item.sales_invoice = %s and plan.docstatus = 1 and plan.status in %s and plan.name <> %s
		""",
		(invoice, (ON_TRACK, IN_DEFAULT), but),
	)
	return found[0][0] if found else None


def _instalments(doc) -> list[Instalment]:
	return [Instalment(getdate(row.due_date), decimal(row.amount or 0)) for row in doc.instalments]


def propose(total: Decimal, first: date, count: int) -> list[dict]:
	"""Equal monthly instalments from a first day on."""
	if not 1 <= count <= 60:
		frappe.throw(_("Number of Instalments must be between 1 and 60."))
	days = [getdate(add_months(first, months)) for months in range(count)]
	return [
		{"due_date": part.due, "amount": float(part.amount)} for part in equal_instalments(total, days, CENT)
	]


def judge(doc) -> PlanState:
	"""Where a plan stands today, from what was allocated to its items since it was agreed."""
	invoices = [row.sales_invoice for row in doc.items]
	receipts = received(doc.customer, doc.company, getdate(doc.agreed_on), invoices)
	return judge_plan(_instalments(doc), receipts, getdate(), doc.grace_days or 0)


def update(doc) -> bool:
	"""Judge a plan in force and keep the result; True when its status changed."""
	state = judge(doc)
	for position, row in enumerate(doc.instalments):
		paid = state.paid[position]
		row.db_set({"paid_amount": float(paid), "state": _state(position, row, paid, state)})
	changed = doc.status != state.status
	doc.db_set(
		{
			"status": state.status,
			"received_amount": float(state.received),
			"next_due": state.next_due,
			"judged_on": now_datetime(),
		}
	)
	if changed:
		rejudging.later(doc.customer, doc.company)
	return changed


def _state(position: int, row, paid: Decimal, state: PlanState) -> str:
	if position in state.missed:
		return "Missed"
	return "Paid" if paid >= decimal(row.amount) else "Open"


def cancel(doc) -> None:
	"""A plan that is no more: its items count as overdue again."""
	doc.db_set("status", "Cancelled")
	rejudging.later(doc.customer, doc.company)


def update_customer(customer: str, company: str) -> int:
	"""Judge a customer's plans again, completed ones too; returns how many changed."""
	return _update({"customer": customer, "company": company, "docstatus": 1})


def update_due() -> int:
	"""Judge every plan that runs."""
	return _update({"docstatus": 1, "status": ["in", (ON_TRACK, IN_DEFAULT)]})


def _update(filters: dict) -> int:
	names = frappe.get_all(DOCTYPE, filters, pluck="name", order_by="name")
	return sum(update(frappe.get_doc(DOCTYPE, name)) for name in names)


def planned(customer: str, company: str) -> dict[str, Decimal]:
	"""What is in plans that are kept of each invoice, in company currency."""
	rows = frappe.db.sql(
		"""
		select item.sales_invoice, sum(item.amount)
		from `tabRepayment Plan` plan
		join `tabRepayment Plan Item` item on item.parent = plan.name and item.parenttype = 'Repayment Plan'
		where plan.customer = %s and plan.company = %s and plan.docstatus = 1 and plan.status = %s
		group by item.sales_invoice
		""",
		(customer, company, ON_TRACK),
	)
	return {invoice: decimal(amount) for invoice, amount in rows}


def in_default(customer: str, company: str) -> str | None:
	"""A customer's plan that is in default; None when there is none."""
	filters = {"customer": customer, "company": company, "docstatus": 1, "status": IN_DEFAULT}
	return frappe.db.get_value(DOCTYPE, filters, "name")
