"""Which customer a document is with, also before it names one: a Lead that became one, an Opportunity."""

from __future__ import annotations

import frappe

#: documents that are with a customer or a prospect, and the field that says which
WITH_PARTY = {"Quotation": "quotation_to", "Opportunity": "opportunity_from"}


def known_customer(doc) -> str | None:
	"""The customer of a document; of a Lead the one that it became; None as long as there is none."""
	if doc.doctype == "Customer":
		return doc.name
	if doc.doctype == "Lead":
		return became(doc.name)
	if doc.doctype not in WITH_PARTY:
		return doc.get("customer")
	party = doc.get("party_name")
	kind = doc.get(WITH_PARTY[doc.doctype])
	if kind == "Customer":
		return party
	return became(party) if kind == "Lead" else None


def became(lead: str | None) -> str | None:
	"""The customer that was made from a Lead."""
	return frappe.db.get_value("Customer", {"lead_name": lead}) if lead else None
