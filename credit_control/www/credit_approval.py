"""The page behind the link of an approver's e-mail, made for a phone: the figures, and three buttons.

Only who is signed in sees it, and only a POST decides: mail scanners that follow links change nothing.
"""

import re

import frappe
from frappe import _
from frappe.permissions import has_user_permission
from frappe.utils import escape_html, get_fullname

from credit_control.services import (
	approval_kinds,
	approval_notices,
	approval_pack,
	approvers,
	limit_effects,
	limit_requests,
	write_off_effects,
	write_offs,
)

no_cache = 1
sitemap = 0

#: a date, a time or an amount with its currency
FIGURE = re.compile(r"((?:(?:[A-Z]{3}|\W?[$¥€£])\s?)?[-−]?\d(?:[\d.,:/-]*\d)?(?:\s?%)?)")
ACTIONS = ("approve", "reject", "send_back")
#: who decides each DocType, and who says what an approval would do
DECIDED_BY = {limit_requests.DOCTYPE: limit_requests, write_offs.DOCTYPE: write_offs}
EFFECTS = {limit_requests.DOCTYPE: limit_effects, write_offs.DOCTYPE: write_off_effects}


def get_context(context):
	"""What the page shows: the request with its buttons, or a plain sentence."""
	if frappe.session.user == "Guest":
		_sign_in()
	context.view, context.mistake, context.done = "unknown", None, None
	doc = _readable(_doctype(), _typed("name"))
	if doc is None:
		context.http_status_code = 404
	else:
		if frappe.request and frappe.request.method == "POST":
			doc = _decide(context, doc)
		context.update(_about(doc))
	context.update(_frame())
	context.unbroken = unbroken


def unbroken(text: str) -> str:
	"""A text as HTML whose dates and amounts each stay in one line of a narrow screen."""
	pieces = [escape_html(piece) for piece in FIGURE.split(str(text))]
	return "".join(
		f'<span class="whole">{piece}</span>' if place % 2 else piece for place, piece in enumerate(pieces)
	)


def _sign_in() -> None:
	# the link of the e-mail stays: after signing in it opens what it was for
	frappe.local.flags.redirect_location = f"/login?redirect-to={_own_address()}"
	raise frappe.Redirect


def _own_address() -> str:
	return frappe.utils.quote(f"/{approval_notices.address(_doctype(), _typed('name'))}", safe="")


def _doctype() -> str:
	return approval_notices.TYPES.get(_typed("type"), limit_requests.DOCTYPE)


def _typed(name: str) -> str:
	value = frappe.form_dict.get(name)
	return value if isinstance(value, str) else ""


def _readable(doctype: str, name: str):
	"""The request, None where there is none or it is not for this reader: both look the same."""
	if not name or not frappe.db.exists(doctype, name):
		return None
	doc = frappe.get_doc(doctype, name)
	return doc if doc.has_permission("read") or _stands_in(doc) else None


def _stands_in(doc) -> bool:
	"""A deputy reads what they are to decide; which customers and companies are closed to them stays closed."""
	right = approvers.may_decide(doc, frappe.session.user)
	return bool(right and right.on_behalf_of and has_user_permission(doc, frappe.session.user))


def _decide(context, doc):
	"""Do what was pressed; what was refused is said, and nothing of it stays."""
	if _typed("action") not in ACTIONS:
		context.mistake = _("Press one of the buttons.")
		return doc
	action = getattr(DECIDED_BY[doc.doctype], _typed("action"))
	frappe.db.savepoint("credit_approval")
	try:
		action(doc.name, _typed("comment") or None, _level())
		context.done = True
	except (frappe.ValidationError, frappe.PermissionError) as error:
		frappe.db.rollback(save_point="credit_approval")
		frappe.clear_messages()
		context.mistake = frappe.utils.strip_html(str(error))
		context.comment = _typed("comment")
	return frappe.get_doc(doc.doctype, doc.name)


def _level() -> int | None:
	typed = _typed("level")
	return int(typed) if typed.isdecimal() else None


def _about(doc) -> dict:
	rights, kind = DECIDED_BY[doc.doctype].rights(doc), approval_kinds.of(doc)
	behalf = rights["on_behalf_of"]
	return {
		"view": "request",
		"name": doc.name,
		"address": approval_notices.address(doc.doctype, doc.name),
		"customer": approval_notices.customer(doc),
		"kind": kind.label(doc),
		"status": _(doc.status, context=doc.doctype),
		"tone": {"Approved": "good", "Booked": "good", "Rejected": "bad"}.get(doc.status, "open"),
		"figures": kind.key_figures(doc),
		"effect": _effect(doc) if rights["decide"] else None,
		"reason": doc.reason,
		"evidence": doc.get("evidence") if doc.has_permission("read") else None,
		"note": doc.decision_note,
		"steps": [approval_pack.step_of(step) for step in doc.steps],
		"rights": rights,
		"on_behalf_of": get_fullname(behalf) if behalf else None,
		"pack": approval_pack.stored(doc)
		if doc.pack and approvers.may_see_pack(doc, frappe.session.user)
		else None,
		"desk_link": frappe.utils.get_url_to_form(doc.doctype, doc.name),
	}


def _effect(doc) -> dict | None:
	"""What an approval would change, as of now; nothing where it cannot be said."""
	try:
		return EFFECTS[doc.doctype].told(doc)
	except frappe.ValidationError:
		frappe.clear_messages()
		return None


def _frame() -> dict:
	return {
		"lang": (frappe.local.lang or "en")[:2],
		"title": _("Credit Approval"),
		"comment_label": _("Comment", context="Credit Approval Step"),
		"csrf_token": frappe.sessions.get_csrf_token(),
	}
