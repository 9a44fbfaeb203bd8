"""The credit department's work on the demo site: limits taken over, files, statements, assessments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import frappe
from frappe.utils import getdate, nowdate

from credit_control.engine.statement import LINES, Statement
from credit_control.services import files, statements
from credit_control.services.assessments import DOCTYPE as ASSESSMENT

from .ledger import Customer, Ledger
from .site_company import COMPANY, CURRENCY, MANAGER, SPECIALIST, new
from .site_dossier import dossiers
from .site_print import sentence

#: statements are stated in thousands
UNIT = Decimal(1000)
YEAR_DAYS = 365
#: facts of the ledger that no field of a Credit File holds
NOT_IN_FILE = ("security_cover",)
#: what a specialist proposes against the model, and why
OVERRIDES = {
	"Blue Anchor Chandlery": (12000, "Buys weekly in small lots; the owner guarantees up to this amount."),
	"成都锦程物流设备有限公司": (
		30000,
		"Parent company's payment undertaking of this month covers this amount.",
	),
}


def set_core_limits(customers: list[Customer]) -> list[str]:
	"""ERPNext's own limits, as the company kept them before; returns who is over its limit."""
	for customer in customers:
		if limit := customer.site.get("core_limit"):
			# a limit may have been set before the customer grew beyond it: the form refuses to show that
			new(
				"Customer Credit Limit",
				parent=customer.name,
				parenttype="Customer",
				parentfield="credit_limits",
				company=COMPANY,
				credit_limit=limit,
			).db_insert()
	return [customer.name for customer in customers if _is_over(customer)]


def _is_over(customer: Customer) -> bool:
	from erpnext.selling.doctype.customer.customer import get_customer_outstanding

	limit = customer.site.get("core_limit")
	return bool(limit) and get_customer_outstanding(customer.name, COMPANY) > limit


def open_files(customers: list[Customer]) -> dict[str, list]:
	"""The specialist opens every customer's Credit File and enters what the registry says."""
	frappe.set_user(SPECIALIST)
	result = files.create_many([customer.name for customer in customers])
	known = dossiers()
	for customer in customers:
		_enter_facts(customer, known.get(customer.name, {}))
	frappe.db.commit()
	return result


def _enter_facts(customer: Customer, dossier: dict) -> None:
	facts = {code: value for code, value in customer.facts.items() if code not in NOT_IN_FILE}
	facts |= {mark: 1 for mark in customer.knock_outs}
	if customer.founded_on:
		facts |= {"founded_on": customer.founded_on, "registry_status": "In Operation"}
	if facts:
		doc = frappe.get_doc(files.CREDIT_FILE, files.file_of(customer.name))
		doc.update({**facts, **dossier, "specialist": SPECIALIST})
		doc.save()


def enter_statements(ledger: Ledger) -> int:
	"""The specialist enters the customers' statements, the older ones first; returns how many."""
	frappe.set_user(SPECIALIST)
	years = (getdate(nowdate()) - ledger.today).days // YEAR_DAYS
	made = [
		_statement(customer.name, statement, years)
		for customer in ledger.customers
		for statement in reversed(customer.statements)
	]
	frappe.db.commit()
	return len(made)


def _statement(customer: str, statement: Statement, years: int) -> str:
	doc = new(
		statements.DOCTYPE,
		customer=customer,
		period_type="Annual",
		period_start=_in(years, statement.period_start),
		period_end=_in(years, statement.period_end),
		audit=statement.audit,
		source="Annual report",
		currency=CURRENCY,
		unit=str(UNIT),
	)
	for code, figure in statement.lines.items():
		doc.append("lines", {"line": LINES[code].label, "amount": float(figure / UNIT)})
	doc.insert()
	return doc.submit().name


def _in(years: int, day: date) -> date:
	return day.replace(year=day.year + years)


def assess(customers: list[Customer]) -> dict[str, str]:
	"""The specialist prepares a draft assessment for each customer; returns their names by customer."""
	frappe.set_user(SPECIALIST)
	names = {customer.name: _draft(customer) for customer in customers}
	frappe.db.commit()
	return names


def _draft(customer: Customer) -> str:
	doc = new(ASSESSMENT, customer=customer.name, company=COMPANY, reason="New Customer")
	if customer.expected_purchases:
		doc.expected_purchases = float(customer.expected_purchases)
	doc.insert()
	if customer.name in OVERRIDES:
		doc.credit_limit, doc.override_reason = OVERRIDES[customer.name]
		doc.save()
	return doc.name


def approve(names: list[str]) -> None:
	"""The manager approves them: each becomes its customer's standing."""
	frappe.set_user(MANAGER)
	for name in names:
		frappe.get_doc(ASSESSMENT, name).submit()
		frappe.db.commit()


def assess_and_approve_alone(customer: Customer) -> str:
	"""A manager prepares an assessment and tries to approve it too; returns what the manager is told."""
	frappe.set_user(MANAGER)
	name = _draft(customer)
	frappe.db.commit()
	try:
		frappe.get_doc(ASSESSMENT, name).submit()
	except frappe.PermissionError as error:
		frappe.db.rollback()
		frappe.clear_messages()
		return sentence(error)
	return ""
