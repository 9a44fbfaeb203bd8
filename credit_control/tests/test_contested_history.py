"""Disputed amounts leave the figures on late payment until they are settled, on every past day as it was."""

from __future__ import annotations

from datetime import timedelta

import frappe
from frappe.utils import add_days, getdate, nowdate

from credit_control.api import disputes as api
from credit_control.api import trade
from credit_control.services import contested, files, indicators, prefetch
from credit_control.services.indicators import Subject
from credit_control.tests.assessment_case import AssessmentCase
from credit_control.tests.bootstrap import DEBTORS_USD
from credit_control.tests.collection_documents import make_dispute, make_overdue_invoice
from credit_control.tests.credit_documents import days_ago
from credit_control.tests.factories import (
	make_credit_note,
	make_customer,
	make_payment,
	make_sales_invoice,
	make_terms,
	reconcile,
)

CODES = ("late_ratio", "weighted_days_late", "oldest_overdue_days", "overdue_share")
PUNCTUAL = (0, 0, 0, 0)
#: the invoice of 1000 that fell due 40 days ago is the only one
LATE = (100, 40, 40, 100)


class ContestedCase(AssessmentCase):
	def setUp(self):
		super().setUp()
		self.invoice = make_overdue_invoice(customer=self.customer, amount=100, qty=10)

	def values(self, back: int = 0) -> tuple:
		"""The four figures as an assessment of `back` days ago takes them today."""
		day = getdate() - timedelta(days=back)
		found = indicators.ledger_values(Subject(self.customer, self.company, day), getdate(days_ago(41)))
		return tuple(found[code] for code in CODES)

	def dispute(self, amount=1000, raised: int = 30, **fields):
		items = fields.pop("items", [(self.invoice, amount)])
		return make_dispute(customer=self.customer, items=items, raised_on=days_ago(raised), **fields)

	def settled(self, dispute, resolution: str, ago: int = 0, **fields):
		api.resolve(dispute.name, resolution, "As agreed", **fields)
		dispute.reload().db_set("resolved_on", days_ago(ago))


