"""The printed demand letter: 催款函 of our own, 律师函 of a law firm, with the interest that is claimed.

`demand_letter(doc)` is what the print format asks, and is open to every template of the site: it raises
PermissionError for a document that the reader may not read. Each item is demanded in the currency of its invoice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

import frappe
from frappe import _
from frappe.translate import print_language
from frappe.utils import add_days, flt, fmt_money, formatdate, getdate

from credit_control.engine.late_interest import Span
from credit_control.engine.money import ZERO
from credit_control.erp import addresses
from credit_control.services import joining, late_interest, legal_print
from credit_control.services.late_interest import Claim

ACTION = "Legal Action"
#: how long a letter gives the debtor that names no day
DAYS_TO_PAY = 10


def demand_letter(doc) -> dict:
	"""Everything the letter prints; `doc` is a Legal Action or its name."""
	doc = legal_print.readable(ACTION, doc)
	with print_language(legal_print.language_of(doc, doc.letter_language)):
		return _letter(doc)


def _letter(doc) -> dict:
	day, by_lawyer = letter_day(doc), bool(doc.law_firm)
	claims = late_interest.claims(doc, day)
	totals = late_interest.totals(claims)
	return {
		"title": _("Lawyer's Letter") if by_lawyer else _("Demand for Payment"),
		"number": _("Our reference: {0}").format(doc.name),
		"draft": _("Draft, not to be sent") if doc.docstatus == 0 else "",
		"to": _("To: {0}").format(doc.customer_name or doc.customer),
		"address": addresses.address_of("Customer", doc.customer) or "",
		"paragraphs": _demand(doc, day, demanded(totals), by_lawyer),
		"labels": _labels(doc),
		"rows": [_shown(claim, doc) for claim in claims],
		"totals": [_total(currency, sums, doc) for currency, sums in totals.items()],
		"interest": _interest(doc, claims, day) if doc.interest_basis else None,
		"further": doc.letter_text or "",
		"closing": _warning(by_lawyer),
		"sender": _sender(doc, by_lawyer),
		"date": formatdate(day),
		"receipt": (_("Received by (Seal)"), _("Date")),
	}


def letter_day(doc) -> date:
	"""The day of the letter: that of its stage, today for one that is yet to be sent."""
	sent = [getdate(row.step_date) for row in doc.steps if row.stage == "Demand Letter"]
	return sent[-1] if sent else getdate()


def demanded(totals: Mapping[str, tuple[Decimal, Decimal]]) -> str:
	"""What is to be paid, interest included, in each currency."""
	return _amounts({currency: sum(parts, ZERO) for currency, parts in totals.items()})


def _amounts(by_currency: Mapping[str, Decimal]) -> str:
	return joining.listed(fmt_money(amount, currency=money) for money, amount in by_currency.items())


def _labels(doc) -> list[str]:
	labels = [_("Invoice"), _("Due Date"), _("Days Overdue"), _("Amount")]
	return [*labels, _("Interest", context="Legal Action")] if doc.interest_basis else labels


def _shown(claim: Claim, doc) -> list[str]:
	row = [
		claim.invoice,
		formatdate(claim.due),
		str(claim.days),
		fmt_money(claim.open, currency=claim.currency),
	]
	return [*row, fmt_money(claim.interest, currency=claim.currency)] if doc.interest_basis else row


def _total(currency: str, sums: Sequence[Decimal], doc) -> list[str]:
	shown = [fmt_money(amount, currency=currency) for amount in sums]
	return [_("Total", context="Legal Action"), *(shown if doc.interest_basis else shown[:1])]


def _interest(doc, claims: Sequence[Claim], day: date) -> dict:
	"""How the interest was counted, span by span, and what it grows by."""
	labels = [
		_("Invoice"),
		_("From", context="Legal Action"),
		_("To", context="Legal Action"),
		_("Days", context="Legal Action"),
		_("Interest On", context="Legal Action"),
		_("Interest", context="Legal Action"),
	]
	return {
		"title": _("Late Interest"),
		"note": _terms(doc, day),
		"labels": labels,
		"rows": [_span(claim, span) for claim in claims for span in claim.spans],
		"grows": _growth(late_interest.a_day(doc, claims, day)),
	}


def _span(claim: Claim, span: Span) -> list[str]:
	return [
		claim.invoice,
		formatdate(add_days(span.since, 1)),
		formatdate(span.until),
		str(span.days),
		fmt_money(span.principal, currency=claim.currency),
		fmt_money(span.interest, currency=claim.currency),
	]


def _terms(doc, day: date) -> str:
	"""The rate, where it comes from, and how it is counted."""
	rate = f"{flt(doc.interest_rate, 4):g}"
	source = doc.interest_clause or _basis(doc.interest_basis)
	return _(
		"Interest at {0} % a year ({1}): simple interest for the actual days over 365, from the day after the due date until {2}."
	).format(rate, source, formatdate(day))


def _basis(basis: str) -> str:
	"""Where the rate comes from, for a letter that quotes no clause."""
	return {
		"Contract": _("as agreed in the contract"),
		"Dunning Type": _("by our terms of payment"),
		"Statutory": _("by law"),
	}[basis]


def _growth(a_day: Mapping[str, Decimal]) -> str:
	if not any(a_day.values()):
		return ""
	return _("Until everything is paid, interest grows by {0} a day.").format(_amounts(a_day))


def _demand(doc, day: date, total: str, by_lawyer: bool) -> Iterable[str]:
	company = frappe.get_cached_value("Company", doc.company, "company_name")
	pay_by = formatdate(getdate(doc.pay_by) if doc.pay_by else add_days(day, DAYS_TO_PAY))
	if by_lawyer:
		opening = _("We act for {0}, which delivered to you as agreed. These invoices are unpaid:").format(
			company
		)
		demand = _("On behalf of our client we demand that you pay {0} by {1}.").format(total, pay_by)
	else:
		opening = _("{0} delivered to you as agreed. These invoices are overdue and unpaid:").format(company)
		demand = _("We demand that you pay {0} by {1}.").format(total, pay_by)
	return [opening, demand]


def _warning(by_lawyer: bool) -> list[str]:
	court = (
		_(
			"Should the money not arrive by that day, our client will bring the claim to court without further notice, with interest and costs."
		)
		if by_lawyer
		else _(
			"Should the money not arrive by that day, we will take legal action without further notice and claim interest and costs as well."
		)
	)
	interrupts = _("This letter interrupts the limitation of all claims named in it.")
	contact = _("If you have paid already or object to a claim, please tell us in writing at once.")
	return [court, interrupts, contact]


def _sender(doc, by_lawyer: bool) -> list[str]:
	company = frappe.get_cached_value("Company", doc.company, "company_name")
	if not by_lawyer:
		return [_("{0} (Seal)").format(company), addresses.address_of("Company", doc.company) or ""]
	return [_("{0} (Seal)").format(doc.law_firm), doc.lawyer or "", doc.lawyer_contact or ""]
