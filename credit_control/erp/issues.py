"""ERPNext's Issues of a customer, as the signed-in user may see them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

import frappe
from frappe.utils import get_datetime, getdate

from credit_control.engine.service import ServiceIssue
from credit_control.erp import compat

DOCTYPE = "Issue"
#: waiting for somebody, be it the customer
UNSETTLED = ("Open", "Replied", "On Hold")
COMPLAINT = "counts_as_complaint"


def may_read() -> bool:
	"""True for a user who may open Issues at all; each single one is filtered by Frappe."""
	return bool(frappe.has_permission(DOCTYPE, "read"))


def issues_of(customer: str, company: str, since: date, as_of: date) -> list[ServiceIssue]:
	"""Issues opened from `since` to `as_of`, of the company or of none, newest first.

	Raises PermissionError for a user who may not read Issues.
	"""
	resolved = resolution_field()
	rows = frappe.get_list(
		DOCTYPE,
		filters={
			"customer": customer,
			"company": ["in", [company, ""]],
			"opening_date": ["between", [since, as_of]],
		},
		fields=[
			"name",
			"subject",
			"status",
			"issue_type",
			"priority",
			"opening_date",
			"opening_time",
			resolved,
		],
		order_by="opening_date desc, name desc",
		limit_page_length=0,
	)
	return list(_issues(rows, resolved, as_of))


def resolution_field() -> str:
	"""16 renamed the field that 15 has."""
	return "sla_resolution_date" if compat.has_field(DOCTYPE, "sla_resolution_date") else "resolution_date"


def complaint_types() -> set[str]:
	"""The Issue Types that somebody marked as complaints."""
	return set(frappe.get_all("Issue Type", filters={COMPLAINT: 1}, pluck="name"))


def _issues(rows: Iterable, resolved: str, as_of: date) -> Iterable[ServiceIssue]:
	complaints = complaint_types()
	for row in rows:
		closed = row[resolved] and get_datetime(row[resolved])
		later = bool(closed) and closed.date() > as_of
		yield ServiceIssue(
			name=row.name,
			subject=row.subject,
			kind=row.issue_type or None,
			priority=row.priority or None,
			# one that was settled after the day was open on it
			is_open=row.status in UNSETTLED or later,
			opened=opened(row),
			resolved=None if later or row.status in UNSETTLED else closed or None,
			complaint=row.issue_type in complaints if complaints else None,
		)


def opened(row) -> datetime:
	"""Day and time of an Issue; the database gives the time as what passed since midnight."""
	start = datetime.combine(getdate(row.opening_date), time())
	return start + (row.opening_time or timedelta())
