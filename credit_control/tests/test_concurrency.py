"""Orders of one customer that are submitted at the same time, by processes of their own.

All snapshots are older than any of the submits, which is the worst case: none of them sees another.
"""

import frappe
from frappe.utils import nowdate

from credit_control.erp.exposure import read_exposure
from credit_control.services import chains, files, judging, locking, settings
from credit_control.services.hold_words import ALL_DOCUMENTS
from credit_control.tests import bootstrap, processes
from credit_control.tests.bootstrap import SERVICE
from credit_control.tests.committed_case import CommittedCase
from credit_control.tests.factories import (
	make_customer,
	make_delivery_note,
	make_payment,
	make_sales_invoice,
	make_sales_order,
)
from credit_control.tests.processes import Crew, at_once

#: orders submitted at the same time
CROWD = 32


class ConcurrencyCase(CommittedCase):
	def submit_at_once(self, drafts: list[str]) -> list[str]:
		"""Submit the drafts in one process each; returns how each ended, sorted."""
		answers = at_once(processes.submit_order, [(name,) for name in drafts])
		return sorted(answer.outcome for answer in answers)

	def exposure(self, customer: str) -> float:
		frappe.db.rollback()
		found = read_exposure(customer, self.company, settings.switches(), judging.today())
		return float(found.total)

	def assert_chain_is_whole(self, customer: str) -> None:
		self.assertEqual(chains.chain_faults(files.file_of(customer)), [])


class TestOneLimit(ConcurrencyCase):
	def test_of_thirty_two_orders_at_once_exactly_the_three_that_fit_pass(self):
		customer = self.make_credit_customer(limit=1150)
		outcomes = self.submit_at_once(self.make_drafts(customer, rate=300, number=CROWD))
		self.assertEqual(outcomes, ["held"] * (CROWD - 3) + ["passed"] * 3)
		self.assertEqual(self.exposure(customer), 900)
		self.assertEqual(self.outcomes(customer), ["Held"] * (CROWD - 3) + ["Passed"] * 3)
		self.assertEqual(frappe.db.count("Credit Hold", {"customer": customer, "status": "Held"}), CROWD - 3)
		self.assert_chain_is_whole(customer)

	def test_two_orders_that_grow_at_once_never_share_the_room(self):
		customer = self.make_credit_customer(limit=1000)
		orders = [make_sales_order(customer=customer, rate=400, item=SERVICE).name for _ in range(2)]
		frappe.db.commit()
		answers = at_once(processes.enlarge_order, [(name, 600) for name in orders])
		self.assertEqual(sorted(answer.outcome for answer in answers), ["held", "passed"])
		self.assertEqual(self.exposure(customer), 1000)

	def test_two_orders_never_use_the_same_advance(self):
		customer = self.make_credit_customer(mode="No Credit", limit=0)
		make_payment(customer=customer, amount=500)
		outcomes = self.submit_at_once(self.make_drafts(customer, rate=500, number=2))
		self.assertEqual(outcomes, ["held", "passed"])
		self.assertEqual(self.exposure(customer), 0)

	def test_the_first_orders_of_a_customer_make_one_credit_file(self):
		customer = make_customer().name
		outcomes = self.submit_at_once(self.make_drafts(customer, rate=100, number=3))
		self.assertEqual(outcomes, ["passed"] * 3)
		self.assertEqual(frappe.db.count("Credit File", {"customer": customer}), 1)
		self.assert_chain_is_whole(customer)


class TestOneRelease(ConcurrencyCase):
	def test_orders_at_once_never_use_more_of_a_release_than_its_cap(self):
		customer = self.make_credit_customer(limit=100)
		hold = self.release_all_of(customer, cap=1000)
		outcomes = self.submit_at_once(self.make_drafts(customer, rate=300, number=8))
		self.assertEqual(outcomes, ["held"] * 5 + ["passed"] * 3)
		frappe.db.rollback()
		uses = frappe.get_all("Credit Release Use", {"parent": hold}, pluck="amount")
		self.assertEqual(
			(uses, frappe.db.get_value("Credit Hold", hold, "consumed_amount")), ([300] * 3, 900)
		)

	def release_all_of(self, customer: str, cap: float) -> str:
		"""A committed release for all documents of a customer."""
		draft = self.make_drafts(customer, rate=1)[0]
		values = {"scope": ALL_DOCUMENTS, "status": "Released", "amount_cap": cap, "valid_to": nowdate()}
		hold = frappe.get_doc(
			{
				"doctype": "Credit Hold",
				"reference_doctype": "Sales Order",
				"reference_name": draft,
				"customer": customer,
				"company": self.company,
				"currency": bootstrap.CURRENCY,
				**values,
			}
		).insert()
		frappe.db.commit()
		return hold.name


