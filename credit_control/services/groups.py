"""Credit Groups: customers that share one pooled limit of a company, and what it lets each be granted.

What the pool holds at the gate is in pools.py, joining and leaving in group_members.py.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.engine.money import ZERO, decimal
from credit_control.engine.security import remainder
from credit_control.erp import compat, currency, customers
from credit_control.services import locking, prefetch, wording
from credit_control.services.joining import listed
from credit_control.services.limit_rows import temporary_of
from credit_control.services.rows import refuse_repeats

DOCTYPE = "Credit Group"
MANAGER = "Credit Manager"


class GroupBusyError(frappe.ValidationError):
	"""The limit of another member of the group is being changed at this moment."""


def validate(doc) -> None:
	"""Raise when a customer is listed twice, the limit is missing or cannot be had in the company's currency."""
	doc.currency = doc.currency or customers.currency_of(doc.company)
	if not doc.pooled_limit or doc.pooled_limit < 0:
		frappe.throw(_("Pooled Limit is missing. Enter what all members together may owe."))
	# a rate that is missing would stop every order of the members
	pooled(doc, getdate())
	refuse_repeats(doc.members, "customer")
	_refuse_raise(doc)
	_tell_overdrawn(doc)


def _tell_overdrawn(doc) -> None:
	"""Say when members are granted more than the pool: nobody is refused for it, and nobody is granted more."""
	if doc.disabled or doc.limits_overlap:
		return
	given = limits_of([row.customer for row in doc.members], doc.company, getdate())
	unlimited = [customer for customer, limit in given.items() if limit is None]
	over = sum((limit for limit in given.values() if limit is not None), ZERO) - pooled(doc, getdate())
	money = customers.currency_of(doc.company)
	for text in (*_unlimited_words(unlimited), *_over_words(over, money)):
		frappe.msgprint(text, title=_("Pooled Limit Is Used Up"), indicator="orange")


def _unlimited_words(unlimited: Sequence[str]) -> list[str]:
	if not unlimited:
		return []
	template = _(
		"{0} may owe without limit. The pooled limit holds, but nothing of it is left to be granted."
	)
	return [template.format(frappe.utils.escape_html(listed(unlimited)))]


def _over_words(over: Decimal, money: str) -> list[str]:
	if over <= ZERO:
		return []
	template = _(
		"The members are granted {0} more than the pooled limit. Orders are held by the pool, and no member can be granted more. Raise the pooled limit, lower the members' limits, or check Own Limits May Add up to More."
	)
	return [template.format(wording.show(over, money))]


def _refuse_raise(doc) -> None:
	"""Raising the pool grants credit, whoever else is allowed to edit groups."""
	before = doc.get_doc_before_save()
	then = pooled(before, getdate()) if before else ZERO
	if pooled(doc, getdate()) > then and MANAGER not in frappe.get_roles():
		frappe.throw(
			_("Only a Credit Manager may raise the pooled limit of a Credit Group."), frappe.PermissionError
		)


def groups_of(names: list[str], company: str, *, lock: bool = False) -> dict:
	"""The enabled group of each customer that is a member of one, for a company; `lock` reads it as it is now."""
	rows = frappe.db.sql(
		f"""
		select member.customer, pool.name, pool.pooled_limit, pool.currency, pool.company, pool.limits_overlap
		from `tabCredit Group Member` member
		join `tabCredit Group` pool on pool.name = member.parent and member.parenttype = 'Credit Group'
		where member.customer in %(names)s and pool.company = %(company)s and pool.disabled = 0
		{"lock in share mode" if lock else ""}
		""",
		{"names": names, "company": company},
		as_dict=True,
	)
	return {row.customer: row for row in rows}


def members(group: str) -> list[str]:
	"""The customers of a group, in the order of its table."""
	query = """select customer from `tabCredit Group Member`
		where parent = %s and parenttype = 'Credit Group' order by idx"""
	return frappe.db.sql_list(query, group)


def fellows(customer: str, company: str | None = None) -> list[str]:
	"""The other members of a customer's enabled group with a company, or with any; none without a group."""
	query = """
		select distinct other.customer from `tabCredit Group Member` own
		join `tabCredit Group` pool on pool.name = own.parent and own.parenttype = 'Credit Group'
		join `tabCredit Group Member` other on other.parent = pool.name and other.parenttype = 'Credit Group'
		where own.customer = %(customer)s and other.customer <> %(customer)s
			and (%(company)s is null or pool.company = %(company)s) and pool.disabled = 0
		order by other.customer"""
	return frappe.db.sql_list(query, {"customer": customer, "company": company})


def group_remainder(customer: str, company: str, as_of: date) -> Decimal | None:
	"""The pooled limit less what the other members are granted, not below 0, in company currency.

	None for a customer that is in no group. Members' limits are those of today, with temporary ones that
	are in date on the day; a member with an unlimited limit leaves nothing.
	"""
	group = prefetch.of_customer(groups_of, customer, company, empty=lambda: None)
	if group is None:
		return None
	limits = prefetch.of_customer(_limits_of_group, customer, company, as_of, empty=dict)
	return remainder(pooled(group, as_of), _others(group, limits, customer))


def pooled(group, as_of: date) -> Decimal:
	"""A group's limit in its company's currency."""
	rate = currency.rate(group.currency, customers.currency_of(group.company), as_of)
	return decimal(group.pooled_limit or 0) * rate


def _others(group, limits: dict, customer: str) -> list[Decimal | None]:
	"""What the other members' limits take of the pool: nothing where they may add up to more than it."""
	if group.limits_overlap:
		return []
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
		select member.customer, lim.limit_mode, lim.credit_limit, lim.temporary_limit, lim.temporary_until,
			lim.temporary_from
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


def limits_of(names: Sequence[str], company: str, as_of: date) -> dict[str, Decimal | None]:
	"""What customers are granted by a company, None: unlimited; who has no limit there is left out."""
	if not names:
		return {}
	rows = frappe.db.sql(
		"""
		select file.customer, lim.limit_mode, lim.credit_limit, lim.temporary_limit, lim.temporary_until,
			lim.temporary_from
		from `tabCredit File` file
		join `tabCredit File Limit` lim on lim.parent = file.name and lim.parenttype = 'Credit File'
			and lim.company = %(company)s
		where file.customer in %(names)s
		""",
		{"names": list(names), "company": company},
		as_dict=True,
	)
	return {row.customer: granted(row, as_of) for row in rows}


def granted(row, as_of: date) -> Decimal | None:
	"""A limit row's amount on a day, its temporary part included; None: unlimited."""
	if row.limit_mode == "Unlimited":
		return None
	if row.limit_mode != "Limited":
		return ZERO
	return decimal(row.credit_limit or 0) + temporary_of(row, as_of)


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
		# held already: a Credit File locks its groups before itself
		locking.lock_row(group.name, DOCTYPE)
		limits = member_limits(group.name, group.company, getdate(), lock=True)
	except Exception as error:
		if not compat.is_lock_error(error):
			raise
		frappe.throw(
			_("Another member of Credit Group {0} is being changed now. Try again.").format(group.name),
			GroupBusyError,
			title=_("Please Try Again"),
		)
	return remainder(pooled(group, getdate()), _others(group, limits, customer))
