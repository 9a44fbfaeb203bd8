"""The payment terms granted to a customer, proposed on its new orders."""

from credit_control.erp import terms as erp_terms
from credit_control.services import files, settings


def term_days(doc) -> int | None:
	"""The longest credit days of a document, from its date to the last day a part of it falls due.

	None when it names no due date, as a delivery does; never negative.
	"""
	start = erp_terms.start_of(doc)
	due = erp_terms.last_due(doc, start) if start else None
	return max(0, (due - start).days) if due else None


def propose(doc) -> None:
	"""Fill the granted Payment Terms Template into a new order that names no terms of its own."""
	if not doc.is_new() or doc.get("payment_terms_template") or doc.get("payment_schedule"):
		return
	template = granted(doc.customer, doc.company)
	if template:
		doc.payment_terms_template = template


def granted(customer: str | None, company: str | None) -> str | None:
	"""The template to propose, None when nothing was granted or the settings do not propose."""
	if not customer or settings.mode(company) == settings.OFF or not settings.settings().propose_terms:
		return None
	return files.granted_terms(customer, company)
