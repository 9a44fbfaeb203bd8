"""What the tests of Credit Limit Adjustments share: author, approver, two customers with limits."""

import frappe

from credit_control.api import adjustments as api
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.factories import make_customer_group
from credit_control.tests.limit_documents import make_adjustment

ADJUSTMENT = "Credit Limit Adjustment"


def rows_of(doc) -> dict:
	return {row.customer: row for row in doc.rows}


class AdjustmentCase(CreditCase):
	def setUp(self):
		super().setUp()
		roles = ("Credit Manager", "Sales User", "Accounts User")
		self.author, self.approver = self.user(*roles).name, self.user(*roles).name
		self.group = make_customer_group().name
		self.first = self.make_credit_customer(limit=15_500, group=self.group)
		self.second = self.make_credit_customer(limit=8_000, group=self.group, grade="BB")

	def draft(self, **fields):
		with self.acting_as(self.author):
			return make_adjustment(self.company, **{"only_for_customer_group": self.group, **fields})

	def previewed(self, **fields):
		doc = self.draft(**fields)
		with self.acting_as(self.author):
			api.preview(doc.name)
		return doc.reload()

	def approve(self, doc, user: str | None = None):
		with self.acting_as(user or self.approver):
			return frappe.get_doc(ADJUSTMENT, doc.name).submit().reload()

	def applied(self, **fields):
		return self.approve(self.previewed(**fields))

	def limit(self, customer: str) -> float:
		return frappe.get_doc("Credit File", {"customer": customer}).limits[0].credit_limit

	def set_limit(self, customer: str, limit: float, **fields):
		file = frappe.get_doc("Credit File", {"customer": customer})
		file.limits[0].update({"credit_limit": limit, **fields})
		file.save()

	def refused(self, text: str, action, *args, error=frappe.ValidationError):
		with self.assertRaisesRegex(error, text):
			action(*args)
