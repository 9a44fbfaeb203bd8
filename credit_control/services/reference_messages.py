"""The e-mail to a supplier or bank: our own text in its language, an Email Template, or what the user wrote."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import escape_html, formatdate, strip_html

from credit_control.engine import investigations as rules

LANGUAGES = {"English": "en", "Chinese": "zh"}
#: what stands in a message for the link and its last day, which are known when it is sent
ISO = "yyyy-MM-dd"
LINK, VALID_TO = "{link}", "{valid_to}"
#: what the message is made of: when one of these changes, our own text follows
MAKES_MESSAGE = ("language", "email_template", "contact_person", "party_name", "kind", "customer_name")


def language(doc) -> str:
	"""The code of the language in which the recipient is addressed."""
	return LANGUAGES.get(doc.language, "en")


def follow(doc, investigation) -> None:
	"""Write the text where there is none, and anew while nobody has changed ours."""
	before = doc.get_doc_before_save()
	changed = before and any(before.get(field) != doc.get(field) for field in MAKES_MESSAGE)
	own = changed and _words(before.subject, before.message) == _words(*written(before, investigation))
	subject, message = written(doc, investigation)
	doc.subject = subject if own or not doc.subject else doc.subject
	doc.message = message if own or not doc.message else doc.message


def _words(*texts: str | None) -> list[str]:
	"""What is read: the editor and the sanitiser write the same text with other tags."""
	return strip_html(" ".join(text or "" for text in texts)).split()


def written(doc, investigation) -> tuple[str, str]:
	"""Subject and message as we write them, or as the chosen Email Template has them."""
	sender = frappe.utils.get_fullname(doc.owner or frappe.session.user)
	company = company_of(investigation)
	if doc.email_template:
		template = frappe.get_doc("Email Template", doc.email_template)
		context = {
			"customer_name": doc.customer_name,
			"company": company,
			"contact_person": doc.contact_person or "",
			"link": LINK,
			"valid_to": VALID_TO,
			"sender": sender,
		}
		return template.get_formatted_subject(context), template.get_formatted_response(context)
	return _own_text(doc, sender, company)


def _own_text(doc, sender: str, company: str) -> tuple[str, str]:
	lang, customer = language(doc), escape_html(doc.customer_name or "")
	as_bank = doc.kind == rules.BANK_REFERENCE
	named = (
		_("{0} has named you as its bank and has applied to us for credit on open account.", lang=lang)
		if as_bank
		else _("{0} has named you as a supplier and has applied to us for credit on open account.", lang=lang)
	)
	paragraphs = [
		_("Dear {0},", lang=lang).format(escape_html(doc.contact_person or doc.party_name or "")),
		named.format(customer),
		_("We would be grateful for a short reference. The questions take about two minutes:", lang=lang),
		LINK,
		_(
			"The link is valid until {0} and can be answered once. Your answer is confidential: it is not passed on to the company it is about.",
			lang=lang,
		).format(VALID_TO),
		_("Thank you. Kind regards", lang=lang),
		f"{escape_html(sender)}<br>{escape_html(company)}",
	]
	# the customer is named in the message only: subjects are read over shoulders
	subject = _("Request for a credit reference", lang=lang)
	return subject, "".join(f"<p>{text}</p>" for text in paragraphs)


def company_of(investigation) -> str:
	"""The company on whose behalf is asked."""
	return investigation.company or frappe.defaults.get_global_default("company") or ""


def composed(doc, url: str, last_day: date) -> tuple[str, str]:
	"""Subject and message with the link and its last day put in."""
	link = f'<a href="{escape_html(url)}">{escape_html(url)}</a>'
	# abroad nobody knows whether the day or the month comes first
	day = formatdate(last_day, ISO)
	message = (doc.message or "").replace(LINK, link).replace(VALID_TO, day)
	return (doc.subject or "").replace(VALID_TO, day), message
