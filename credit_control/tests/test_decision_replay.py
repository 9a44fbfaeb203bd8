"""A decision judged again from what was stored of it, after everything around it has changed."""

from __future__ import annotations

from contextlib import contextmanager
from unittest.mock import patch

import frappe
from frappe.utils import add_days, nowdate

from credit_control.api import decisions as api
from credit_control.services import chains, files, judging, recording, settings
from credit_control.tests.credit_documents import amend, check_row, make_policy, make_scorecard
from credit_control.tests.days import years_later
from credit_control.tests.decision_case import DecisionCase
from credit_control.tests.decision_kinds import KindsCase
from credit_control.tests.factories import make_payment, make_sales_invoice


class Replaying:
	"""Judged again each decision gives what it gave, word for word, and its chain is whole."""

	def assert_stands(self, *decisions) -> None:
		for decision in decisions:
			decision.reload()
			with patch.object(frappe.db, "sql", side_effect=AssertionError("a replay asks the database")):
				again = judging.replay(decision.inputs)
			outcome = "Held" if decision.outcome == recording.WOULD_HOLD else decision.outcome
			self.assertEqual((again.outcome, recording.dumps(again)), (outcome, decision.results))
			found = api.verify(decision.name)
			self.assertEqual((found["outcome"], found["differences"], found["broken"]), (outcome, [], []))


class TestReplay(Replaying, DecisionCase):
	def setUp(self):
		super().setUp()
		self.policy = make_policy(
			changes=lambda doc: check_row(doc, "Oldest Overdue").update({"ignore_below": 1})
		)
		self.card = make_scorecard()

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


class TestEachKindYearsLater(Replaying, KindsCase):
	"""Passed, warned, held, released, exempt, by Update Items and re-opened, on orders, offers and journals."""

	def test_each_stands_when_everything_around_it_has_changed(self):
		self.change_everything()
		with years_later(7) as moment:
			self.assertEqual(judging.today(), moment.date())
			self.assert_stands(*self.kinds.values())
			self.assert_told_in_chinese(self.kinds["held"])

	def change_everything(self) -> None:
		"""Two policies since, another grade, limit, name, mode, exposure and language."""
		first = make_policy(
			changes=lambda doc: check_row(doc, "Credit Limit").update({"sales_order": "Ignore"})
		)
		amend(first, lambda doc: doc.set("checks", [check_row(doc, "Warning Line")]))
		file = frappe.get_doc("Credit File", self.file)
		file.limits[0].update({"credit_limit": 90_000, "limit_mode": "Unlimited"})
		file.save()
		file.db_set("grade", "D")
		settings.set_mode(self.company, settings.OFF)
		frappe.db.set_single_value(settings.SETTINGS, {"include_open_orders": 0, "horizon_days": 1})
		frappe.rename_doc("Customer", self.customer, f"Renamed {self.customer}", force=True)
		frappe.delete_doc("Credit Hold", self.kinds["held by Update Items"].hold, force=True)
		self.enterContext(language("zh"))

	def assert_told_in_chinese(self, decision) -> None:
		recording.show(decision)
		self.assertIn("超出", decision.explanation)


class TestSeveralVersionsOfAPolicy(Replaying, DecisionCase):
	def test_decisions_of_one_chain_stand_each_by_the_version_of_its_day(self):
		policy = make_policy()
		decisions = []
		for reaction in ("Hold", "Warn", "Ignore"):
			policy = amend(
				policy, lambda doc, to=reaction: check_row(doc, "Credit Limit").update({"sales_order": to})
			)
			decisions.append(self.judged(policy, reaction))
		outcomes = [decision.outcome for decision in decisions]
		self.assertEqual(outcomes, ["Held", "Warned", "Passed"])
		self.assertEqual(len({decision.policy for decision in decisions}), 3)
		policy.cancel()
		with years_later(10):
			self.assert_stands(*decisions)

	def judged(self, policy, reaction: str):
		order = self.order(1500, submit=False)
		self.submit_refused(order) if reaction == "Hold" else order.submit()
		decision = self.decision(order)
		self.assertEqual(decision.policy, policy.name)
		if order.docstatus:
			order.reload().cancel()
		return decision


@contextmanager
def language(code: str):
	before, frappe.local.lang = frappe.local.lang, code
	try:
		yield
	finally:
		frappe.local.lang = before
