"""Credit Securities for the desk: giving back, reporting to the insurer, the counted value in words."""

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.services import (
	insurer_reports,
	insurer_tasks,
	securities,
	security_steps,
	security_words,
)

RELEASERS = frozenset(("Credit Manager",))


@frappe.whitelist(methods=["POST"])
def release(security: str, reason: str) -> None:
	"""Give a security back, with the reason."""
	if RELEASERS.isdisjoint(frappe.get_roles()):
		frappe.throw(_("Only a Credit Manager may release a security."), frappe.PermissionError)
	frappe.get_doc(securities.DOCTYPE, security).check_permission("write")
	security_steps.release(security, reason)


@frappe.whitelist()
def open_reports(security: str) -> list[dict]:
	"""What is overdue and must be reported to the insurer, the most urgent first."""
	return _open_reports(security, "read")


@frappe.whitelist(methods=["POST"])
def report(security: str, vouchers: list | str, reported_on: str, claim_number: str | None = None) -> int:
	"""Keep that overdue debts were reported to the insurer: `vouchers` are [voucher, due date] pairs."""
	found = _open_reports(security, "write")
	chosen = {(voucher, getdate(due)) for voucher, due in frappe.parse_json(vouchers)}
	rows = [row for row in found if (row["voucher_no"], row["due_date"]) in chosen]
	return insurer_reports.report(security, rows, reported_on, claim_number)


@frappe.whitelist()
def explain(security: str) -> str:
	"""What a security counts for, in words."""
	doc = frappe.get_doc(securities.DOCTYPE, security)
	doc.check_permission("read")
	return security_words.explain(doc)


def _open_reports(security: str, right: str) -> list[dict]:
	doc = frappe.get_doc(securities.DOCTYPE, security)
	doc.check_permission(right)
	return insurer_tasks.open_reports(doc, getdate())
