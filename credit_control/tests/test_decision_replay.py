"""A decision judged again from what was stored of it, after everything around it has changed."""

from __future__ import annotations

from unittest.mock import patch

import frappe
from frappe.utils import add_days, nowdate

from credit_control.api import decisions as api
from credit_control.services import chains, files, judging, recording, settings
from credit_control.tests.credit_documents import amend, check_row, make_policy, make_scorecard
from credit_control.tests.decision_case import DecisionCase
from credit_control.tests.factories import make_payment, make_sales_invoice


class ReplayCase(DecisionCase):
	def setUp(self):
		super().setUp()
		self.policy = make_policy(
			changes=lambda doc: check_row(doc, "Oldest Overdue").update({"ignore_below": 1})
		)
		self.card = make_scorecard()

	def assert_stands(self, *decisions) -> None:
		"""Judged again each gives what it gave, word for word, and its chain is whole."""
		for decision in decisions:
			decision.reload()
			again = judging.replay(decision.inputs)
			self.assertEqual((again.outcome, recording.dumps(again)), (decision.outcome, decision.results))
			found = api.verify(decision.name)
			self.assertEqual(
				(found["outcome"], found["differences"], found["broken"]), (decision.outcome, [], [])
			)


class TestReplay(ReplayCase):
	def test_a_decision_judged_again_gives_the_same_results(self):
		self.assert_stands(*self.three_decisions())

	def test_after_the_policy_and_the_scorecard_were_amended(self):
		decisions = self.three_decisions()
		amend(self.policy, lambda doc: doc.set("checks", [check_row(doc, "Warning Line")]))
		amend(self.card, lambda doc: doc.update({"minimum_coverage": 90}))
		self.assert_stands(*decisions)
		self.assertEqual({decision.policy for decision in decisions}, {self.policy.name})

	def test_after_the_limit_was_raised_the_debt_paid_and_the_settings_changed(self):
		invoice = make_sales_invoice(customer=self.customer, rate=400)
		decisions = self.three_decisions()
		make_payment(invoice=invoice)
		file = frappe.get_doc("Credit File", self.file)
		file.limits[0].update({"credit_limit": 90_000, "limit_mode": "Limited"})
		file.save()
		file.db_set("grade", "D")
		frappe.db.set_single_value(settings.SETTINGS, {"include_open_orders": 0, "horizon_days": 1})
		self.assert_stands(*decisions)

	def test_after_the_customer_and_the_user_were_renamed(self):
		seller = self.user()
		with self.acting_as(seller.name):
			decisions = [self.decision(self.order(100)), self.decision(self.order(50))]
		frappe.rename_doc("User", seller.name, f"renamed-{seller.name}", force=True)
		frappe.rename_doc("Customer", self.customer, f"Renamed {self.customer}", force=True)
		self.assert_stands(*decisions)
		self.assertEqual(decisions[0].customer, f"Renamed {self.customer}")
		self.assertEqual(decisions[0].user, f"renamed-{seller.name}")

	def test_after_the_order_was_cancelled_and_its_draft_deleted(self):
		passed, held = self.order(100), self.order(5000, submit=False)
		self.submit_refused(held)
		decisions = [self.decision(passed), self.decision(held)]
		passed.reload().cancel()
		held.delete()
		self.assert_stands(*decisions)

	def test_years_later(self):
		"""A temporary limit and a review that were in date then may be out of date by now: nobody looks."""
		file = frappe.get_doc("Credit File", self.file)
		file.limits[0].update({"temporary_limit": 500, "temporary_until": nowdate()})
		file.update({"next_review": add_days(nowdate(), 1)})
		file.save()
		decision = self.decision(self.order(1400))
		with patch.object(judging, "today", side_effect=AssertionError("a replay looks at the clock")):
			self.assert_stands(decision)

	def test_after_its_customer_was_merged_into_another(self):
		decisions = self.three_decisions()
		kept = self.make_credit_customer(limit=10)
		frappe.rename_doc("Customer", self.customer, kept, merge=True, force=True)
		self.assert_stands(*decisions)
		self.assertEqual(chains.chain_faults(files.file_of(kept)), [])
