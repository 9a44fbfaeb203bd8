"""ERPNext's own limits: imported once into Credit Files, and closed where we govern."""

import frappe

from credit_control.services import core_limits, files, settings
from credit_control.tests.bootstrap import SISTER
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.factories import make_customer, make_customer_group

REFUSED = "Credit limits of Credit Test Co are kept in the customer's Credit File. Clear the limit here"


def limits_of(customer: str) -> dict[str, float]:
	"""Limits of a customer's Credit File by company."""
	file = frappe.get_doc("Credit File", {"customer": customer})
	return {row.company: row.credit_limit for row in file.limits}


class TestImport(CreditCase):
	mode = settings.WARN_ONLY

	def test_a_customers_own_limit_becomes_a_limit_row_that_names_its_source(self):
		customer = make_customer(credit_limit=500).name
		core_limits.import_all(self.company)
		row = frappe.get_doc("Credit File", {"customer": customer}).limits[0]
		self.assertEqual(
			(row.company, row.limit_mode, row.credit_limit, row.source),
			(self.company, "Limited", 500, "Imported from ERPNext: Customer"),
		)

	def test_the_groups_limit_is_imported_where_the_customer_has_none(self):
		group = make_customer_group(credit_limit=300).name
		customer = make_customer(group=group).name
		core_limits.import_all(self.company)
		self.assertEqual(limits_of(customer), {self.company: 300})

	def test_a_customer_without_any_limit_gets_no_file(self):
		customer = make_customer().name
		core_limits.import_all(self.company)
		self.assertIsNone(files.file_of(customer))

	def test_running_again_makes_nothing_and_a_limit_set_since_is_left_alone(self):
		customer = make_customer(credit_limit=500).name
		core_limits.import_all(self.company)
		file = frappe.get_doc("Credit File", {"customer": customer})
		file.limits[0].credit_limit = 900
		file.save()
		self.assertEqual(core_limits.import_all(self.company), 0)
		self.assertEqual(limits_of(customer), {self.company: 900})

	def test_a_disabled_customers_limit_is_imported_too_and_stops_nothing(self):
		disabled = make_customer(credit_limit=500).name
		frappe.db.set_value("Customer", disabled, "disabled", 1)
		core_limits.import_all(self.company)
		self.assertEqual(limits_of(disabled), {self.company: 500})

	def test_enforcing_imports_what_was_entered_since_the_installation_and_changes_no_customer(self):
		customer = make_customer(credit_limit=500)
		settings.set_mode(self.company, settings.ENFORCE)
		self.assertEqual(limits_of(customer.name), {self.company: 500})
		customer.reload()
		self.assertEqual([row.credit_limit for row in customer.credit_limits], [500])


class TestClosed(CreditCase):
	mode = settings.WARN_ONLY

	def enforce(self):
		settings.set_mode(self.company, settings.ENFORCE)

	def refused(self, doc):
		before = frappe.db.get_all("Customer Credit Limit", {"parent": doc.name}, pluck="credit_limit")
		with self.assertRaisesRegex(frappe.ValidationError, REFUSED):
			doc.save()
		after = frappe.db.get_all("Customer Credit Limit", {"parent": doc.name}, pluck="credit_limit")
		self.assertEqual(after, before)

	def test_a_new_and_a_changed_limit_of_a_customer_are_refused(self):
		limited, free = make_customer(credit_limit=500), make_customer()
		self.enforce()
		limited.reload().credit_limits[0].credit_limit = 600
		self.refused(limited)
		free.append("credit_limits", {"company": self.company, "credit_limit": 600})
		self.refused(free)

	def test_an_old_limit_does_not_stop_the_customer_from_being_saved_or_the_limit_from_being_cleared(self):
		customer = make_customer(credit_limit=500)
		self.enforce()
		customer.reload().website = "example.com"
		customer.save()
		customer.credit_limits = []
		customer.save()
		self.assertFalse(frappe.db.exists("Customer Credit Limit", {"parent": customer.name}))

	def test_another_companys_limit_may_still_be_set(self):
		self.enforce()
		customer = make_customer(company=SISTER, credit_limit=500)
		self.assertEqual(customer.credit_limits[0].company, SISTER)

	def test_a_customer_groups_limit_is_refused(self):
		group = make_customer_group()
		self.enforce()
		group.append("credit_limits", {"company": self.company, "credit_limit": 600})
		self.refused(group)

	def test_a_companys_default_limit_is_refused_and_its_other_fields_are_not(self):
		self.enforce()
		company = frappe.get_doc("Company", self.company)
		company.website = "example.com"
		company.save()
		company.credit_limit = 9000
		with self.assertRaisesRegex(frappe.ValidationError, REFUSED):
			company.save()

	def test_in_warn_only_they_stay_open(self):
		customer = make_customer(credit_limit=500)
		customer.credit_limits[0].credit_limit = 600
		self.assertEqual(customer.save().credit_limits[0].credit_limit, 600)
