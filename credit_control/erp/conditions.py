"""ERPNext's Terms and Conditions, filled in for a document."""

from erpnext.setup.doctype.terms_and_conditions.terms_and_conditions import get_terms_and_conditions


def conditions(template: str, doc) -> str:
	"""The text of a template with the document's own values in it, as ERPNext puts it on orders."""
	return get_terms_and_conditions(template, doc.as_dict()) or ""
