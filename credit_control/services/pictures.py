"""The live picture of a customer: what it owes, how old, how it pays, and what room is left."""

from collections.abc import Iterable

import frappe
from frappe.core.doctype.user_permission.user_permission import get_permitted_documents

from credit_control.engine.behaviour import Behaviour
from credit_control.engine.judgement import Document, judge
from credit_control.engine.money import ZERO
from credit_control.engine.receivables import AGEING_EDGES, OpenTerm, ageing, open_terms, overdue
from credit_control.erp.receivables import open_items
from credit_control.services import indicators, judging, settings, strips
from credit_control.services.indicators import Subject

BUCKETS = ("Not Due", *(f"{low}–{high}" for low, high in ((1, 30), (31, 60), (61, 90))), "90+")


def picture(file, company: str | None = None) -> dict:
	"""Everything the top of a Credit File shows, for one company; dated now."""
	choices = companies(file)
	company = company or (choices and choices[0]) or frappe.defaults.get_user_default("Company")
	if not file.customer or settings.mode(company) == settings.OFF:
		return {"company": company, "companies": choices, "off": True}
	figures = strips.or_problem(lambda: _figures(file.customer, company))
	return {**figures, "company": company, "companies": choices, "as_of": frappe.utils.now()}


def _figures(customer: str, company: str) -> dict:
	case = judging.gather(Document("Sales Order", "", ZERO, ZERO), customer, company, counted=False)
	terms = tuple(open_terms(open_items(customer, company)))
	# what is late by the ledgers, as ERPNext's report has it, also where it is not held against the customer
	late = overdue(terms, judging.today())
	return {
		**strips.strip_of(case, judge(case), company),
		"overdue": float(late.amount),
		"oldest_overdue_days": late.oldest_days,
		"ageing": _ageing(terms),
		"behaviour": _behaviour(customer, company),
	}


def companies(file) -> list[str]:
	"""The companies a file may be looked at for by this user: those with a limit first, then the judged ones."""
	listed = [row.company for row in file.limits]
	judged = [row.company for row in settings.settings().companies if row.mode != settings.OFF]
	permitted = get_permitted_documents("Company")
	return [name for name in dict.fromkeys(listed + judged) if not permitted or name in permitted]


def _ageing(terms: Iterable[OpenTerm]) -> list[dict]:
	amounts = ageing(terms, judging.today(), AGEING_EDGES)
	return [
		{"bucket": bucket, "amount": float(amount)} for bucket, amount in zip(BUCKETS, amounts, strict=True)
	]


def _behaviour(customer: str, company: str) -> dict:
	paid: Behaviour = indicators.payment_behaviour(Subject(customer, company, judging.today()))
	return {
		"invoices": paid.invoices,
		"invoiced": float(paid.invoiced),
		"late_ratio": _rounded(paid.late_ratio),
		"days_to_pay": _rounded(paid.weighted_days_to_pay),
		"days_late": _rounded(paid.weighted_days_late),
	}


def _rounded(value) -> float | None:
	return None if value is None else round(float(value), 1)
