"""Repayment Plans: while the instalments are paid, the items in the plan do not count as overdue.

Draft → On Track ⇄ In Default → Completed
                 ↘ Extended: another plan, approved like the first, has taken its place
"""

from collections.abc import Iterable
from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from credit_control.engine.money import ZERO, decimal
from credit_control.engine.receivables import Instalment
from credit_control.engine.repayment_plan import (
	EXTENDED,
	IN_DEFAULT,
	ON_TRACK,
	PlanState,
	judge_plan,
	plan_problems,
)
from credit_control.erp.receipts import received
from credit_control.services import (
	case_news,
	claimed_items,
	plan_defaults,
	plan_terms,
	planned_items,
	rejudging,
	wording,
)

DOCTYPE = "Repayment Plan"


def validate(doc) -> None:
	"""Check that a plan pays back exactly its items, and that none of them is in another plan."""
	if doc.docstatus == 0:
		doc.counts_from = counts_from(doc)
		claimed_items.check(doc, "amount", _claimable(doc))
		_refuse_planned(doc)
	doc.total_amount = claimed_items.total(doc, "amount")
	for row in doc.instalments:
		row.currency = doc.currency
	_refuse_problems(doc)
	if doc.docstatus == 0 and doc.instalments:
		last = max(part.due for part in _instalments(doc))
		plan_terms.refuse_long_plan(getdate(doc.agreed_on), last)


def counts_from(doc):
	"""The day from which money pays a plan's instalments: that of the first one, where plans extend each other."""
	former = doc.extends and frappe.db.get_value(
		DOCTYPE, doc.extends, ["counts_from", "agreed_on"], as_dict=True
	)
	return (former.counts_from or former.agreed_on) if former else doc.agreed_on


def _claimable(doc) -> dict[str, Decimal]:
	"""What may be in the plan of each invoice: what is open, and what was paid under the plan that it extends."""
	amounts = claimed_items.open_amounts(doc.customer, doc.company)
	if not doc.extends:
		return amounts
	for row in frappe.get_doc(DOCTYPE, doc.extends).items:
		receipts = received(doc.customer, doc.company, getdate(doc.counts_from), [row.sales_invoice])
		paid = sum((each.amount for each in receipts), ZERO)
		amounts[row.sales_invoice] = amounts.get(row.sales_invoice, ZERO) + paid
	return amounts


def _refuse_problems(doc) -> None:
	for problem in plan_problems(_instalments(doc), decimal(doc.total_amount)):
		frappe.throw(problem.render(_, lambda figure: wording.show(figure, doc.currency)))


def _refuse_planned(doc) -> None:
	for row in doc.items:
		other = _plan_of(row.sales_invoice, (doc.name or "", doc.extends or ""))
		if other:
			frappe.throw(
				_("Row {0}: {1} is in Repayment Plan {2} already. Take it out of one of them.").format(
					row.idx, row.sales_invoice, other
				)
			)


def _plan_of(invoice: str, but: tuple[str, str]) -> str | None:
	found = frappe.db.sql(
		"""
		select plan.name from `tabRepayment Plan` plan
		join `tabRepayment Plan Item` item on item.parent = plan.name and item.parenttype = 'Repayment Plan'
		where item.sales_invoice = %s and plan.docstatus = 1 and plan.status in %s and plan.name not in %s
		""",
		(invoice, (ON_TRACK, IN_DEFAULT), but),
	)
	return found[0][0] if found else None


def _instalments(doc) -> list[Instalment]:
	return [Instalment(getdate(row.due_date), decimal(row.amount or 0)) for row in doc.instalments]


