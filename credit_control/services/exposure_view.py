"""A customer's exposure on one page: its parts, the documents behind them, what secures it, a past day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import frappe
from frappe import _
from frappe.core.doctype.user_permission.user_permission import get_permitted_documents
from frappe.utils import getdate

from credit_control.engine.circumstances import Cover
from credit_control.engine.exposure import DEDUCTING, PARTS, Exposure, utilisation
from credit_control.engine.judgement import Case, Document
from credit_control.engine.money import ZERO
from credit_control.engine.receivables import open_terms, overdue
from credit_control.erp import customers
from credit_control.erp.exposure import horizon_of, read_exposure
from credit_control.erp.parts import part_documents
from credit_control.erp.past_exposure import read_past_exposure
from credit_control.erp.receivables import open_items
from credit_control.services import covers, files, judging, past_standing, settings, wording

#: documents on one page of a part
PAGE = 100


def view(customer: str, company: str | None, day: date | None = None) -> dict:
	"""Every part, counted or not, and grade and limit of one customer on a day; without a day as of now."""
	choices = companies(customer)
	company = company or next(iter(choices), None)
	head = {"customer": customer, "customer_name": customers.name_of(customer), "companies": choices}
	if not company:
		return {**head, "problem": _("Choose a company in Credit Control Settings first.")}
	past = past_day(day)
	exposure, overdue_amount = figures(customer, company, past)
	return {
		**head,
		"company": company,
		"currency": customers.currency_of(company),
		"as_of": str(past or judging.today()),
		"is_past": past is not None,
		"file": files.file_of(customer),
		"horizon_days": exposure.switches.horizon_days,
		"parts": [_part(exposure, part) for part in PARTS],
		"exposure": float(exposure.total),
		"overdue": float(overdue_amount),
		"cover": cover_figures(customer, company, past or judging.today(), exposure.total),
		**limit_figures(customer, company, past, exposure.total),
	}


def companies(customer: str) -> list[str]:
	"""The companies this user may see a customer's figures of: those with a limit first, then the judged ones."""
	file = files.file_of(customer)
	listed = frappe.get_all(
		"Credit File Limit", {"parent": file or "", "parenttype": files.CREDIT_FILE}, pluck="company"
	)
	judged = [row.company for row in settings.settings().companies if row.mode != settings.OFF]
	permitted = get_permitted_documents("Company")
	return [name for name in dict.fromkeys(listed + judged) if not permitted or name in permitted]


def refuse_company(customer: str, company: str | None) -> None:
	"""Raise for a company whose figures are not this user's to see."""
	if company and company not in companies(customer):
		frappe.throw(
			_("There are no figures of {0} for this customer.").format(company), frappe.PermissionError
		)


def past_day(day: date | None) -> date | None:
	"""The day when it has passed; None for today. Raises for a day to come."""
	if day and day > judging.today():
		frappe.throw(_("As of lies in the future. Enter a day up to today."))
	return day if day and day < judging.today() else None


def figures(customer: str, company: str, past: date | None) -> tuple[Exposure, Decimal]:
	"""The exposure, and what of it is overdue."""
	day = past or judging.today()
	read = read_past_exposure if past else read_exposure
	late = overdue(open_terms(open_items(customer, company, past)), day)
	return read(customer, company, settings.switches(), day), late.amount


def _part(exposure: Exposure, part: str) -> dict:
	return {
		"part": part,
		"label": wording.part_label(part),
		"amount": float(exposure.amount(part)),
		"deducts": part in DEDUCTING,
		"counts": exposure.switches.includes(part),
	}


def cover_figures(customer: str, company: str, day: date, exposure: Decimal) -> dict:
	"""What is secured and insured, and what is left; a sentence where a rate is missing."""
	try:
		found = covers.cover(customer, company, day)
	except frappe.ValidationError as error:
		frappe.clear_last_message()
		return {"problem": str(error)}
	return cover_row(found, exposure)


def cover_row(cover: Cover, exposure: Decimal) -> dict:
	"""The cover as figures; None for what is not held."""
	return {
		"secured": None if cover.secured is None else float(cover.secured),
		"insured": None if cover.insured is None else float(cover.insured),
		"covered": float(cover.covered(exposure)),
		"unsecured": float(cover.unsecured(exposure)),
		"expires": cover.expires and str(cover.expires),
	}


def limit_figures(customer: str, company: str, past: date | None, exposure: Decimal) -> dict:
	"""Grade, limit and what was left of it; a sentence where no policy applies."""
	today = judging.today()
	try:
		standing = past_standing.standings([customer], company, today, past)[customer]
	except frappe.ValidationError as error:
		frappe.clear_last_message()
		return {"limit_problem": str(error)}
	limit = standing.effective_limit(past or today)
	used = None if limit is None else utilisation(exposure, limit)
	return {
		"grade": standing.grade,
		"limit_mode": standing.limit_mode,
		"limit": None if limit is None else float(limit),
		"headroom": None if limit is None else float(limit - exposure),
		"utilisation": None if used is None else float(used),
	}


def case_of(customer: str, company: str) -> Case:
	"""The customer's case without a document: standing, exposure and overdue of now."""
	return judging.gather(Document("Sales Order", "", ZERO, ZERO), customer, company, counted=False)


def documents(customer: str, company: str, part: str, day: date | None = None, start: int = 0) -> dict:
	"""A page of the documents behind a part, oldest first.

	Those that the user may not read are a number and a sum: together with the others they make the part.
	"""
	if part not in PARTS:
		frappe.throw(_("There is no exposure part {0}.").format(part))
	past, switches = past_day(day), settings.switches()
	last = horizon_of(switches, past or judging.today())
	free = switches.unallocated_receipts
	found = part_documents(customer, company, part, last, day=past, free_bills=free)
	shown = readable(found)
	hidden = [row for row in found if (row["voucher_type"], row["voucher_no"]) not in shown]
	visible = [row for row in found if (row["voucher_type"], row["voucher_no"]) in shown]
	return {
		"rows": [_document(row) for row in visible[start : start + PAGE]],
		"start": start,
		"page": PAGE,
		"count": len(visible),
		"total": _sum(found),
		"hidden": {"count": len(hidden), "amount": _sum(hidden)},
	}


def _document(row: dict) -> dict:
	days = {name: row[name] and str(row[name]) for name in ("date", "due_date")}
	return {**row, **days, "amount": float(row["amount"])}


def _sum(rows: list[dict]) -> float:
	return float(sum((row["amount"] for row in rows), ZERO))


def readable(found: list[dict]) -> set[tuple[str, str]]:
	"""Type and name of the documents this user may read, one question for each type."""
	names: dict[str, list[str]] = {}
	for row in found:
		names.setdefault(row["voucher_type"], []).append(row["voucher_no"])
	return {(doctype, name) for doctype in names for name in _readable(doctype, names[doctype])}


def _readable(doctype: str, names: list[str]) -> list[str]:
	if not frappe.has_permission(doctype, "read"):
		return []
	return frappe.get_list(doctype, {"name": ["in", names]}, pluck="name", limit_page_length=0)


def asked_day(as_of: str | None) -> date | None:
	"""The day that a page asks for; None for nothing asked."""
	return getdate(as_of) if as_of else None
