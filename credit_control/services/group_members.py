"""Customers that join or leave a Credit Group while orders run.

The group's row is locked first, by the save itself, then the Credit Files of those who move, which count up
`group_changes`: an order whose snapshot is from before finds another count and is asked to submit again.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe import _

from credit_control.services import files, groups, locking, rejudging

#: what of a group decides whether an order of a member passes
DECISIVE = ("pooled_limit", "currency", "company", "disabled")


def move(doc) -> None:
	"""Before a group is saved: lock the files of all who join or leave, and refuse a second group."""
	then, now = _standing(doc.get_doc_before_save()), _standing(doc)
	moving = sorted({customer for _company, customer in then ^ now})
	if not moving:
		return
	with _busy_is_a_message(doc.name):
		_count_up(moving)
		taken = groups.groups_of(moving, doc.company, lock=True) if not doc.disabled else {}
	for row in doc.members:
		_refuse_second_group(doc, row, taken.get(row.customer))


def _standing(doc) -> set[tuple[str, str]]:
	"""Company and customer of everybody whom a group binds; none while it is disabled."""
	if doc is None or doc.disabled:
		return set()
	return {(doc.company, row.customer) for row in doc.members}


def _count_up(customers: list[str]) -> None:
	"""Lock the Credit Files in one order, making those that are missing: they are what orders lock."""
	names = sorted(files.file_of(name) or files.create(name, even_disabled=True).name for name in customers)
	frappe.db.sql("select name from `tabCredit File` where name in %s order by name for update", (names,))
	frappe.db.sql("update `tabCredit File` set group_changes = group_changes + 1 where name in %s", (names,))


def _refuse_second_group(doc, row, other) -> None:
	if other and other.name != doc.name:
		frappe.throw(
			_("Row {0}: {1} is a member of Credit Group {2} already. Take it out there first.").format(
				row.idx, row.customer, other.name
			)
		)


@contextmanager
def _busy_is_a_message(group: str) -> Iterator[None]:
	try:
		yield
	except Exception as error:
		if not locking.is_busy(error):
			raise
		frappe.throw(
			_("Someone is ordering for a member of Credit Group {0} now. Try again.").format(group),
			groups.GroupBusyError,
			title=_("Please Try Again"),
		)


def judge_again(doc) -> None:
	"""After a group was saved: judge the waiting holds of its members and of those who left again."""
	before = doc.get_doc_before_save()
	members = {row.customer for row in doc.members}
	then = {row.customer for row in before.members} if before else set()
	if before and members == then and not any(doc.has_value_changed(name) for name in DECISIVE):
		return
	# one member of an enabled group stands for all of them
	standing = members if doc.disabled else set(sorted(members)[:1])
	for customer in sorted(standing | (then - members)):
		rejudging.later(customer, doc.company)


def leave_all(doc) -> None:
	"""Before a group is deleted: its members are on their own again."""
	locking.lock_row(doc.name, groups.DOCTYPE)
	customers = sorted(customer for _company, customer in _standing(doc))
	if customers:
		with _busy_is_a_message(doc.name):
			_count_up(customers)


def merge(source: str, target: str) -> None:
	"""Before customer `source` is merged into `target`: it leaves groups that would have the target twice.

	A customer is in one group per company: where both are in one, the target's stands.
	"""
	for membership in _memberships(source):
		if _stays(target, membership.company):
			group = frappe.get_doc(groups.DOCTYPE, membership.name)
			_leave(group, source, target)


def _memberships(customer: str) -> list:
	query = """select pool.name, pool.company from `tabCredit Group Member` member
		join `tabCredit Group` pool on pool.name = member.parent and member.parenttype = 'Credit Group'
		where member.customer = %s order by pool.name"""
	return frappe.db.sql(query, customer, as_dict=True)


def _stays(customer: str, company: str) -> bool:
	return any(membership.company == company for membership in _memberships(customer))


def _leave(group, source: str, target: str) -> None:
	rows = [row for row in group.members if row.customer != source]
	note = _("{0} was merged into {1} and left this group.").format(source, target)
	if rows:
		group.set("members", rows)
	else:
		# a group has members: the last one that goes leaves it switched off
		group.disabled = 1
	group.save(ignore_permissions=True)
	group.add_comment("Info", note)
