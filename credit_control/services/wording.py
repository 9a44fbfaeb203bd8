"""Judgements in the user's language: the engine's templates translated, its figures formatted."""

from datetime import date
from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import escape_html, fmt_money, formatdate

from credit_control.engine.judgement import HELD, RELEASED, WARNED, Judgement
from credit_control.engine.messages import Message
from credit_control.engine.policy import HOLD
from credit_control.engine.remedy import Remedy
from credit_control.services import joining, policies

EXEMPTIONS = {
	"return": "Return or credit note",
	"internal": "Internal customer",
	"opening": "Opening entry",
	"consolidated": "Consolidated POS invoice",
	"paid_in_full": "Paid in full",
	"system_entry": "System entry",
	"dishonoured": "Bill or cheque that came back",
	"lowers_exposure": "Adds nothing to the exposure",
	"fully_prepaid": "Fully prepaid",
}

PARTS = {
	"open_orders": "Open Orders",
	"delivered_not_billed": "Delivered, Not Billed",
	"open_invoices": "Open Invoices",
	"other_receivables": "Other Receivables",
	"uncleared_bills": "Uncleared Bills and Cheques",
	"credit_notes": "Credit Notes",
	"unallocated_receipts": "Unallocated Receipts",
}


def part_label(part: str) -> str:
	"""An exposure part's name in the user's language."""
	return _(PARTS[part])


def say(message: Message, currency: str) -> str:
	"""One engine message in the user's language, its figures in the company's currency."""
	return message.render(_, lambda figure: show(figure, currency))


def show(figure: object, currency: str) -> str:
	"""One figure as the user's locale writes it."""
	if figure is None:
		return "–"
	if isinstance(figure, Decimal):
		return fmt_money(figure, currency=currency)
	return formatdate(figure) if isinstance(figure, date) else str(figure)


def exemption(code: str | None) -> str | None:
	"""Why a document was not judged, in the user's language."""
	return _(EXEMPTIONS.get(code, code)) if code else None


def reasons(judgement: Judgement, currency: str) -> list[str]:
	"""Every failed check as a sentence, and why a release did not help."""
	found = [say(result.message, currency) for result in judgement.failures if result.message]
	if judgement.release_refusal:
		found.append(say(judgement.release_refusal, currency))
	return found


def headline(judgement: Judgement, currency: str) -> str | None:
	"""The first reason, one that holds the document before one that only warns."""
	told = [result for result in judgement.failures if result.message]
	first = next((result for result in told if result.reaction == HOLD), told[0] if told else None)
	return first and say(first.message, currency)


def clearings(judgement: Judgement, currency: str) -> list[str]:
	"""What would clear it, each way a sentence, with what becomes of the document then."""
	return [joining.sentences([say(remedy.message, currency), then(remedy)]) for remedy in judgement.remedies]


def then(remedy: Remedy) -> str:
	"""What becomes of the document once this is done."""
	if remedy.outcome == HELD:
		labels = [_(policies.check_label(check)) for check in remedy.still]
		return _("It would still be held: {0}.").format(joining.listed(labels))
	if remedy.outcome == WARNED:
		return _("Then it passes with a warning.")
	return _("Then it passes with its release.") if remedy.outcome == RELEASED else _("Then it passes.")


def page(judgement: Judgement, currency: str) -> str:
	"""The whole explanation as HTML for a message box."""
	context = {
		"reasons": [escape_html(text) for text in reasons(judgement, currency)],
		"clearings": [escape_html(text) for text in clearings(judgement, currency)],
		"figures": _figures(judgement, currency),
	}
	return frappe.render_template("credit_control/templates/judgement.html", context)


def _figures(judgement: Judgement, currency: str) -> list[tuple[str, str]]:
	limit, headroom = judgement.limit, judgement.headroom
	return [
		(_("Exposure without It"), show(judgement.exposure_before, currency)),
		(_("Exposure with It"), show(judgement.exposure_after, currency)),
		(_("Limit", context="Credit File"), _("Unlimited") if limit is None else show(limit, currency)),
		(_("Headroom"), "–" if headroom is None else show(headroom, currency)),
	]
