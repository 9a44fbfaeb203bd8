"""Credit Groups: customers that share one pooled limit of a company."""

from datetime import date
from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.engine.money import ZERO, decimal
from credit_control.engine.security import remainder
from credit_control.erp import compat, currency, customers
from credit_control.services import prefetch, wording
from credit_control.services.rows import refuse_repeats

DOCTYPE = "Credit Group"


class GroupBusyError(frappe.ValidationError):
	"""The limit of another member of the group is being changed at this moment."""


def validate(doc) -> None:
	"""Raise when a customer is listed twice or belongs to another group of the company."""
	doc.currency = doc.currency or customers.currency_of(doc.company)
	if not doc.pooled_limit or doc.pooled_limit < 0:
		frappe.throw(_("Pooled Limit is missing. Enter what all members together may be granted."))
	refuse_repeats(doc.members, "customer")
	if not doc.disabled:
		for row in doc.members:
			_refuse_second_group(doc, row)


def _refuse_second_group(doc, row) -> None:
	other = groups_of([row.customer], doc.company).get(row.customer)
	if other and other.name != doc.name:
		frappe.throw(
			_("Row {0}: {1} is a member of Credit Group {2} already. Take it out there first.").format(
				row.idx, row.customer, other.name
			)
		)


def groups_of(names: list[str], company: str) -> dict:
	"""The enabled group of each customer that is a member of one, for a company."""
	rows = frappe.db.sql(
		"""
		select member.customer, pool.name, pool.pooled_limit, pool.currency, pool.company
		from `tabCredit Group Member` member
		join `tabCredit Group` pool on pool.name = member.parent and member.parenttype = 'Credit Group'
		where member.customer in %(names)s and pool.company = %(company)s and pool.disabled = 0
		""",
		{"names": names, "company": company},
		as_dict=True,
	)
	return {row.customer: row for row in rows}


def group_remainder(customer: str, company: str, as_of: date) -> Decimal | None:
	"""The pooled limit less what the other members are granted, not below 0, in company currency.

	None for a customer that is in no group. Members' limits are those of today, with temporary ones that
	are in date on the day; a member with an unlimited limit leaves nothing.
	"""
	group = prefetch.of_customer(groups_of, customer, company, empty=lambda: None)
	if group is None:
		return None
	limits = prefetch.of_customer(_limits_of_group, customer, company, as_of, empty=dict)
	return remainder(pooled(group, as_of), _others(limits, customer))


def pooled(group, as_of: date) -> Decimal:
	"""A group's limit in its company's currency."""
	rate = currency.rate(group.currency, customers.currency_of(group.company), as_of)
	return decimal(group.pooled_limit or 0) * rate


def _others(limits: dict, customer: str) -> list[Decimal | None]:
	return [limit for member, limit in limits.items() if member != customer]


def _limits_of_group(names: list[str], company: str, as_of: date) -> dict[str, dict]:
	groups = groups_of(names, company)
	granted = {name: member_limits(name, company, as_of) for name in {g.name for g in groups.values()}}
	return {customer: granted[group.name] for customer, group in groups.items()}


def member_limits(group: str, company: str, as_of: date, *, lock: bool = False) -> dict[str, Decimal | None]:
	"""What each member of a group is granted, None: unlimited; nothing is granted without a limit.

	`lock` reads the limits as they are now, whatever others committed since this transaction began.
	"""
	rows = frappe.db.sql(
		f"""
		select member.customer, lim.limit_mode, lim.credit_limit, lim.temporary_limit, lim.temporary_until
		from `tabCredit Group Member` member
		left join `tabCredit File` file on file.customer = member.customer
		left join `tabCredit File Limit` lim on lim.parent = file.name and lim.parenttype = 'Credit File'
			and lim.company = %(company)s
		where member.parent = %(group)s and member.parenttype = 'Credit Group'
		order by member.idx {"lock in share mode" if lock else ""}
		""",
		{"group": group, "company": company},
		as_dict=True,
	)
	return {row.customer: granted(row, as_of) for row in rows}


def granted(row, as_of: date) -> Decimal | None:
	"""A limit row's amount on a day, its temporary part included; None: unlimited."""
	if row.limit_mode == "Unlimited":
		return None
	if row.limit_mode != "Limited":
		return ZERO
	in_date = row.temporary_until and getdate(row.temporary_until) >= as_of
	return decimal(row.credit_limit or 0) + (decimal(row.temporary_limit or 0) if in_date else ZERO)


def check_file(file) -> None:
	"""Refuse a Credit File that grants a member more than the others leave; less than before always passes.

	The group is locked until the transaction ends, so that two members cannot both take what is left.
	"""
	before = file.get_doc_before_save()
	for row in file.limits:
		old = next((old for old in before.limits if old.company == row.company), None) if before else None
		if _grants_more(row, old):
			_check_row(file.customer, row)


def _grants_more(row, old) -> bool:
	now, then = granted(row, getdate()), granted(old, getdate()) if old else ZERO
	if then is None:
		return False
	return now is None or now > then


def _check_row(customer: str, row) -> None:
	group = groups_of([customer], row.company).get(customer)
	if group is None:
		return
	left = _left_under_lock(group, customer)
	now = granted(row, getdate())
	if now is None or now > left:
		money = customers.currency_of(row.company)
		frappe.throw(
			_(
				"Credit Group {0} leaves {1} of its pooled limit. Grant {2} at most that, or raise the pooled limit."
			).format(group.name, wording.show(left, money), customer),
			title=_("Pooled Limit Is Used Up"),
		)


def _left_under_lock(group, customer: str) -> Decimal:
	try:
		frappe.db.sql("select name from `tabCredit Group` where name = %s for update", group.name)
		limits = member_limits(group.name, group.company, getdate(), lock=True)
	except Exception as error:
		if not compat.is_lock_error(error):
			raise
		frappe.throw(
			_("Another member of Credit Group {0} is being changed now. Try again.").format(group.name),
			GroupBusyError,
			title=_("Please Try Again"),
		)
	return remainder(pooled(group, getdate()), _others(limits, customer))


def pool(doc) -> dict:
	"""How a group's limit is used: each member's limit and what is left, in company currency."""
	limits = member_limits(doc.name, doc.company, getdate())
	limit = pooled(doc, getdate())
	return {
		"currency": customers.currency_of(doc.company),
		"pooled_limit": float(limit),
		"left": float(remainder(limit, limits.values())),
		"members": [_member(row, limits) for row in doc.members],
	}


def _member(row, limits: dict[str, Decimal | None]) -> dict:
	limit = limits.get(row.customer, ZERO)
	return {
		"customer": row.customer,
		"customer_name": row.customer_name,
		"unlimited": limit is None,
		"limit": float(limit or 0),
	}
