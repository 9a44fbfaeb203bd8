"""ERPNext's own credit limits: imported once, and closed for companies that this app governs."""

import frappe
from frappe import _

from credit_control.erp import limits as erp_limits
from credit_control.services import files, history, settings


def import_all(company: str | None = None) -> int:
	"""Bring every effective ERPNext limit into a Credit File; returns how many rows were made.

	Limits that a Credit File already has are left alone, so it may be run again.
	"""
	limited = [row for row in erp_limits.core_limits(company) if row.limit is not None]
	return sum(_import(row) for row in limited)


def _import(row) -> int:
	# a disabled customer's limit is kept too: it may be enabled again
	name = files.file_of(row.customer) or files.create(row.customer, even_disabled=True).name
	file = frappe.get_doc(files.CREDIT_FILE, name)
	if any(existing.company == row.company for existing in file.limits):
		return 0
	file.append(
		"limits",
		{
			"company": row.company,
			"limit_mode": "Limited",
			"credit_limit": float(row.limit),
			"source": _("Imported from ERPNext: {0}").format(_(row.source)),
		},
	)
	file.flags.ignore_permissions = True
	history.because(file, cause="Import", reason=file.limits[-1].source)
	file.save()
	return 1


def refuse_new(doc) -> None:
	"""Refuse a new or changed limit row of a Customer or Customer Group for a governed company."""
	before = doc.get_doc_before_save()
	old = {row.company: row.credit_limit for row in before.credit_limits} if before else {}
	for row in doc.get("credit_limits") or []:
		if (
			row.credit_limit
			and row.credit_limit != old.get(row.company)
			and settings.is_governed(row.company)
		):
			_refuse(row.company)


def refuse_new_default(doc) -> None:
	"""Refuse a new or changed default limit of a governed Company."""
	if doc.credit_limit and doc.has_value_changed("credit_limit") and settings.is_governed(doc.name):
		_refuse(doc.name)


def _refuse(company: str) -> None:
	frappe.throw(
		_(
			"Credit limits of {0} are kept in the customer's Credit File. Clear the limit here and set it there."
		).format(company),
		title=_("Limit Belongs in the Credit File"),
	)
