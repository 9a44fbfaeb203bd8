"""Keyword-only factories of this app's own documents: statements, assessments, policies, scorecards."""

from __future__ import annotations

import frappe
from frappe.utils import add_days, getdate, nowdate

from credit_control.setup.defaults import policy_values, scorecard_values
from credit_control.tests.bootstrap import COMPANY, CURRENCY, new
from credit_control.tests.masters import unique

#: domain.md's reference statement R; Z′ 2.0809, Z″ 3.0347
REFERENCE = {
	"Inventory": 120,
	"Current Assets": 400,
	"Total Assets": 1000,
	"Current Liabilities": 250,
	"Total Liabilities": 550,
	"Retained Earnings": 180,
	"Equity": 450,
	"Revenue": 1200,
	"EBIT": 90,
	"Interest Expense": 25,
	"Net Profit": 48,
	"Operating Cash Flow": 60,
}


def last_year() -> int:
	return getdate(nowdate()).year - 1


def make_statement(
	*, customer: str, lines: dict | None = None, year: int | None = None, submit=True, **fields
):
	"""A Customer Financial Statement of one year; R of domain.md unless `lines` says otherwise."""
	year = year or last_year()
	values = {
		"period_start": f"{year}-01-01",
		"period_end": f"{year}-12-31",
		"audit": "Audited",
		"currency": CURRENCY,
		"unit": "1",
	}
	doc = new("Customer Financial Statement", customer=customer, **{**values, **fields})
	for line, amount in (REFERENCE if lines is None else lines).items():
		doc.append("lines", {"line": line, "amount": amount})
	doc.insert()
	return doc.submit() if submit else doc


def make_assessment(*, customer: str, **fields):
	"""A draft Credit Assessment, filled by its own code."""
	return new("Credit Assessment", customer=customer, **{"company": COMPANY, **fields}).insert()


def fill_file(customer: str, **fields):
	"""A Credit File with everything that the default scorecard asks of a file, all good."""
	file = frappe.get_doc("Credit File", {"customer": customer})
	good = {
		"external_rating": "AA",
		"trade_references": "Good",
		"bank_reference": "Good",
		"legal_record": "Clean",
		"founded_on": "2001-01-01",
		"company_size": "Large",
		"ownership": "Private",
		"industry_climate": "Stable",
	}
	file.update({**good, **fields})
	return file.save()


def make_policy(*, submit=True, changes=None, **fields):
	"""A Credit Policy like the default one; `changes` is called with the document before it is saved."""
	values = {**policy_values(), "policy_name": unique("CC Policy"), "valid_from": nowdate(), **fields}
	return made(values, changes, submit)


def make_scorecard(*, submit=True, changes=None, **fields):
	"""A Credit Scorecard like the default one; `changes` is called with the document before it is saved."""
	values = {**scorecard_values(), "scorecard_name": unique("CC Card"), "valid_from": nowdate(), **fields}
	return made(values, changes, submit)


def make_trial(scorecard: str) -> str:
	"""A trial of a scorecard on one customer that is still being worked on."""
	trial = new("Credit Scorecard Trial", scorecard=scorecard, company=COMPANY, sample_size=1).insert()
	trial.db_set("status", "Running")
	return trial.name


def made(values: dict, changes, submit: bool):
	doc = frappe.get_doc(values)
	if changes:
		changes(doc)
	doc.insert()
	return doc.submit() if submit else doc


def amend(doc, changes=None):
	"""Cancel a document and submit its amendment, changed."""
	doc.cancel()
	amended = frappe.copy_doc(doc)
	amended.update({"amended_from": doc.name, "docstatus": 0})
	if changes:
		changes(amended)
	return amended.insert().submit()


def grade_row(policy, grade: str):
	"""One row of a policy's grade table."""
	return next(row for row in policy.grades if row.grade == grade)


def check_row(policy, check: str):
	"""One row of a policy's check table."""
	return next(row for row in policy.checks if row.check == check)


def factor_row(assessment, indicator: str):
	"""One factor of an assessment."""
	return next(row for row in assessment.factors if row.indicator == indicator)


def ratio_row(statement, ratio: str):
	"""One ratio of a statement."""
	return next(row for row in statement.ratios if row.ratio == ratio)


def days_ago(days: int) -> str:
	return add_days(nowdate(), -days)
