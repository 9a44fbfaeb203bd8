"""Which policy applies to a customer, as engine values."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

import frappe
from frappe import _

from credit_control.engine.grades import GradeRule
from credit_control.engine.money import decimal
from credit_control.engine.policy import CheckRule, Policy
from credit_control.erp import customers
from credit_control.services import approval_matrix, classes, outside_checks, policy_versions, prefetch
from credit_control.services.policy_versions import Version

#: the check table's labels and the engine's codes
CHECK_CODES = {
	"Manual Hold": "manual_hold",
	"Credit Limit": "limit",
	"Warning Line": "warning_line",
	"Group Limit": "group_limit",
	"Unsecured Exposure": "unsecured",
	"Oldest Overdue": "oldest_overdue",
	"Overdue Amount": "overdue_amount",
	"Overdue Share": "overdue_share",
	"Largest Document": "largest_document",
	"Credit Budget": "budget",
	"Grade Allows Credit": "grade",
	"Review Expired": "review",
	"Credit File Gaps": "file",
	"Credit Agreement": "agreement",
	"Longer Terms": "terms",
	"Prepayment Missing": "prepayment",
	"Security Missing": "security",
	"Insurance Conditions": "insurance",
	"Dunning Level": "dunning",
	"Broken Promises": "broken_promise",
	"Repayment Plan Default": "plan_default",
}
CHECK_LABELS = {code: label for label, code in CHECK_CODES.items()}
DOCTYPES = {
	"Quotation": "quotation",
	"Sales Order": "sales_order",
	"Delivery Note": "delivery_note",
	"Sales Invoice": "sales_invoice",
	"POS Invoice": "pos_invoice",
	"Journal Entry": "journal_entry",
}


class NoPolicyError(frappe.ValidationError):
	"""A company is judged but no submitted policy applies."""


def exists() -> bool:
	"""True when there is a submitted policy that may apply to any company."""
	general = {"only_for_company": ["is", "not set"], "only_for_customer": ["is", "not set"]}
	return bool(frappe.db.exists("Credit Policy", {"docstatus": 1, **general}))


def policy_document(customer: str | None, company: str, on: date, versions: Sequence[Version] | None = None):
	"""The submitted Credit Policy that applies to a customer, the narrowest scope first.

	`versions` are the submitted policies, where they were read already. Raises NoPolicyError when there is none; without a customer, when none holds for the company at large.
	"""
	if versions is None:
		versions = prefetch.remembered(policy_versions.read)
	name = _applicable(versions, customer, company, on)
	if not name:
		frappe.throw(
			_(
				"No Credit Policy applies to {0}. Submit one with an empty company or with this company."
			).format(company),
			NoPolicyError,
			title=_("Credit Policy Missing"),
		)
	return frappe.get_cached_doc("Credit Policy", name)


def _applicable(versions: Sequence[Version], customer: str | None, company: str, on: date) -> str | None:
	rows = [row for row in versions if row.valid_from <= on]
	rows = [row for row in rows if not row.only_for_company or row.only_for_company == company]
	rows = [row for row in rows if not row.only_for_customer or row.only_for_customer == customer]
	rows = _of_class(rows, customer)
	depth = _group_depths(rows, customer)
	rows = [row for row in rows if not row.only_for_customer_group or row.only_for_customer_group in depth]
	best = max(rows, key=lambda row: _narrowness(row, depth), default=None)
	return best and best.name


def _narrowness(row, depth: dict[str, int]) -> tuple:
	# a class narrows more than a customer group, and that more than a company: fewer customers are in it
	return (
		bool(row.only_for_customer),
		row.classes,
		depth.get(row.only_for_customer_group, -1),
		bool(row.only_for_company),
		row.valid_from,
		row.creation,
	)


def _of_class(rows: list[Version], customer: str | None) -> list[Version]:
	"""The versions that are for every class, or for the class of the customer."""
	if not any(row.classes for row in rows):
		return rows
	risk, value = prefetch.remembered(classes.kept, customer) if customer else (None, None)
	return [
		row
		for row in rows
		if (row.only_for_risk_class or risk) == risk and (row.only_for_value_class or value) == value
	]


def _group_depths(rows: Iterable, customer: str | None) -> dict[str, int]:
	if not customer or not any(row.only_for_customer_group for row in rows):
		return {}
	line = prefetch.remembered(customers.group_line, customers.group_of(customer))
	return {group: depth for depth, group in enumerate(line)}


def engine_policy(doc) -> Policy:
	"""A Credit Policy document as the engine reads it."""
	# a submitted policy does not change, so each process converts it once
	return _converted(frappe.local.site, doc.name, str(doc.modified)) if doc.docstatus == 1 else _convert(doc)


@lru_cache(maxsize=64)
def _converted(site: str, name: str, modified: str) -> Policy:
	return _convert(frappe.get_cached_doc("Credit Policy", name))


def _convert(doc) -> Policy:
	return Policy(
		name=doc.name,
		grades=grade_rules(doc),
		checks=tuple(check_rule(row) for row in doc.checks),
		unassessed_mode=doc.unassessed_mode,
		unassessed_limit=decimal(doc.unassessed_limit or 0),
		approvals=approval_matrix.levels(doc),
	)


def check_rule(row) -> CheckRule:
	"""One line of the check table."""
	return CheckRule(
		check=check_code(row.check),
		threshold=decimal(row.threshold or 0),
		reactions={doctype: row.get(fieldname) for doctype, fieldname in DOCTYPES.items()},
		grades=grades_of(row),
		ignore_below=decimal(row.get("ignore_below") or 0),
	)


def check_code(label: str) -> str:
	"""The code of a check, ours or another app's; what no app has stays as it is written."""
	return CHECK_CODES.get(label) or outside_checks.labels().get(label, label)


def check_label(code: str) -> str:
	"""What a check is called in English, ours or another app's; one whose app is gone by its code."""
	if code in CHECK_LABELS:
		return CHECK_LABELS[code]
	other = outside_checks.known().get(code)
	return other.label if other else code


def grades_of(row) -> tuple[str, ...]:
	"""The grades that a line of the check table is only for, as somebody wrote them; none: all."""
	parts = re.split(r"[,，、;；\s]+", row.get("only_for_grades") or "")
	return tuple(dict.fromkeys(part for part in parts if part))


def grade_rules(doc) -> tuple[GradeRule, ...]:
	"""The grade table, best grade first."""
	rows = sorted(doc.grades, key=lambda row: -(row.score_above or 0))
	return tuple(grade_rule(row) for row in rows)


def grade_rule(row) -> GradeRule:
	"""One line of the grade table; a cap or capacity percentage of zero is none."""
	return GradeRule(
		grade=row.grade,
		score_above=_figure(row.score_above),
		limit_factor=_figure(row.limit_factor),
		limit_cap=_figure(row.limit_cap) or None,
		payment_terms=row.payment_terms_template or None,
		term_days=row.term_days or 0,
		prepayment_percent=_figure(row.prepayment_percent),
		tolerance_percent=_figure(row.tolerance_percent),
		review_months=row.review_months or 0,
		net_worth_percent=_figure(row.net_worth_percent) or None,
		turnover_percent=_figure(row.turnover_percent) or None,
		sales_coefficient=_figure(row.sales_coefficient) or None,
		unsecured_cap=_figure(row.unsecured_cap) or None,
		security_percent=_figure(row.security_percent),
		discount_percent=_figure(row.discount_percent),
		discount_days=row.discount_days or 0,
		instalments=row.instalments or 0,
	)


def _figure(value) -> Decimal:
	return decimal(value or 0)