class TestWarnOnly(ConcurrencyCase):
	mode = settings.WARN_ONLY

	def test_nobody_waits_and_nothing_is_lost_from_the_record(self):
		customer = self.make_credit_customer(limit=500)
		outcomes = self.submit_at_once(self.make_drafts(customer, rate=300, number=4))
		self.assertEqual(outcomes, ["passed"] * 4)
		self.assertEqual(len(self.outcomes(customer)), 4)
		self.assert_chain_is_whole(customer)


class TestWhatIsShipped(ConcurrencyCase):
	def invoice(self, **source):
		"""Submit an invoice in another process, while this one holds the lock on its customer."""
		invoice = make_sales_invoice(submit=False, **source)
		frappe.db.commit()
		locking.lock_row(files.file_of(invoice.customer))
		answer = at_once(processes.submit_impatiently, [(invoice.name, "Sales Invoice")])[0]
		frappe.db.rollback()
		return answer.outcome

	def test_its_invoice_waits_for_nobody_who_orders_meanwhile(self):
		order = make_sales_order(customer=self.make_credit_customer(), rate=600, item=SERVICE)
		self.assertEqual(self.invoice(delivery=make_delivery_note(order=order)), "passed")

	def test_an_invoice_of_what_is_not_shipped_waits(self):
		order = make_sales_order(customer=self.make_credit_customer(), rate=600, item=SERVICE)
		self.assertEqual(self.invoice(order=order), "busy")


class TestWhileOneIsBeingJudged(ConcurrencyCase):
	"""A process that has passed the judgement holds the lock until it commits, or dies."""

	def setUp(self):
		super().setUp()
		self.fill_rows_of("Sales Order")
		self.customer, self.neighbour = self.make_credit_customer(), self.make_credit_customer()
		self.first, self.second = self.make_drafts(self.customer, rate=600, number=2)
		self.holder = Crew(processes.submit_and_wait, [(self.first,)], with_me=True).start()
		self.addCleanup(self.holder.kill)
		self.holder.meet()

	def one(self, task, *given) -> str:
		return at_once(task, [given])[0].outcome

	def assert_passes(self, task, *given) -> None:
		answer = at_once(task, [given])[0]
		self.assertEqual((answer.outcome, answer.said, answer.codes), ("passed", "", ()))

	def test_orders_of_other_customers_pass_meanwhile(self):
		order = self.make_drafts(self.neighbour, rate=600)[0]
		self.assert_passes(processes.submit_impatiently, order)

	def test_a_customers_very_first_order_passes_meanwhile(self):
		order = self.make_drafts(make_customer().name, rate=600)[0]
		self.assert_passes(processes.submit_impatiently, order)

	def test_drafts_of_the_same_customer_are_saved_meanwhile(self):
		self.assert_passes(processes.insert_order, self.customer)

	def test_an_order_of_the_same_customer_is_told_to_submit_again(self):
		self.assertEqual(self.one(processes.submit_impatiently, self.second), "busy")
		self.assertEqual(self.outcomes(self.customer), [])

	def test_a_killed_process_leaves_nothing_behind(self):
		self.holder.kill()
		self.assertEqual(self.submit_at_once([self.second]), ["passed"])
		self.assertEqual(self.outcomes(self.customer), ["Passed"])
		self.assertEqual(frappe.db.get_value("Sales Order", self.first, "docstatus"), 0)
		self.assertEqual(self.exposure(self.customer), 600)
		recent = frappe.db.get_value("Credit File", {"customer": self.customer}, "recent_documents")
		self.assertEqual([entry["name"] for entry in frappe.parse_json(recent)], [self.second])
