"""Who can be reached at a customer, by telephone and by e-mail, as ERPNext's contacts have it."""

from __future__ import annotations

from typing import NamedTuple

import frappe


class Person(NamedTuple):
	"""Somebody at a customer; a number or address that is not known is None."""

	name: str
	role: str | None = None
	phone: str | None = None
	mobile: str | None = None
	email: str | None = None
	is_billing: bool = False
	is_primary: bool = False


def people_of(customer: str) -> list[Person]:
	"""The contacts of a customer that can be reached, who pays first, then the primary one."""
	rows = frappe.db.sql(
		"""
		select contact.first_name, contact.last_name, contact.designation, contact.phone, contact.mobile_no,
			contact.email_id, contact.is_billing_contact, contact.is_primary_contact
		from `tabDynamic Link` link join tabContact contact on contact.name = link.parent
		where link.parenttype = 'Contact' and link.link_doctype = 'Customer' and link.link_name = %s
		order by contact.is_billing_contact desc, contact.is_primary_contact desc, contact.name
		""",
		(customer,),
		as_dict=True,
	)
	people = [_person(row) for row in rows]
	return [person for person in people if person.phone or person.mobile or person.email]


def _person(row) -> Person:
	return Person(
		name=" ".join(part for part in (row.first_name, row.last_name) if part),
		role=row.designation or None,
		phone=row.phone or None,
		mobile=row.mobile_no or None,
		email=row.email_id or None,
		is_billing=bool(row.is_billing_contact),
		is_primary=bool(row.is_primary_contact),
	)
