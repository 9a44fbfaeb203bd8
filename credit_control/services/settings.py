"""Mode per company and the switches of Credit Control Settings."""

import frappe
from frappe import _

from credit_control.engine.exposure import ExposureSwitches

OFF = "Off"
WARN_ONLY = "Warn Only"
ENFORCE = "Enforce"
SETTINGS = "Credit Control Settings"


def settings():
	"""The settings document, cached."""
	return frappe.get_cached_doc(SETTINGS)


def mode(company: str | None) -> str:
	"""Off, Warn Only or Enforce; a company that is not listed is Off."""
	row = _row(company)
	return row.mode if row else OFF


def is_governed(company: str | None) -> bool:
	"""True where our judgement has taken over from ERPNext's own credit limit check."""
	return mode(company) == ENFORCE


def company_row(company: str | None):
	"""The row of the settings for a company, None where it is not listed."""
	return _row(company)


def _row(company: str | None):
	return next((row for row in settings().companies if row.company == company), None)


def switches() -> ExposureSwitches:
	"""Which parts count as exposure."""
	doc = settings()
	return ExposureSwitches(
		open_orders=bool(doc.include_open_orders),
		delivered_not_billed=bool(doc.include_delivered),
		open_invoices=bool(doc.include_invoices),
		other_receivables=bool(doc.include_other_receivables),
		uncleared_bills=bool(doc.include_uncleared_bills),
		credit_notes=bool(doc.deduct_credit_notes),
		unallocated_receipts=bool(doc.deduct_receipts),
		horizon_days=doc.horizon_days or None,
	)


def specialist(file_specialist: str | None, company: str | None) -> str | None:
	"""Who gets a customer's review tasks: the file's, else the company's, else the default specialist."""
	row = _row(company)
	return file_specialist or (row and row.default_specialist) or settings().default_specialist or None


def set_mode(company: str, new_mode: str) -> None:
	"""Set one company's mode; raises on a mode that does not exist."""
	if new_mode not in (OFF, WARN_ONLY, ENFORCE):
		frappe.throw(_("Mode {0} is not known. Choose Off, Warn Only or Enforce.").format(new_mode))
	doc = frappe.get_doc(SETTINGS)
	row = next((row for row in doc.companies if row.company == company), None)
	row = row or doc.append("companies", {"company": company})
	row.mode = new_mode
	doc.save(ignore_permissions=True)


def start(company: str) -> None:
	"""A new company starts in Warn Only, as all did when the app was installed."""
	if _row(company) is None:
		set_mode(company, WARN_ONLY)


def forget(company: str) -> None:
	"""A company that is deleted leaves the settings."""
	doc = frappe.get_doc(SETTINGS)
	kept = [row for row in doc.companies if row.company != company]
	if len(kept) != len(doc.companies):
		doc.set("companies", kept)
		doc.save(ignore_permissions=True)
