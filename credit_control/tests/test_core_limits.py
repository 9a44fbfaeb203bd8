"""ERPNext's own limits as we read them, held against ERPNext's own function."""

from __future__ import annotations

import frappe

from erpnext.selling.doctype.customer.customer import get_credit_limit

from credit_control.erp.limits import core_limit, core_limits
from credit_control.tests.base import CreditTestCase
from credit_control.tests.bootstrap import COMPANY
from credit_control.tests.factories import make_customer, make_customer_group


class TestCoreLimits(CreditTestCase):
	def assert_limit(self, customer, limit, source) -> None:
		found = core_limit(customer.name, COMPANY)
		assert (found.limit, found.source) == (limit, source)
		assert get_credit_limit(customer.name, COMPANY) == float(limit or 0)
		listed = [row for row in core_limits(COMPANY) if row.customer == customer.name]
		assert listed == ([found] if limit or found.bypass else [])

	def test_a_customer_without_any_limit_is_unlimited(self):
		self.assert_limit(make_customer(), None, None)

	def test_the_customers_own_limit_comes_first(self):
		group = make_customer_group(credit_limit=500)
		self.assert_limit(make_customer(group=group.name, credit_limit=900), 900, "Customer")

	def test_a_limit_of_zero_falls_through_to_the_group(self):
		group = make_customer_group(credit_limit=500)
		self.assert_limit(make_customer(group=group.name, credit_limit=0), 500, "Customer Group")

	def test_a_group_with_the_bypass_flag_falls_through_to_the_company(self):
		frappe.db.set_value("Company", COMPANY, "credit_limit", 70)
		frappe.clear_document_cache("Company", COMPANY)
		group = make_customer_group(credit_limit=500, bypass=1)
		self.assert_limit(make_customer(group=group.name), 70, "Company")

	def test_the_customers_bypass_flag_is_told_with_and_without_a_limit(self):
		assert core_limit(make_customer(credit_limit=900, bypass=1).name, COMPANY).bypass
		unlimited = core_limit(make_customer(bypass=1).name, COMPANY)
		assert (unlimited.limit, unlimited.bypass) == (None, True)
