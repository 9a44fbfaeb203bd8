"""Orders of different customers at the same time, who share one budget.

All snapshots are older than any of the submits, as in test_concurrency: none of them sees another.
"""

import frappe

from credit_control.services import budgets
from credit_control.tests.budget_case import make_budget, make_sales_person, sold_by
from credit_control.tests.committed_case import CommittedCase
from credit_control.tests.credit_documents import make_policy
from credit_control.tests.processes import at_once, submit_order

#: customers that order at the same time
CROWD = 8


class TestOneBudget(CommittedCase):
	def setUp(self):
		super().setUp()
		make_policy(
			changes=lambda doc: doc.append("checks", {"check": "Credit Budget", "sales_order": "Hold"})
		)
		self.seller = make_sales_person()
		self.budget = make_budget(holder=self.seller, amount=1000).name
		frappe.db.commit()

	def draft(self) -> str:
		customer = sold_by(self.make_credit_customer(limit=100_000), (self.seller, 100))
		return self.make_drafts(customer, rate=300)[0]

	def test_of_eight_customers_at_once_exactly_the_three_that_fit_pass(self):
		drafts = [self.draft() for _ in range(CROWD)]
		answers = at_once(submit_order, [(name,) for name in drafts])
		outcomes = sorted(answer.outcome for answer in answers)
		self.assertEqual(outcomes, ["held"] * (CROWD - 3) + ["passed"] * 3)
		frappe.db.rollback()
		listed = frappe.parse_json(frappe.db.get_value(budgets.DOCTYPE, self.budget, "recent_documents"))
		passed = frappe.get_all("Sales Order", {"name": ["in", drafts], "docstatus": 1}, pluck="name")
		self.assertEqual(sorted(entry["name"] for entry in listed), sorted(passed))
