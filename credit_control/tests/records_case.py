"""What the tests of a Credit File's records share: a file, and its tables filled or refused."""

import frappe
from frappe.utils import add_days, getdate, nowdate

from credit_control.services import files
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.factories import make_customer

TODAY = getdate(nowdate())


def later(days: int) -> str:
	return add_days(nowdate(), days)


class RecordsCase(CreditCase):
	def setUp(self):
		super().setUp()
		self.customer = make_customer().name
		self.file = files.create(self.customer)

	def refused(self, text: str, table: str | None = None, **values):
		"""Saving the file with these values, or with a row of them in a table, is refused with the text."""
		doc = frappe.get_doc("Credit File", self.file.name)
		if table:
			doc.append(table, values)
		else:
			doc.update(values)
		frappe.clear_messages()
		with self.assertRaises(frappe.ValidationError) as caught:
			doc.save()
		self.assertIn(text, frappe.utils.strip_html(str(caught.exception)))

	def with_rows(self, table: str, *rows: dict):
		self.file.set(table, rows)
		return self.file.save()
