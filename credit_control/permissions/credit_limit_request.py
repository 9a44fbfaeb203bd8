"""Who sees a Credit Limit Request: the credit department all, a salesperson their own and those of customers
that they may read, an approver what waits for them or was decided by them.

Frappe's own user permissions on Customer and Company hold in addition.
"""

from pypika.terms import PseudoColumn

import frappe
from frappe.desk.reportview import build_match_conditions

from credit_control.permissions.credit_hold import sees_all

DOCTYPE = "Credit Limit Request"
STEP = "Credit Approval Step"
#: what somebody may do who only sees a request; deciding it is asked of its steps, not here
LOOKING = (None, "read", "select", "print", "email", "report", "export")


def query_conditions(user: str | None = None, doctype: str | None = None) -> str:
	"""The list's condition; empty where everything may be seen."""
	user = user or frappe.session.user
	return "" if sees_all(user) else f"`tab{DOCTYPE}`.name in ({_visible(user).get_sql()})"


def has_permission(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""The same condition on one document; a new one belongs to whoever makes it."""
	user = user or frappe.session.user
	if sees_all(user) or doc.is_new():
		return True
	if ptype not in LOOKING:
		return user in (doc.owner, doc.requested_by)
	request = frappe.qb.DocType(DOCTYPE)
	return bool(_visible(user).where(request.name == doc.name).limit(1).run())


def _visible(user: str):
	"""The names of the requests that a user who does not see all of them may see."""
	request, step = frappe.qb.DocType(DOCTYPE), frappe.qb.DocType(STEP)
	seen = (request.owner == user) | (request.requested_by == user) | _is_asked(step, user)
	if frappe.has_permission("Customer", "read", user=user):
		seen |= request.customer.isin(PseudoColumn(f"({_customers(user)})"))
	query = frappe.qb.from_(request).left_join(step)
	query = query.on((step.parent == request.name) & (step.parenttype == DOCTYPE))
	return query.select(request.name).where(seen)


def _customers(user: str) -> str:
	"""The customers that a user may read, as SQL: what Frappe itself applies to their list."""
	conditions = build_match_conditions("Customer", user=user)
	return "select name from tabCustomer" + (f" where {conditions}" if conditions else "")


def _is_asked(step, user: str):
	roles = frappe.get_roles(user)
	named = (step.approver_user == user) | (step.decided_by == user) | (step.escalate_user == user)
	return named | step.approver_role.isin(roles) | step.escalate_role.isin(roles)
