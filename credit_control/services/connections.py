"""Looking up what connects customers: facts that their Credit Files share, and what people said of them.

Every look-up is for a set of customers and starts from an index: the keys of the files (relation_keys.py),
members of Credit Groups, shareholders that are customers, guarantors.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import frappe

from credit_control.engine.relationships import GROUP, GUARANTEES, OWNS, PARENT, Fact, Link
from credit_control.services.relation_keys import Key

#: what more files share than these connects nobody in particular: an agent's address, a placeholder
MOST_SHARED = 25

SHARING = """
	from `tabCredit File Key` own
	join `tabCredit File` mine on mine.name = own.parent
	join `tabCredit File Key` other on other.value = own.value
	join `tabCredit File` file on file.name = other.parent and file.customer is not null
		and file.status <> 'Merged'
	where mine.customer in %(customers)s"""
#: the keys that few files share, with all who have them
FACTS = f"""
	select distinct file.customer, file.customer_name, other.kind, other.value, other.shown {SHARING}
		and own.value in %(values)s"""
COUNTS = f"select own.value, min(own.shown), count(distinct file.name) {SHARING} group by own.value"

MEMBERS = """
	select pool.name, pool.parent_customer, customer.name customer, customer.customer_name
	from `tabCredit Group` pool
	join `tabCredit Group Member` member on member.parent = pool.name and member.parenttype = 'Credit Group'
	join `tabCustomer` customer on customer.name = member.customer
	where pool.disabled = 0 and pool.name in %(groups)s"""
GROUPS_OF = """
	select parent from `tabCredit Group Member`
	where customer in %(customers)s and parenttype = 'Credit Group'
	union select name from `tabCredit Group` where parent_customer in %(customers)s"""

SHAREHOLDERS = """
	select holder.customer first, file.customer second, holder.share_percent
	from `tabCredit File` file
	join `tabCredit File Shareholder` holder on holder.parent = file.name
		and holder.parenttype = 'Credit File' and coalesce(holder.customer, '') <> ''
	where file.status <> 'Merged' and file.customer is not null and {side} in %(customers)s"""
GUARANTORS = """
	select guarantor first, customer second from `tabCredit Security`
	where docstatus = 1 and status = 'Active' and coalesce(guarantor, '') <> '' and {side} in %(customers)s"""


class Same(NamedTuple):
	"""How many files share what is too common to connect anybody, as one of them writes it."""

	shown: str
	files: int


def facts_around(customers: Sequence[str]) -> tuple[list[Fact], list[Same]]:
	"""Every fact that customers share with others, theirs included, and the keys that too many share."""
	given = {"customers": list(customers)}
	counts = frappe.db.sql(COUNTS, given) if customers else ()
	values = [value for value, _shown, files in counts if 1 < files <= MOST_SHARED]
	common = [Same(shown, files) for _value, shown, files in counts if files > MOST_SHARED]
	rows = frappe.db.sql(FACTS, {**given, "values": values}) if values else ()
	return [Fact(customer, name or customer, *rest) for customer, name, *rest in rows], common


def facts_like(keys: Iterable[Key], *, but: str | None) -> list[Fact]:
	"""The facts of all files but one that have one of the keys; of a key that many share only the first few."""
	values = sorted({value for _kind, value in keys})
	if not values:
		return []
	rows = frappe.db.sql(
		"""
		select file.customer, file.customer_name, own.kind, own.value, own.shown
		from `tabCredit File Key` own
		join `tabCredit File` file on file.name = own.parent and file.customer is not null
			and file.status <> 'Merged'
		where own.value in %(values)s and file.name <> %(but)s order by file.name limit %(most)s
		""",
		{"values": values, "but": but or "", "most": MOST_SHARED * len(values)},
	)
	return [Fact(customer, name or customer, *rest) for customer, name, *rest in rows]


def links_around(customers: Sequence[str]) -> list[Link]:
	"""Groups, shareholders and guarantors that customers have or are."""
	if not customers:
		return []
	given = {"customers": list(customers)}
	found = [*_owners(given), *_guarantors(given)]
	names = _names({name for _kind, *pair, _value in found for name in pair})
	told = [Link(kind, a, names.get(a, a), b, names.get(b, b), value) for kind, a, b, value in found]
	return [*told, *_groups(given)]


def _owners(given: dict) -> Iterator[tuple]:
	for row in _both_sides(SHAREHOLDERS, ("file.customer", "holder.customer"), given):
		yield OWNS, row.first, row.second, f"{row.share_percent:g}" if row.share_percent else None


def _guarantors(given: dict) -> Iterator[tuple]:
	for row in _both_sides(GUARANTORS, ("customer", "guarantor"), given):
		yield GUARANTEES, row.first, row.second, None


def _both_sides(query: str, sides: Sequence[str], given: dict) -> list:
	"""The same question from either side, so that each is answered by its own index."""
	return frappe.db.sql(" union ".join(query.format(side=side) for side in sides), given, as_dict=True)


def _groups(given: dict) -> Iterator[Link]:
	groups = frappe.db.sql_list(GROUPS_OF, given)
	rows = frappe.db.sql(MEMBERS, {"groups": groups}, as_dict=True) if groups else []
	asked = set(given["customers"])
	for group in sorted({row.name for row in rows}):
		members = [row for row in rows if row.name == group]
		yield from _of_group(group, members, asked)


def _of_group(group: str, members: list, asked: set[str]) -> Iterator[Link]:
	"""The parent with each member, and those who are asked for with each other member."""
	parent = members[0].parent_customer
	if parent:
		name = _names({parent}).get(parent, parent)
		for row in members:
			yield Link(PARENT, parent, name, row.customer, row.customer_name)
	for row in members:
		for other in members:
			if row.customer in asked and (other.customer not in asked or row.customer < other.customer):
				yield Link(GROUP, row.customer, row.customer_name, other.customer, other.customer_name, group)


def _names(customers: set[str]) -> dict[str, str]:
	if not customers:
		return {}
	query = "select name, customer_name from `tabCustomer` where name in %s"
	return dict(frappe.db.sql(query, (sorted(customers),)))
