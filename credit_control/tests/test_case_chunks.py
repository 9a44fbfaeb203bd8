"""The daily run of Collection Cases reads many customers at once, and says of each what it says of it alone."""

from contextlib import contextmanager
from unittest.mock import patch

import frappe
from frappe.utils import add_days, getdate, nowdate

from credit_control.services import case_debtors, collection_cases, prefetch
from credit_control.tests.collection_case import CollectionCaseCase
from credit_control.tests.collection_documents import (
	make_dispute,
	make_overdue_invoice,
	make_plan,
	make_promise,
)
from credit_control.tests.factories import make_payment
from credit_control.tests.limit_documents import make_security

INSURED = {
	"security_type": "Credit Insurance",
	"must_report": 1,
	"report_after_days": 60,
	"coverage_percent": 80,
	"maximum_amount": 5000,
}


class TestChunks(CollectionCaseCase):
	def setUp(self):
		super().setUp()
		self.pairs = [(self.make_credit_customer(), self.company) for _each in range(7)]
		names = [customer for customer, _company in self.pairs]
		self.invoices = {name: make_overdue_invoice(customer=name) for name in names}

	def in_every_state(self) -> None:
		"""One disputes, one has promised, one broke a promise, one is in a plan, one in default, one insured."""
		disputes, promises, broke, plans, defaults, insured, pays = (
			customer for customer, _company in self.pairs
		)
		make_dispute(customer=disputes, items=[(self.invoices[disputes], 300)])
		make_promise(customer=promises, amount=400, items=[self.invoices[promises]])
		promise = make_promise(customer=broke, amount=500)
		frappe.db.set_value(
			promise.doctype, promise.name, {"status": "Broken", "promised_date": add_days(nowdate(), -9)}
		)
		for customer in (plans, defaults):
			plan = make_plan(
				customer=customer, items=[(self.invoices[customer], 1000)], instalments=[(10, 500), (40, 500)]
			)
			if customer == defaults:
				plan.db_set("status", "In Default")
		make_security(customer=insured, **INSURED)
		make_payment(customer=pays, amount=250)

	def test_each_is_judged_as_it_is_alone(self):
		self.in_every_state()
		names = [customer for customer, _company in self.pairs]
		alone = [case_debtors.debtor_of(name, self.company, getdate()) for name in names]
		with prefetch.for_customers(names):
			together = [case_debtors.debtor_of(name, self.company, getdate()) for name in names]
		self.assertEqual(together, alone)
		self.assertEqual(len({str(each) for each in alone}), len(alone))

	def test_renewing_costs_a_few_statements_for_each(self):
		collection_cases._update_chunk(self.pairs, getdate())
		few, many = (self.statements(self.pairs[:count]) for count in (2, 7))
		# the open case, its contacts, its figures, two savepoints
		self.assertLessEqual((many - few) / 5, 5)

	def statements(self, pairs) -> int:
		run, count = frappe.db.sql, [0]

		def counted(*given, **named):
			count[0] += 1
			return run(*given, **named)

		with patch.object(frappe.local.db, "sql", counted):
			collection_cases._update_chunk(pairs, getdate())
		return count[0]

	def test_a_lock_that_undoes_a_chunk_is_met_again_and_nobody_is_lost(self):
		with self.locked(times=1):
			self.assertEqual(collection_cases._update_chunk(self.pairs, getdate()), 7)
		for customer, company in self.pairs:
			self.assertIsNotNone(collection_cases.open_case(customer, company))

	def test_a_chunk_that_stays_locked_is_told_and_left_to_the_next_day(self):
		with self.locked(times=collection_cases.TRIES):
			self.assertEqual(collection_cases._update_chunk(self.pairs, getdate()), 0)
		said = f"Collection Cases of {self.pairs[0][0]} to {self.pairs[-1][0]} were not updated: locked"
		self.assertTrue(frappe.db.exists("Error Log", {"method": said}))
		self.assertEqual(collection_cases._update_chunk(self.pairs, getdate()), 7)

	@contextmanager
	def locked(self, *, times: int):
		"""As MariaDB does in a deadlock about the third customer: all that was not committed is undone."""
		left, update, rollback = [times], collection_cases.update, frappe.db.rollback

		def taken(customer, company, today):
			if customer == self.pairs[2][0] and left[0]:
				left[0] -= 1
				raise frappe.QueryDeadlockError(1213, "Deadlock found when trying to get lock")
			return update(customer, company, today)

		frappe.db.savepoint("test_chunk")
		with (
			patch.object(collection_cases, "update", taken),
			patch.object(
				frappe.local.db,
				"rollback",
				lambda *, save_point=None: rollback(save_point=save_point or "test_chunk"),
			),
		):
			yield
