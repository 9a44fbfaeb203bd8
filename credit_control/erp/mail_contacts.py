"""Whom at a customer a message about money goes to, and in which language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import frappe
from frappe.utils import validate_email_address

from credit_control.erp import compat


class Addressee(NamedTuple):
	"""An e-mail address, and the Contact and name that belong to it."""

	email: str
	contact: str | None = None
	name: str | None = None


class Customer(NamedTuple):
	"""What a message to a customer depends on."""

	name: str
	customer_name: str
	customer_group: str | None
	language: str | None
	account_manager: str | None
	opted_out: bool
	addressee: Addressee | None
	#: an address that was passed over because e-mails to it came back
	bounced: str | None = None


def customers(names: Sequence[str]) -> dict[str, Customer]:
	"""Customers by name with the address that reminders go to; internal ones are left out."""
	if not names:
		return {}
	contacts = _contacts(names)
	rows = frappe.db.sql(
		"""
		select name, customer_name, customer_group, language, account_manager, no_collection_emails,
			customer_primary_contact, email_id, bounced_email
		from `tabCustomer` where name in %s and is_internal_customer = 0
		""",
		(tuple(names),),
		as_dict=True,
	)
	return {row.name: _customer(row, contacts.get(row.name, [])) for row in rows}


def _customer(row, contacts: Sequence) -> Customer:
	return Customer(
		name=row.name,
		customer_name=row.customer_name or row.name,
		customer_group=row.customer_group,
		language=row.language or None,
		account_manager=row.account_manager or None,
		opted_out=bool(row.no_collection_emails),
		addressee=_addressee(row, contacts),
		bounced=next((each.email_id for each in (*contacts, row) if _bounces(each)), None),
	)


def _bounces(row) -> bool:
	"""True where e-mails to the address of a contact or customer come back; another address is another matter."""
	return bool(row.bounced_email) and row.bounced_email.lower() == (row.email_id or "").lower()


def _addressee(row, contacts: Sequence) -> Addressee | None:
	"""The billing contact, else the customer's primary contact, else the customer's own address."""
	billing = [each for each in contacts if each.is_billing]
	primary = [each for each in contacts if each.name == row.customer_primary_contact]
	primary += [each for each in contacts if each.is_primary_contact]
	for each in (*billing, *primary):
		if can_be_written_to(each):
			return Addressee(each.email_id, each.name, each.full_name or None)
	return Addressee(row.email_id) if can_be_written_to(row) else None


def can_be_written_to(row) -> bool:
	"""True where a contact or customer has an address that e-mails do not come back from."""
	return is_address(row.email_id) and not _bounces(row)


def is_address(email: str | None) -> bool:
	"""True for what can be written to."""
	return bool(email and validate_email_address(email))


def _contacts(names: Sequence[str]) -> dict[str, list]:
	"""The contacts with an address by customer, the oldest first; those who unsubscribed are none."""
	billing = "contact.is_billing_contact" if compat.has_field("Contact", "is_billing_contact") else "0"
	rows = frappe.db.sql(
		f"""
		select link.link_name customer, contact.name, contact.full_name, contact.email_id,
			contact.bounced_email, contact.is_primary_contact, {billing} is_billing
		from `tabDynamic Link` link
		join `tabContact` contact on contact.name = link.parent
		where link.parenttype = 'Contact' and link.link_doctype = 'Customer' and link.link_name in %s
			and coalesce(contact.email_id, '') <> '' and contact.unsubscribed = 0
		order by contact.creation
		""",
		(tuple(names),),
		as_dict=True,
	)
	found: dict[str, list] = {}
	for row in rows:
		found.setdefault(row.customer, []).append(row)
	return found
