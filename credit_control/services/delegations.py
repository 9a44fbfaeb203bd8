"""Who decides in whose place while somebody is away."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import get_fullname, getdate

from credit_control.engine import delegation as rules
from credit_control.engine.delegation import Delegation

DOCTYPE = "Credit Approval Delegation"
#: who may enter a delegation for somebody else, who may be ill
MANAGERS = frozenset(("Credit Manager", "System Manager"))


def validate(doc) -> None:
	"""Raise when the days make no sense, nobody is gained by it, or somebody would help themselves."""
	if getdate(doc.from_date) > getdate(doc.to_date):
		frappe.throw(_("To lies before From. Correct one of the two."))
	if doc.user == doc.deputy:
		frappe.throw(_("Nobody is their own deputy. Choose somebody else."))
	if not frappe.db.get_value("User", doc.deputy, "enabled"):
		frappe.throw(_("{0} is disabled. Choose another deputy.").format(doc.deputy))
	_must_be_entitled(doc)
	_refuse_loop(doc)


def _must_be_entitled(doc) -> None:
	"""Only who goes away gives the power away; a manager may, but never to themselves."""
	me = frappe.session.user
	if me == doc.user:
		return
	if MANAGERS.isdisjoint(frappe.get_roles()):
		frappe.throw(_("You may name a deputy for yourself only."), frappe.PermissionError)
	if me == doc.deputy:
		frappe.throw(
			_("You cannot make yourself the deputy of {0}. {0} or another manager must enter it.").format(
				get_fullname(doc.user)
			),
			frappe.PermissionError,
			title=_("Not Your Own Deputy"),
		)


def _refuse_loop(doc) -> None:
	own = Delegation(doc.user, doc.deputy, getdate(doc.from_date), getdate(doc.to_date))
	if rules.closes_loop(own, _rows(getdate(doc.from_date), without=doc.name)):
		frappe.throw(
			_("{0} is away in these days too and is represented, perhaps through others, by {1}.").format(
				get_fullname(doc.deputy), get_fullname(doc.user)
			)
			+ " "
			+ _("Choose another deputy or other days.")
		)


def principals(user: str, day: date | None = None) -> frozenset[str]:
	"""Everybody in whose place a user may decide on a day, today unless told otherwise."""
	day = day or getdate()
	return rules.principals(user, _rows(day), day)


def deputies(user: str, day: date | None = None) -> frozenset[str]:
	"""Everybody enabled who may decide in a user's place on a day."""
	day = day or getdate()
	found = rules.deputies(user, _rows(day), day)
	return frozenset(frappe.get_all("User", {"name": ["in", list(found)], "enabled": 1}, pluck="name"))


def _rows(not_before: date, without: str | None = None) -> list[Delegation]:
	"""The delegations that have not ended before a day; not that of somebody who was disabled."""
	rows = frappe.get_all(
		DOCTYPE,
		filters={"to_date": [">=", not_before], "name": ["!=", without or ""]},
		fields=["user", "deputy", "from_date", "to_date"],
	)
	return [Delegation(row.user, row.deputy, getdate(row.from_date), getdate(row.to_date)) for row in rows]


def own_condition(user: str) -> str:
	"""The list's condition for who sees only the delegations of and to themselves."""
	name = frappe.db.escape(user)
	return f"{name} in (`tab{DOCTYPE}`.user, `tab{DOCTYPE}`.deputy, `tab{DOCTYPE}`.owner)"


def is_own(doc, user: str) -> bool:
	"""The same condition on one document."""
	return user in (doc.user, doc.deputy, doc.owner)
