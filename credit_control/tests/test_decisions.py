"""Credit Decisions: each judgement is on record, chained, and can be judged again; nothing else is."""

import json
from unittest.mock import patch

import frappe

from credit_control.services import chains, files, judging, recording, settings
from credit_control.services.gate import CreditHoldError
from credit_control.tests.decision_case import DecisionCase
from credit_control.tests.factories import make_sales_invoice, make_sales_order


class TestRecord(DecisionCase):
	def test_a_decision_keeps_who_what_when_and_every_figure(self):
		seller = self.user()
		self.order(300)
		with self.acting_as(seller.name):
			decision = self.decision(self.order(200))
		self.assertEqual(
			(decision.customer, decision.company, decision.event, decision.mode, decision.outcome),
			(self.customer, self.company, "Submit", "Enforce", "Passed"),
		)
		self.assertEqual((decision.user, decision.credit_file), (seller.name, self.file))
		self.assertEqual(
			(decision.amount, decision.exposure_before, decision.exposure_after, decision.effective_limit),
			(200, 300, 500, 1000),
		)
		self.assertEqual((decision.grade, decision.limit_mode), ("A", "Limited"))
		self.assertEqual(decision.policy, judging.policy_for(self.customer, self.company).name)

	def test_a_held_one_keeps_the_reasons_and_names_its_hold(self):
		order = self.order(5000, submit=False)
		self.submit_refused(order)
		decision = self.decision(order)
		self.assertIn("4,000.00 above the limit of", decision.explanation)
		self.assertEqual(decision.hold, self.hold_of(order).name)
		self.assertEqual(self.hold_of(order).decision, decision.name)

	def test_an_exempt_one_keeps_why(self):
		invoice = make_sales_invoice(customer=self.customer, rate=5000, paid=5000)
		decision = self.decision(invoice)
		self.assertEqual((decision.outcome, decision.exemption), ("Exempt", "Paid in full"))

	def test_results_keep_each_check_with_value_threshold_and_reaction(self):
		order = self.order(5000, submit=False)
		self.submit_refused(order)
		results = {row["check"]: row for row in json.loads(self.decision(order).results)["results"]}
		limit = results["limit"]
		self.assertEqual((limit["failed"], limit["reaction"]), (True, "Hold"))
		self.assertEqual((float(limit["value"]), float(limit["threshold"])), (5000, 1000))
		self.assertFalse(results["oldest_overdue"]["failed"])

	def test_it_cannot_be_changed_or_deleted_not_even_by_administrator(self):
		decision = self.decision(self.order())
		decision.explanation = "Nothing happened"
		with self.assertRaisesRegex(frappe.PermissionError, "cannot be changed or deleted"):
			decision.save(ignore_permissions=True)
		with self.assertRaisesRegex(frappe.PermissionError, "cannot be changed or deleted"):
			frappe.delete_doc("Credit Decision", decision.name, force=True, ignore_permissions=True)
		self.assertTrue(frappe.db.exists("Credit Decision", decision.name))

	def test_a_deleted_draft_leaves_its_decisions(self):
		order = self.order(5000, submit=False)
		self.submit_refused(order)
		decision = self.decision(order)
		order.delete()
		self.assertEqual(frappe.db.get_value("Credit Decision", decision.name, "outcome"), "Held")
		self.assertEqual(chains.chain_faults(self.file), [])


class TestWarnOnly(DecisionCase):
	mode = settings.WARN_ONLY

	def test_what_would_have_been_held_is_recorded_as_would_hold_with_its_reasons(self):
		decision = self.decision(self.order(5000))
		self.assertEqual((decision.outcome, decision.mode, decision.hold), ("Would Hold", "Warn Only", None))
		self.assertIn("4,000.00 above the limit of", decision.explanation)

	def test_a_document_that_was_rolled_back_for_another_reason_leaves_no_decision(self):
		frappe.db.savepoint("other_reason")
		order = self.order(5000)
		frappe.db.rollback(save_point="other_reason")
		self.assertEqual(self.decisions_of(order), [])

	def test_a_document_that_stays_a_draft_for_another_reason_leaves_no_decision(self):
		order = self.order(5000, submit=False)
		frappe.db.savepoint("other_reason")
		frappe.get_doc("Sales Order", order.name).submit()
		frappe.db.rollback(save_point="other_reason")
		self.assertEqual(self.decisions_of(order), [])


class TestAfterTheTransaction(DecisionCase):
	"""The callbacks that the end of a transaction runs, without ending the test's own."""

	def setUp(self):
		super().setUp()
		self.written = []
		self.enterContext(patched_writer(self.written))

	def test_a_rollback_writes_the_held_record_and_drops_the_others(self):
		held = self.order(5000, submit=False)
		with self.assertRaises(CreditHoldError):
			frappe.get_doc("Sales Order", held.name).submit()
		settings.set_mode(self.company, settings.WARN_ONLY)
		self.order(10)
		recording._after_rollback()
		self.assertEqual([(r.name, r.outcome) for r in self.written], [(held.name, "Held")])

	def test_a_savepoint_rollback_and_a_commit_still_write_the_held_record(self):
		held = self.order(5000, submit=False)
		frappe.db.savepoint("bulk_row")
		with self.assertRaises(CreditHoldError):
			frappe.get_doc("Sales Order", held.name).submit()
		frappe.db.rollback(save_point="bulk_row")
		recording._after_commit()
		self.assertEqual([(r.name, r.outcome) for r in self.written], [(held.name, "Held")])

	def test_nothing_is_written_twice(self):
		held = self.order(5000, submit=False)
		with self.assertRaises(CreditHoldError):
			frappe.get_doc("Sales Order", held.name).submit()
		recording._after_rollback()
		recording._after_commit()
		self.assertEqual(len(self.written), 1)


def patched_writer(written: list):
	return patch.object(recording, "_write_in_own_transactions", written.extend)


class TestChain(DecisionCase):
	def test_decisions_are_chained_from_the_first_to_the_files_last_hash(self):
		first, second, third = self.three_decisions()
		self.assertEqual((first.previous_hash or ""), "")
		self.assertEqual((second.previous_hash, third.previous_hash), (first.hash, second.hash))
		self.assertEqual(frappe.db.get_value("Credit File", self.file, "last_decision_hash"), third.hash)
		self.assertEqual(chains.chain_faults(self.file), [])

	def test_each_customer_has_a_chain_of_its_own(self):
		self.three_decisions()
		other = self.make_credit_customer(limit=1000)
		decision = self.decision(make_sales_order(customer=other, rate=1))
		self.assertEqual(decision.previous_hash or "", "")
		self.assertEqual(chains.chain_faults(files.file_of(other)), [])

	def test_taking_out_a_decision_in_the_middle_is_found_at_the_next(self):
		_, second, third = self.three_decisions()
		frappe.db.delete("Credit Decision", second.name)
		self.assertEqual(chains.chain_faults(self.file), [third.name])

	def test_taking_out_the_last_decision_is_found_at_the_file(self):
		*_, third = self.three_decisions()
		frappe.db.delete("Credit Decision", third.name)
		self.assertEqual(chains.chain_faults(self.file), [self.file])
