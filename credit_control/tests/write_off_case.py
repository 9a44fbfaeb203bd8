"""What the tests of write-offs share: people, a request with evidence, and its way to the books."""

from __future__ import annotations

import frappe
from frappe.utils import nowdate

from credit_control.services import write_offs
from credit_control.tests.bootstrap import ABBR, COMPANY, new
from credit_control.tests.collection_documents import make_overdue_invoice
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.credit_documents import make_policy

LOSSES = f"Write Off - {ABBR}"


def make_write_off(*, customer: str, items, **fields):
	"""A draft over (invoice, amount) pairs, with evidence."""
	values = {
		"customer": customer,
		"company": COMPANY,
		"cause": "Insolvency",
		"reason": "The court closed the insolvency proceedings for want of assets",
		"evidence": "/private/files/court-notice.pdf",
		"write_off_account": LOSSES,
		"items": [{"sales_invoice": invoice.name, "amount": amount} for invoice, amount in items],
	}
	return new("Bad Debt Write-Off", **{**values, **fields}).insert()


class WriteOffCase(CreditCase):
	mode = "Warn Only"

	def setUp(self):
		super().setUp()
		self.collector = self.user("Collector", "Accounts User").name
		self.manager = self.user("Credit Manager").name
		self.accountant = self.user("Accounts Manager").name
		self.customer = self.make_credit_customer(limit=100_000)
		self.invoice = make_overdue_invoice(customer=self.customer, amount=1000, days=400)

	def use_matrix(self, *rows: dict) -> None:
		make_policy(approvals=[{"kind": "Write-Off", **row} for row in rows])

	def draft(self, amount: float = 1000, **fields):
		with self.acting_as(self.collector):
			return make_write_off(customer=self.customer, items=[(self.invoice, amount)], **fields)

	def sent(self, amount: float = 1000, **fields):
		doc = self.draft(amount, **fields)
		with self.acting_as(self.collector):
			write_offs.send(doc.name)
		return doc.reload()

	def approve(self, doc, user: str | None = None):
		with self.acting_as(user or self.manager):
			write_offs.approve(doc.name)
		return doc.reload()

	def booked(self, amount: float = 1000, **fields):
		return self.approve(self.sent(amount, **fields))

	def refused(
		self, text: str, action, *arguments, user: str = "Administrator", error=None, **fields
	) -> None:
		"""The user is told this, and nothing of what they tried stays."""
		frappe.db.savepoint("refused_step")
		with self.acting_as(user), self.assertRaisesRegex(error or frappe.ValidationError, text):
			action(*arguments, **fields)
		frappe.db.rollback(save_point="refused_step")

	def postings(self, journal: str) -> dict[str, float]:
		"""What a journal did to each account, debits positive, in company currency."""
		rows = frappe.get_all(
			"GL Entry", {"voucher_no": journal, "is_cancelled": 0}, ["account", "debit", "credit"]
		)
		result: dict[str, float] = {}
		for row in rows:
			result[row.account] = round(result.get(row.account, 0) + row.debit - row.credit, 2)
		return result

	def open_of(self, invoice) -> float:
		return frappe.db.get_value("Sales Invoice", invoice.name, "outstanding_amount")

	def file(self):
		return frappe.get_doc("Credit File", {"customer": self.customer})

	def today(self) -> str:
		return nowdate()
