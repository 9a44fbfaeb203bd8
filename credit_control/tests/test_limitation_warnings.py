"""One invoice that has lapsed already hides no other: on the Credit File, in the case and in a Legal Action."""

import frappe
from frappe.utils import add_days, add_years, getdate, nowdate

from credit_control.api import legal_actions as api
from credit_control.services import case_debtors, legal_actions, limitation, limitation_tasks
from credit_control.tests.bootstrap import COMPANY
from credit_control.tests.collection_documents import make_overdue_invoice
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.factories import make_payment
from credit_control.tests.legal_documents import make_action


class TestLimitationWarnings(CreditCase):
	mode = "Warn Only"

	def setUp(self):
		super().setUp()
		self.customer = self.make_credit_customer(limit=100_000)
		self.file = frappe.get_doc("Credit File", {"customer": self.customer})
		self.file.db_set("specialist", self.user("Credit Specialist").name)

	def lapsing(self, days: int):
		"""An invoice that lapses in so many days, or lapsed that many ago."""
		due = getdate(add_years(add_days(nowdate(), days), -limitation.years()))
		return make_overdue_invoice(customer=self.customer, amount=80, days=(getdate() - due).days)

	def warned_of(self) -> list[str]:
		list(limitation_tasks.remind_all())
		filters = {"reference_type": "Credit File", "reference_name": self.file.name, "status": "Open"}
		return [str(day) for day in frappe.get_all("ToDo", filters, pluck="date")]

	def action(self, *invoices):
		return make_action(customer=self.customer, items=[(invoice, 80) for invoice in invoices])

	def test_the_file_is_warned_of_what_lapses_next_beside_what_has_lapsed(self):
		self.lapsing(-30)
		self.assertEqual(self.warned_of(), [])
		self.lapsing(10)
		self.assertEqual(self.warned_of(), [add_days(nowdate(), 10)])

	def test_the_case_counts_what_can_still_be_saved(self):
		self.lapsing(-30)
		debtor = case_debtors.debtor_of(self.customer, COMPANY, getdate())
		self.assertEqual(debtor.limitation, getdate(add_days(nowdate(), -30)))
		self.lapsing(10)
		debtor = case_debtors.debtor_of(self.customer, COMPANY, getdate())
		self.assertEqual(debtor.limitation, getdate(add_days(nowdate(), 10)))

	def test_an_action_names_the_claim_that_lapses_next(self):
		lapsed, near = self.lapsing(-30), self.lapsing(10)
		action = self.action(lapsed, near)
		self.assertEqual(str(action.reload().limitation_date), add_days(nowdate(), 10))
		make_payment(invoice=near)
		legal_actions.update_customer(self.customer, COMPANY)
		self.assertEqual(str(action.reload().limitation_date), add_days(nowdate(), -30))

	def test_a_claim_is_warned_of_again_once_its_action_was_withdrawn_but_not_after_a_judgment(self):
		action = self.action(self.lapsing(10))
		self.assertEqual(self.warned_of(), [])
		api.close(action.name, "Lost", nowdate(), "The delivery could not be shown")
		self.assertEqual(self.warned_of(), [])
		api.undo(action.name, "It was another one")
		api.close(action.name, "Withdrawn", nowdate(), "They asked for time")
		self.assertEqual(self.warned_of(), [add_days(nowdate(), 10)])
