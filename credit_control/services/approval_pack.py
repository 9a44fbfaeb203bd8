"""The approval pack: what an approver needs to know, as of the moment the request was sent.

It is frozen with the request in each of our languages, so that it reads the same years later, whatever has
become of the customer, and prints in the language of whoever asks. What stands in it is told by the request's
own module (`approval_kinds`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

import frappe
from frappe import _
from frappe.translate import print_language
from frappe.utils import format_datetime, get_fullname, now_datetime

from credit_control.services import approval_kinds, approvers, credit_report

LANGUAGES = ("en", "zh")
REQUEST = "Credit Limit Request"


def build(doc) -> str:
	"""The pack of a request as of now, in every language, as it is stored."""
	with _all_rights():
		sections = {language: _in(language, doc) for language in LANGUAGES}
	return json.dumps({"as_of": str(now_datetime()), "sections": sections}, ensure_ascii=False)


@contextmanager
def _all_rights() -> Iterator[None]:
	"""The pack is for the approver: what it holds does not depend on what the one who asks may see.

	Nothing is written meanwhile.
	"""
	user = frappe.session.user
	frappe.session.user = "Administrator"
	try:
		yield
	finally:
		frappe.session.user = user


def _in(language: str, doc) -> list[dict]:
	with print_language(language):
		return [asdict(section) for section in approval_kinds.of(doc).sections(doc) if not section.is_empty]


def stored(doc) -> dict:
	"""The frozen pack in the reader's language: {"as_of", "sections"}."""
	pack = json.loads(doc.pack)
	language = frappe.local.lang if frappe.local.lang in LANGUAGES else LANGUAGES[0]
	if (frappe.local.lang or "").startswith("zh"):
		language = "zh"
	return {"as_of": format_datetime(pack["as_of"]), "sections": pack["sections"][language]}


def summary(doc) -> list[dict]:
	"""The main points of the pack for an e-mail: standing, warnings, exposure; tables are too wide for a phone."""
	first = approval_kinds.of(doc).MAIN_SECTIONS
	sections = stored(doc)["sections"][:first] if doc.pack else []
	return [section for section in sections if not section["rows"]]


def credit_approval_pack(doc, doctype: str = REQUEST) -> dict:
	"""Everything that the print formats print; `doc` is a document that is approved, or its name.

	Open to every template of the site: raises PermissionError for who may not read the request, and leaves
	the customer's file out for who may not see it.
	"""
	# as it is saved: the copy that is printed has names where users stood
	doc = frappe.get_doc(doctype, doc) if isinstance(doc, str) else frappe.get_doc(doc.doctype, doc.name)
	doc.check_permission("read")
	kind = approval_kinds.of(doc)
	with print_language(credit_report.language()):
		shown = doc.pack and approvers.may_see_pack(doc, frappe.session.user)
		pack = stored(doc) if shown else {"as_of": None, "sections": []}
		return {
			"title": kind.title(),
			"customer": doc.customer_name or doc.customer,
			"name": doc.name,
			"status": _(doc.status, context=doc.doctype),
			"kind": kind.label(doc),
			"figures": kind.key_figures(doc),
			"reason": doc.reason,
			"steps": [step_of(step) for step in doc.steps],
			"sections": pack["sections"],
			"words": _words(pack["as_of"]),
		}


def step_of(step) -> dict:
	"""One level of the approval in words of the reader's language."""
	by = get_fullname(step.decided_by) if step.decided_by else "–"
	if step.on_behalf_of:
		by = _("{0} on behalf of {1}").format(by, get_fullname(step.on_behalf_of))
	return {
		"level": step.level,
		"approver": get_fullname(step.approver_user) if step.approver_user else _(step.approver_role or ""),
		"status": _(step.status, context=step.doctype),
		"code": step.status,
		"by": by,
		"on": format_datetime(step.decided_on) if step.decided_on else "–",
		"comment": step.comment or "",
	}


def _words(as_of: str | None) -> dict[str, str]:
	return {
		"as_of": _("As of {0}").format(as_of) if as_of else "",
		"reason": _("Reason"),
		"levels": _("Approvals"),
		"level": _("Level"),
		"approver": _("Approver"),
		"status": _("Status"),
		"by": _("Decided by"),
		"on": _("Decided on"),
		"comment": _("Comment", context="Credit Approval Step"),
		"confidential": _("Confidential"),
		"printed": _("Printed on {0} by {1}").format(
			format_datetime(now_datetime()), get_fullname(frappe.session.user)
		),
		"page": _("Page {0} of {1}"),
	}
