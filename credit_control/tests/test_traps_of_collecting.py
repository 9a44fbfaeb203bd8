"""The traps of collecting that others fell into, each by its number in the list of the domain."""

import frappe

from credit_control.services import collection_preview
from credit_control.tests.bootstrap import COMPANY
from credit_control.tests.collection_documents import (
	make_dispute,
	make_overdue_invoice,
	make_plan,
	make_promise,
)
from credit_control.tests.strategy_case import StrategyCase, make_dunning_type, step


class TestTrap12(StrategyCase):
	def test_trap_12_dunning_is_once_per_invoice_and_level_previewed_to_the_right_contact_and_never_for_excused_items(
		self,
	):
		"""Dunning is idempotent, previewed, sent to the right contact, never to disputed, promised or planned items."""
		kind = make_dunning_type(fee=20)
		strategy = self.strategy(
			step("First", 5, dunning_type=kind),
			step("Second", 15, dunning_type=kind),
			only_for_company=COMPANY,
		)
		self.contact_of(self.customer, "sales@buyer.example", billing=0, primary=1)
		dunned, disputed, promised, planned = (
			make_overdue_invoice(customer=self.customer, amount=amount, days=10)
			for amount in (400, 300, 200, 100)
		)
		make_dispute(customer=self.customer, items=[(disputed, 300)])
		make_promise(customer=self.customer, amount=200, items=[promised])
		make_plan(customer=self.customer, items=[(planned, 100)], instalments=[(10, 50), (40, 50)])

		page = collection_preview.preview(strategy, COMPANY, frappe.utils.getdate())
		(row,) = [row for row in page["rows"] if row["customer"] == self.customer]
		for days in (0, 0, 0, 10, 10, 11):
			self.run_on(days, strategy)

		rows = frappe.get_all(
			"Overdue Payment",
			{"sales_invoice": ["in", [each.name for each in (dunned, disputed, promised, planned)]]},
			["sales_invoice", "dunning_level"],
			order_by="dunning_level asc",
		)
		self.assertEqual(
			[(each.sales_invoice, each.dunning_level) for each in rows], [(dunned.name, 1), (dunned.name, 2)]
		)
		self.assertEqual([each["invoice"] for each in row["items"]], [dunned.name])
		self.assertEqual(
			{each["invoice"] for each in row["left_out"]}, {disputed.name, promised.name, planned.name}
		)
		billing = row["recipient"]
		self.assertNotEqual(billing, "sales@buyer.example")
		self.assertEqual(self.recipients(), [[billing], [billing]])
