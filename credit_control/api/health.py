"""The health page: whether credit control is in order on this site."""

import frappe
from frappe import _

from credit_control.services.health import report

READERS = frozenset(("Credit Manager", "System Manager"))


@frappe.whitelist()
def findings() -> list[dict]:
	"""What each check found: area, status, subject, detail, remedy and the route to it."""
	# not frappe.only_for: in tests that lets everybody through
	if READERS.isdisjoint(frappe.get_roles()):
		frappe.throw(
			_("Only Credit Managers and System Managers see the health of the site."), frappe.PermissionError
		)
	return [finding.as_dict() for finding in report.findings()]
