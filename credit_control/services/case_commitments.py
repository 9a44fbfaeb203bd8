"""What comes of a call: a Promise to Pay, or the draft of a Payment Dispute, with the contact in which it was said."""

from dataclasses import replace

import frappe
from frappe import _
from frappe.utils import nowdate

from credit_control.engine.collecting import DISPUTES, PROMISED
from credit_control.services import case_contacts, disputes, promises
from credit_control.services.case_contacts import Contact

#: our channels as a promise calls them
PROMISED_BY = {"Phone": "Phone", "E-Mail": "E-Mail", "Visit": "Visit", "Letter": "Letter"}


def promise(doc, contact: Contact, *, amount: float, invoices: list[str]) -> str:
	"""Keep what the customer promised to pay by the named day; returns the promise's name.

	The rights are those of the user to Promise to Pay.
	"""
	if not contact.named_day:
		frappe.throw(_("Pays by is missing. Enter the day that the customer named."))
	made = frappe.get_doc(
		{
			"doctype": promises.DOCTYPE,
			"customer": doc.customer,
			"company": doc.company,
			"amount": amount,
			"made_on": nowdate(),
			"promised_date": contact.named_day,
			"promised_by": contact.person,
			"channel": PROMISED_BY.get(contact.channel, "Other"),
			"remarks": contact.note,
			"items": [{"sales_invoice": invoice} for invoice in invoices],
		}
	).insert()
	made.submit()
	case_contacts.record(doc, replace(contact, outcome=PROMISED), made)
	return made.name


def dispute(doc, contact: Contact, *, reason: str, items: list[dict]) -> str:
	"""Draft a dispute over (invoice, amount) rows, to be settled by the named day; returns its name.

	What it says of the invoices stops counting once somebody has submitted it.
	"""
	if not contact.named_day:
		frappe.throw(_("Settle by is missing. Enter the day by which the dispute should be settled."))
	made = frappe.get_doc(
		{
			"doctype": disputes.DOCTYPE,
			"customer": doc.customer,
			"company": doc.company,
			"reason": reason,
			"raised_on": nowdate(),
			"due_date": contact.named_day,
			"description": contact.note,
			"items": [
				{"sales_invoice": row.get("invoice"), "disputed_amount": row.get("amount")} for row in items
			],
		}
	).insert()
	case_contacts.record(doc, replace(contact, outcome=DISPUTES), made)
	return made.name
