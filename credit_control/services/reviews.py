"""Re-reviews: when a customer's review date comes, one draft assessment and one task."""

from datetime import date

import frappe
from frappe import _
from frappe.desk.form import assign_to
from frappe.utils import add_days, getdate

from credit_control.services import files, settings
from credit_control.services.assessments import DOCTYPE


def make_due(today: date | None = None) -> list[str]:
	"""Make a draft Credit Assessment for each review that is due; returns those made.

	A review is made once: running again, or after missed days, makes no second one.
	"""
	made = []
	for file in files.due_for_review(today or getdate()):
		for company in _companies(file.name):
			name = _make(file, company)
			if name:
				made.append(name)
	return made


def _companies(file: str) -> list[str]:
	rows = frappe.get_all("Credit File Limit", {"parent": file}, pluck="company", order_by="idx")
	return [company for company in rows if settings.mode(company) != settings.OFF]


def review_key(file: str, company: str, due: date) -> str:
	"""What makes a review unique: the file, the company and the day it fell due."""
	return f"{file}|{company}|{due}"


def _make(file, company: str) -> str | None:
	key = review_key(file.name, company, file.next_review)
	if frappe.db.exists(DOCTYPE, {"review_key": key}):
		return None
	frappe.db.savepoint("credit_review")
	try:
		return _insert(file, company, key)
	except frappe.DuplicateEntryError:
		# another scheduler run was faster
		frappe.db.rollback(save_point="credit_review")
	except frappe.ValidationError:
		frappe.db.rollback(save_point="credit_review")
		frappe.log_error(f"Credit review of {file.customer} was not made")
	return None


def _insert(file, company: str, key: str) -> str:
	frappe.flags.making_credit_reviews = True
	try:
		doc = frappe.get_doc(
			{
				"doctype": DOCTYPE,
				"customer": file.customer,
				"company": company,
				"reason": "Review",
				"review_key": key,
			}
		).insert(ignore_permissions=True)
	finally:
		frappe.flags.making_credit_reviews = False
	_assign(doc, file)
	return doc.name


def _assign(doc, file) -> None:
	user = settings.specialist(file.specialist, doc.company)
	if not user:
		return
	days = settings.settings().review_due_days or 0
	assign_to.add(
		{
			"assign_to": [user],
			"doctype": doc.doctype,
			"name": doc.name,
			"description": _("Credit review of {0}, due since {1}").format(
				doc.customer_name or doc.customer, frappe.format(file.next_review, "Date")
			),
			"date": add_days(getdate(), days),
		},
		ignore_permissions=True,
	)
