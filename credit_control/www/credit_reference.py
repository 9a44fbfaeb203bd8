"""The public page on which a supplier or bank answers a questionnaire: a link is all that it needs.

It is a plain form without scripts. A POST either thanks or shows the form again as it was typed.
"""

import frappe
from frappe import _
from frappe.rate_limiter import rate_limit
from frappe.utils import formatdate, get_fullname

from credit_control.engine.investigations import BANK_REFERENCE
from credit_control.engine.references import HABITS, LONGEST_NAME, LONGEST_REMARK, YES_NO
from credit_control.erp import compat
from credit_control.services import reference_answers as answers
from credit_control.services import reference_messages as messages
from credit_control.services import reference_requests as requests

no_cache = 1
sitemap = 0

#: requests of one address in ten minutes: a person needs a handful, all colleagues of an office some dozens
LIMIT, WINDOW = 60, 600
CLOSED = {requests.ANSWERED: "answered", requests.EXPIRED: "expired", requests.REVOKED: "revoked"}


def get_context(context):
	"""What the page shows: the form, or one of a few plain sentences."""
	context.view = "unknown"
	# the limiter counts by this name, which pages do not have of themselves
	frappe.form_dict.cmd = requests.PAGE
	try:
		_show(context)
	except frappe.RateLimitExceededError:
		frappe.clear_messages()
		context.update({"view": "busy", "http_status_code": 429})
	context.update(_frame())


@rate_limit(limit=LIMIT, seconds=WINDOW)
def _show(context) -> None:
	posted = frappe.request and frappe.request.method == "POST"
	doc = _locked() if posted else answers.find(_typed("token"))
	if doc is None:
		context.http_status_code = 404
		return
	_speak(doc)
	context.update(_about(doc))
	context.view = CLOSED.get(answers.state(doc), "form")
	if context.view == "form":
		_take(context, doc) if posted else _offer(context, doc)


def _locked():
	"""The request as it is now. Whoever waited for another answer to be kept starts anew and sees it."""
	try:
		return answers.find(_typed("token"), lock=True)
	except Exception as error:
		if not compat.is_lock_error(error):
			raise
		frappe.db.rollback()
		return answers.find(_typed("token"), lock=True)


def _typed(name: str) -> str:
	value = frappe.form_dict.get(name)
	return value if isinstance(value, str) else ""


def _speak(doc) -> None:
	"""The language of the request, or the other one if the visitor asks for it."""
	wanted = _typed("lang")
	frappe.local.lang = wanted if wanted in messages.LANGUAGES.values() else messages.language(doc)


def _offer(context, doc) -> None:
	answers.opened(doc)
	# a GET is rolled back otherwise
	frappe.local.flags.commit = True
	context.update(_form({}, {}))


def _take(context, doc) -> None:
	form = {name: _typed(name) for name in answers.FIELDS}
	problems = answers.answer(doc, form)
	if problems:
		mistakes = {problem.field: problem.render(_) for problem in problems}
		context.update(_form(form, mistakes))
	else:
		context.view = "thanks"


def _form(values: dict, mistakes: dict) -> dict:
	return {
		"values": values,
		"mistakes": mistakes,
		"habits": HABITS,
		"yes_no": YES_NO,
		"currencies": answers.currencies(),
		"longest": {"name": LONGEST_NAME, "remark": LONGEST_REMARK},
		"csrf_token": (frappe.session.data or {}).get("csrf_token") or "",
	}


def _about(doc) -> dict:
	"""What the holder of the link was told in the e-mail already."""
	investigation = frappe.get_cached_doc(requests.INVESTIGATION, doc.investigation)
	return {
		"token": _typed("token"),
		"company": messages.company_of(investigation),
		"customer": doc.customer_name,
		"party": doc.party_name,
		"is_bank": doc.kind == BANK_REFERENCE,
		"asked_by": get_fullname(doc.sent_by) if doc.sent_by else "",
		"asked_by_email": frappe.db.get_value("User", doc.sent_by, "email") or "",
		"valid_to": formatdate(doc.expires_on, messages.ISO),
	}


def _frame() -> dict:
	lang = (frappe.local.lang or "en")[:2]
	return {"lang": lang, "other_lang": "en" if lang == "zh" else "zh", "title": _("Credit Reference")}
