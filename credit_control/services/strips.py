"""The figures of the credit strip, formatted where a figure has one meaning only."""

from collections.abc import Callable

import frappe
from frappe.utils import get_fullname

from credit_control.engine.exposure import Exposure, utilisation
from credit_control.engine.judgement import HELD, Case, Document, Judgement, judge
from credit_control.engine.money import ZERO
from credit_control.erp import customers
from credit_control.services import (
	files,
	grants,
	hold_words,
	holds,
	judging,
	settings,
	strip_notes,
	wording,
)


def for_customer(customer: str, company: str | None) -> dict | None:
	"""A customer's strip without a document; None without a company that is judged."""
	company = company or frappe.defaults.get_user_default("Company")
	if settings.mode(company) == settings.OFF:
		return None
	return or_problem(lambda: _customer_strip(customer, company))


def _customer_strip(customer: str, company: str) -> dict:
	nothing = Document("Sales Order", "", ZERO, ZERO)
	case = judging.gather(nothing, customer, company, counted=False)
	return strip_of(case, judge(case), company)


def or_problem(make: Callable[[], dict]) -> dict:
	"""What `make` returns, or the sentence that says why there are no figures: a view is no place to fail."""
	try:
		return make()
	except frappe.ValidationError as error:
		frappe.clear_last_message()
		return {"problem": str(error)}


def for_document(doc, customer: str | None) -> dict | None:
	"""The strip of a document: of a draft with it, of a submitted one as the ledgers have it."""
	if not customer or settings.mode(doc.company) == settings.OFF:
		return None
	if doc.docstatus != 0:
		return {**for_customer(customer, doc.company), "hold": _waiting_hold_of(doc)}
	return or_problem(lambda: _draft_strip(doc, customer))


def _draft_strip(doc, customer: str) -> dict:
	case, judgement = grants.relieved(*judging.judge_draft(doc, customer), doc, customer)
	strip = strip_of(case, judgement, doc.company)
	strip["document"] = {
		"amount": float(case.document.amount),
		"outcome": judgement.outcome,
		# an order without lines is not exempt, there is only nothing to judge yet
		"exemption": wording.exemption(judgement.exemption) if case.document.total else None,
		"headline": wording.headline(judgement, strip["currency"]),
		"reasons": wording.reasons(judgement, strip["currency"]),
		"clearings": wording.clearings(judgement, strip["currency"]),
	}
	strip["hold"] = _hold_of(doc)
	return strip


def strip_of(case: Case, judgement: Judgement, company: str) -> dict:
	"""The figures that every strip shows."""
	limit = judgement.limit
	used = None if limit is None else utilisation(judgement.exposure_after, limit)
	file = files.file_of(case.standing.customer)
	return {
		"mode": settings.mode(company),
		"company": company,
		"customer": case.standing.customer,
		"file": file,
		"assessed": bool(file and files.limit_row(file, company)),
		"currency": customers.currency_of(company),
		"grade": case.standing.grade,
		"limit_mode": case.standing.limit_mode,
		"limit": None if limit is None else float(limit),
		"exposure_before": float(judgement.exposure_before),
		"exposure": float(judgement.exposure_after),
		"headroom": None if limit is None else float(limit - judgement.exposure_after),
		"utilisation": None if used is None else float(used),
		"overdue": float(case.overdue.amount),
		"oldest_overdue_days": case.overdue.oldest_days,
		"next_review": case.standing.next_review and str(case.standing.next_review),
		"parts": parts(case.exposure),
		"notes": strip_notes.notes(case, company, customers.currency_of(company)),
		"held": judgement.outcome == HELD,
	}


def parts(exposure: Exposure) -> list[dict]:
	"""The exposure's parts with their labels, in the order a business sees them arise."""
	return [
		{"part": part, "label": wording.part_label(part), "amount": float(amount)}
		for part, amount in exposure.parts()
	]


def _waiting_hold_of(doc) -> dict | None:
	"""The hold of a refused change of a submitted document."""
	hold = _hold_of(doc)
	return hold if hold and hold["status"] in hold_words.WAITING else None


def _hold_of(doc) -> dict | None:
	name = holds.open_hold(doc.doctype, doc.name) if doc.name else None
	if not name:
		return None
	hold = frappe.get_doc(holds.CREDIT_HOLD, name)
	may_read = hold.has_permission("read")
	return {
		"name": name,
		"status": hold.status,
		"requested_by": hold.requested_by and get_fullname(hold.requested_by),
		"request_reason": hold.request_reason,
		"released_by": hold.released_by and get_fullname(hold.released_by),
		"release_reason": hold.release_reason,
		"valid_to": hold.valid_to,
		"amount_cap": hold.amount_cap,
		"may_read": may_read,
		"may_request": may_read and hold.status in hold_words.ASKABLE,
	}