class TestScoring(ContestedCase):
	def test_without_a_dispute_it_is_late(self):
		self.assertEqual(self.values(), LATE)

	def test_an_open_dispute_takes_its_amount_out_from_the_day_it_was_raised(self):
		self.dispute(raised=30)
		self.assertEqual(self.values(), (None, None, 0, 0))
		self.assertEqual(self.values(back=30), (None, None, 0, 0))
		self.assertEqual(self.values(back=31), (100, 9, 9, 100))

	def test_the_part_that_is_not_disputed_stays_late(self):
		self.dispute(300)
		self.assertEqual(self.values(), LATE)
		make_payment(invoice=self.invoice, amount=700, date=days_ago(40))
		self.assertEqual(self.values(), PUNCTUAL)

	def test_a_draft_and_a_cancelled_dispute_excuse_nothing(self):
		self.dispute(submit=False)
		self.assertEqual(self.values(), LATE)
		self.dispute().cancel()
		self.assertEqual(self.values(), LATE)

	def test_a_rejected_one_counts_again_from_the_due_date(self):
		dispute = self.dispute(raised=30)
		self.settled(dispute, "Customer Pays", ago=10)
		self.assertEqual(self.values(back=11), (None, None, 0, 0))
		self.assertEqual(self.values(back=10), (100, 30, 30, 100))
		self.assertEqual(self.values(), LATE)
		make_payment(invoice=self.invoice, date=days_ago(5))
		self.assertEqual(self.values(), (100, 35, 0, 0))

	def test_a_withdrawn_one_counts_again_too(self):
		self.settled(self.dispute(), "Withdrawn")
		self.assertEqual(self.values(), LATE)

	def test_one_that_a_credit_note_solved_never_counts(self):
		dispute = self.dispute(300)
		frappe.get_doc(api.credit_note(dispute.name, self.invoice.name)).insert().submit()
		self.assertEqual(dispute.reload().status, "Resolved")
		make_payment(invoice=self.invoice.reload(), amount=700, date=days_ago(40))
		self.assertEqual(self.values(), PUNCTUAL)
		self.assertEqual(self.values(back=20), PUNCTUAL)

	def test_what_is_credited_while_a_dispute_is_open_is_not_excused_twice(self):
		self.dispute(300)
		make_credit_note(invoice=self.invoice, qty=3, settles_invoice=True, date=days_ago(20))
		self.assertEqual(contested.on_day(self.customer, self.company, getdate()), {})
		self.assertEqual(
			contested.on_day(self.customer, self.company, getdate(days_ago(21))), {self.invoice.name: 300}
		)

	def test_a_note_for_one_dispute_leaves_the_other_of_the_same_invoice_alone(self):
		self.dispute(700)
		second = self.dispute(300)
		frappe.get_doc(api.credit_note(second.name, self.invoice.name)).insert().submit()
		self.assertEqual(second.reload().status, "Resolved")
		self.assertEqual(contested.on_day(self.customer, self.company, getdate()), {self.invoice.name: 700})
		self.assertEqual(self.values(), (None, None, 0, 0))

	def test_a_credit_note_that_waits_to_be_allocated_excuses_what_it_granted(self):
		dispute = self.dispute(1000)
		note = make_credit_note(invoice=self.invoice, qty=4, date=days_ago(20))
		self.settled(dispute, "Credit Note Issued", ago=20, credit_note=note.name)
		self.assertEqual(contested.on_day(self.customer, self.company, getdate()), {self.invoice.name: 400})
		reconcile(self.customer)
		self.assertEqual(contested.on_day(self.customer, self.company, getdate()), {})
		self.assertEqual(self.values(), LATE)

	def test_of_two_instalments_the_earlier_is_the_disputed_one(self):
		self.invoice.cancel()
		terms = make_terms(portions=((50, 0), (50, 20)))
		invoice = make_sales_invoice(
			customer=self.customer, rate=1000, date=days_ago(41), payment_terms_template=terms.name
		)
		self.assertEqual(self.values()[1:3], (31, 41))
		self.dispute(items=[(invoice, 500)])
		self.assertEqual(self.values()[1:3], (21, 21))

	def test_a_foreign_invoice_is_disputed_in_company_currency(self):
		self.customer = make_customer(currency="USD").name
		files.create(self.customer)
		invoice = make_overdue_invoice(
			customer=self.customer, amount=100, currency="USD", debit_to=DEBTORS_USD
		)
		self.assertEqual(self.values(), LATE)
		self.dispute(items=[(invoice, invoice.base_grand_total)])
		self.assertEqual(self.values(), (None, None, 0, 0))

	def test_many_customers_are_asked_for_at_once(self):
		other = make_customer().name
		self.dispute()
		with prefetch.for_customers([self.customer, other]):
			self.assertEqual(contested.on_day(other, self.company, getdate()), {})
			frappe.db.delete("Payment Dispute Item")
			self.assertEqual(
				contested.on_day(self.customer, self.company, getdate()), {self.invoice.name: 1000}
			)


class TestRecordAndAssessment(ContestedCase):
	def record(self, **fields) -> dict:
		return trade.record(files.file_of(self.customer), **fields)["overdue"]

	def test_the_overdue_record_tells_what_is_disputed_and_does_not_count_it(self):
		self.dispute(raised=30)
		found = self.record()
		self.assertEqual((found["times"], found["judged"], found["disputed"]), (0, 0, 1000))
		before = self.record(as_of=add_days(nowdate(), -31))
		self.assertEqual((before["times"], before["overdue"], before["disputed"]), (1, 1000, 0))

	def test_an_assessment_keeps_what_it_knew_when_the_dispute_is_settled_later(self):
		dispute = self.dispute()
		self.known_customer()
		first = self.assess()
		self.settled(dispute, "Customer Pays")
		second = self.assess()
		late = {
			doc.name: {row.indicator: row.value for row in doc.factors}["Average Days Late"]
			for doc in (first.reload(), second)
		}
		self.assertEqual(late[first.name], "0.00 d")
		self.assertNotEqual(late[second.name], "0.00 d")