def judge(doc) -> PlanState:
	"""Where a plan stands today, from what was allocated to its items since it was agreed."""
	invoices = [row.sales_invoice for row in doc.items]
	receipts = received(doc.customer, doc.company, getdate(doc.counts_from or doc.agreed_on), invoices)
	accelerates = bool(doc.accelerates)
	return judge_plan(_instalments(doc), receipts, getdate(), doc.grace_days or 0, accelerates=accelerates)


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
			"due_now": float(state.due_now),
			"judged_on": now_datetime(),
		}
	)
	paid_changed = planned_items.keep_paid(doc)
	plan_defaults.follow(doc, state)
	if changed and state.status == IN_DEFAULT:
		plan_defaults.tell_managers(doc, state)
	if changed or paid_changed:
		rejudging.later(doc.customer, doc.company)
	if changed:
		case_news.later(doc.customer, doc.company)
	return changed


def _state(position: int, row, paid: Decimal, state: PlanState) -> str:
	if position in state.missed:
		return "Missed"
	return "Paid" if paid >= decimal(row.amount) else "Open"


def cancel(doc) -> None:
	"""A plan that is no more: its items count as overdue again."""
	doc.db_set("status", "Cancelled")
	plan_defaults.end(doc)
	if doc.extends:
		_give_place_back(doc.extends)
	rejudging.later(doc.customer, doc.company)
	case_news.later(doc.customer, doc.company)


def begin(doc) -> None:
	"""A submitted plan is in force, in the place of the one that it extends."""
	if doc.extends:
		_take_place_of(doc)
	update(doc)


def _take_place_of(doc) -> None:
	former = frappe.get_doc(DOCTYPE, doc.extends, for_update=True)
	if former.docstatus != 1 or former.status not in (ON_TRACK, IN_DEFAULT):
		frappe.throw(
			_("Repayment Plan {0} is {1} and cannot be extended.").format(
				former.name, _(former.status, context=DOCTYPE)
			)
		)
	former.db_set({"status": EXTENDED, "due_now": 0, "next_due": None})
	plan_defaults.end(former)
	former.add_comment("Info", _("{0} has taken its place.").format(doc.name))


def _give_place_back(name: str) -> None:
	former = frappe.get_doc(DOCTYPE, name)
	former.db_set("status", ON_TRACK)
	update(former)


def extend(name: str) -> str:
	"""A draft that would take the place of a plan in force; returns its name, that of an earlier draft if any.

	Everything is as in the former plan: what was paid stays paid, the days of what is left are to be changed.
	"""
	former = frappe.get_doc(DOCTYPE, name)
	if former.docstatus != 1 or former.status not in (ON_TRACK, IN_DEFAULT):
		frappe.throw(
			_("Repayment Plan {0} is {1} and cannot be extended.").format(
				name, _(former.status, context=DOCTYPE)
			)
		)
	known = frappe.db.get_value(DOCTYPE, {"extends": name, "docstatus": 0})
	return known or _draft_after(former).insert().name


def _draft_after(former):
	# without what the former plan has come to
	draft = frappe.copy_doc(former, ignore_no_copy=False)
	draft.update({"status": "Draft", "extends": former.name, "agreed_on": getdate(), "agreement": None})
	# in a test Frappe copies this too
	for each in (draft, *draft.items, *draft.instalments):
		each.docstatus = 0
	return draft


def update_customer(customer: str, company: str) -> int:
	"""Judge a customer's plans again, completed ones too; returns how many changed."""
	filters = {"customer": customer, "company": company, "docstatus": 1}
	return update_each(_names({**filters, "status": ["!=", EXTENDED]}))


def due() -> list[str]:
	"""Every plan that runs."""
	return _names({"docstatus": 1, "status": ["in", (ON_TRACK, IN_DEFAULT)]})


def _names(filters: dict) -> list[str]:
	return frappe.get_all(DOCTYPE, filters, pluck="name", order_by="name")


def update_each(names: Iterable[str]) -> int:
	"""Judge plans by name; returns how many changed."""
	return sum(update(frappe.get_doc(DOCTYPE, name)) for name in names)


def in_default(customer: str, company: str) -> str | None:
	"""A customer's plan that is in default; None when there is none."""
	filters = {"customer": customer, "company": company, "docstatus": 1, "status": IN_DEFAULT}
	return frappe.db.get_value(DOCTYPE, filters, "name")
