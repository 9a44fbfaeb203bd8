"""What the tests of assessments share: people, a customer of whom everything is known, and approving."""

import frappe

from credit_control.services import files, settings
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.credit_documents import (
	days_ago,
	fill_file,
	make_assessment,
	make_statement,
)
from credit_control.tests.factories import (
	make_customer,
	make_payment,
	make_sales_invoice,
)


class AssessmentCase(CreditCase):
	mode = settings.WARN_ONLY

	def setUp(self):
		super().setUp()
		self.specialist = self.user("Credit Specialist", "Sales User", "Accounts User").name
		self.manager = self.user("Credit Manager", "Sales User", "Accounts User").name
		self.customer = make_customer().name
		files.create(self.customer)

	def known_customer(self):
		"""History with us, a good file and an audited statement: everything the scorecard asks."""
		invoice = make_sales_invoice(
			customer=self.customer, rate=120_000, date=days_ago(200), due_date=days_ago(170)
		)
		make_payment(invoice=invoice, date=days_ago(180))
		fill_file(self.customer)
		make_statement(customer=self.customer, unit="10000")

	def assess(self, user: str | None = None, **fields):
		with self.acting_as(user or self.specialist):
			return make_assessment(customer=self.customer, **fields)

	def approve(self, assessment, user: str | None = None):
		with self.acting_as(user or self.manager):
			return frappe.get_doc(assessment.doctype, assessment.name).submit()

	def approve_refused(self, assessment, text: str, user: str | None = None, error=frappe.ValidationError):
		with self.assertRaisesRegex(error, text):
			self.approve(assessment, user)

	def file(self):
		return frappe.get_doc("Credit File", {"customer": self.customer})

	def limit(self, company: str | None = None):
		return next((row for row in self.file().limits if row.company == (company or self.company)), None)
