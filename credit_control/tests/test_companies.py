"""A company made after installing starts in Warn Only."""

import frappe

from credit_control.services import settings
from credit_control.tests.bootstrap import CURRENCY, new
from credit_control.tests.credit_case import CreditCase


class TestCompanies(CreditCase):
	def make_company(self):
		return new(
			"Company",
			company_name="Credit Test Newcomer",
			abbr="CTN",
			default_currency=CURRENCY,
			country="China",
			create_chart_of_accounts_based_on="Standard Template",
			chart_of_accounts="Standard",
		).insert()

	def test_a_new_company_starts_in_warn_only(self):
		self.assertEqual(settings.mode(self.make_company().name), settings.WARN_ONLY)

	def test_a_deleted_company_leaves_the_settings(self):
		company = self.make_company()
		company.delete()
		self.assertEqual(settings.mode(company.name), settings.OFF)

	def test_saving_a_company_again_does_not_take_its_mode_back(self):
		frappe.get_doc("Company", self.company).save()
		self.assertEqual(settings.mode(self.company), settings.ENFORCE)
