"""The reports of collections: who may open one may take it along as a file, salespeople excepted."""

import frappe
from frappe.permissions import can_export

from credit_control.tests.credit_case import CreditCase

#: sees reports of own customers, and exports none of our documents
LOOKS_ONLY = ("Sales User",)


class TestReportRights(CreditCase):
	def test_every_role_of_a_report_reads_and_exports_what_it_is_about(self):
		reports = frappe.get_all("Report", {"module": "Collections"}, ["name", "ref_doctype"])
		self.assertEqual(len(reports), 8)
		for report in reports:
			for role in frappe.get_all("Has Role", {"parent": report.name}, pluck="role"):
				with self.subTest(report.name, role=role), self.acting_as(self.user(role).name):
					self.assertTrue(frappe.has_permission(report.ref_doctype, "report"))
					self.assertEqual(bool(can_export(report.ref_doctype)), role not in LOOKS_ONLY)
