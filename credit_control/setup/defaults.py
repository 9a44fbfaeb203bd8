"""One policy, one scorecard and Warn Only for every company: enough to start with.

Both are made from the same files that the engine's own demo reads.
"""

import frappe

from credit_control.engine import defaults as engine_defaults
from credit_control.erp import customers
from credit_control.services import class_defaults, settings
from credit_control.services.policies import CHECK_LABELS, DOCTYPES
from credit_control.services.proposals import METHOD_FIELDS
from credit_control.services.scorecards import KNOCK_OUT_FIELDS, LABELS, part_of
from credit_control.setup import investigation_templates

#: before any document of the site, so that old assessments find a policy too
VALID_FROM = "2000-01-01"


def create() -> None:
	"""Make what is missing; documents that exist are left alone."""
	if not frappe.db.exists("Credit Policy", {"docstatus": 1}):
		_submit(policy_values())
	if not frappe.db.exists("Credit Scorecard", {"docstatus": 1}):
		_submit(scorecard_values())
	class_defaults.create()
	investigation_templates.create()
	warn_only()


def _submit(values: dict) -> None:
	doc = frappe.get_doc(values)
	doc.flags.ignore_permissions = True
	doc.insert()
	doc.submit()


def policy_values() -> dict:
	"""The default Credit Policy as a document."""
	data = engine_defaults.policy_data()
	limit = data["limit"]
	return {
		"doctype": "Credit Policy",
		"policy_name": data["name"],
		"valid_from": VALID_FROM,
		"unassessed_mode": data["unassessed_mode"],
		"grades": [_grade_row(row) for row in data["grades"]],
		"checks": [_check_row(row) for row in data["checks"]],
		"approvals": [_approval_row(row) for row in data["approvals"]],
		"limit_step": limit["step"],
		"buffer_days": limit["buffer_days"],
		"credit_months": limit["credit_months"],
		"net_worth_percent": limit["net_worth_percent"],
		"assumed_days_late": limit["assumed_days_late"] or 0,
		**{field: int(code in limit["methods"]) for field, code in METHOD_FIELDS.items()},
	}


def _grade_row(row: dict) -> dict:
	values = {key: _plain(value) for key, value in row.items() if key not in ("approval", "payment_terms")}
	return {**values, "payment_terms_template": customers.terms_template(row["term_days"])}


def _plain(value):
	return value if isinstance(value, str | int) else float(value or 0)


def _check_row(row: dict) -> dict:
	reactions = {field: row["reactions"].get(doctype, "Ignore") for doctype, field in DOCTYPES.items()}
	return {"check": CHECK_LABELS[row["check"]], "threshold": row.get("threshold", 0), **reactions}


def _approval_row(row: dict) -> dict:
	return {"kind": row["kind"], "level": row["level"], "approver_role": row["role"]}


def scorecard_values() -> dict:
	"""The default Credit Scorecard as a document."""
	data = engine_defaults.scorecard_data()
	return {
		"doctype": "Credit Scorecard",
		"scorecard_name": data["name"],
		"valid_from": VALID_FROM,
		"factors": [_factor_row(row) for row in data["factors"]],
		"bands": [_band_row(row, band) for row in data["factors"] for band in row["bands"]],
		"missing_data": data["missing_mode"].capitalize(),
		"minimum_coverage": float(data["minimum_coverage"]),
		"no_history_cap": data["no_history_cap"],
		"unaudited_cap": data["unaudited_cap"],
		"old_statement_months": data["old_statement_months"],
		"old_statement_cap": data["old_statement_cap"],
		"haircuts": [_haircut_row(row) for row in data["haircuts"]],
		**{field: int(code in data["knock_outs"]) for code, field in KNOCK_OUT_FIELDS.items()},
	}


def _haircut_row(row: dict) -> dict:
	return {**row, "percent": float(row["percent"])}


def _factor_row(row: dict) -> dict:
	return {
		"indicator": LABELS[row["indicator"]],
		"weight": float(row["weight"]),
		"section": part_of(row["indicator"]),
	}


def _band_row(row: dict, band: dict) -> dict:
	start = band.get("start")
	return {
		"indicator": LABELS[row["indicator"]],
		"from_value": "" if start is None else str(start),
		"text_value": band.get("text", ""),
		"points": float(band["points"]),
		"advice": band.get("advice", ""),
	}


def warn_only() -> None:
	"""Every company that is not listed yet starts in Warn Only, with the usual exposure switches."""
	doc = frappe.get_doc(settings.SETTINGS)
	listed = {row.company for row in doc.companies}
	missing = [name for name in frappe.get_all("Company", pluck="name") if name not in listed]
	if missing:
		doc.extend("companies", [{"company": name, "mode": settings.WARN_ONLY} for name in missing])
		doc.flags.ignore_permissions = True
		doc.save()
