"""The payment terms granted to a customer, proposed on its new orders."""

from credit_control.services import files, settings


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
