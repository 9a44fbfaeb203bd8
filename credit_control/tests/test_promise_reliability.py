"""Promises kept, partly kept and broken as an indicator of a scorecard, as of any day."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import frappe
from frappe.utils import add_days, getdate, nowdate

from credit_control import tasks
from credit_control.services import prefetch, promise_outcomes, settings
from credit_control.services.assessment_basis import assess_customer
from credit_control.tests.assessment_case import AssessmentCase
from credit_control.tests.collection_documents import make_overdue_invoice, make_promise
from credit_control.tests.credit_documents import days_ago, factor_row, make_scorecard
from credit_control.tests.factories import make_customer, make_payment

LABEL = "Promises Kept"
BANDS = (("", 0), ("50", 40), ("70", 70), ("90", 100))


def with_promises(card) -> None:
	"""Five points of the share of late invoices for the promises that were kept."""
	late = next(row for row in card.factors if row.indicator == "Share of Invoices Paid Late")
	late.weight -= 5
	card.append("factors", {"indicator": LABEL, "weight": 5})
	for start, points in BANDS:
		card.append("bands", {"indicator": LABEL, "from_value": start, "points": points})


class ReliabilityCase(AssessmentCase):
	def setUp(self):
		super().setUp()
		self.invoice = make_overdue_invoice(customer=self.customer, amount=3000)

	def promise(self, due: int, amount: float = 1000, **fields):
		"""A promise made ten days before its day, which was `due` days ago."""
		made_on = days_ago(due + 10)
		return make_promise(
			customer=self.customer, amount=amount, days=-due, made_on=made_on, items=[self.invoice], **fields
		)

	def pay(self, amount: float, ago: int):
		return make_payment(invoice=self.invoice.reload(), amount=amount, date=days_ago(ago))

	def kept(self, back: int = 0) -> Decimal | None:
		day = getdate() - timedelta(days=back)
		found = assess_customer(self.customer, self.company, day)[0].facts.values["promises_kept"]
		return None if found is None else round(found, 2)

	def judged_again(self):
		tasks.update_conduct(self.customer, self.company)


class TestThePast(ReliabilityCase):
	def test_a_customer_that_promised_nothing_has_no_figure(self):
		self.assertIsNone(self.kept())

	def test_kept_partly_kept_and_broken_are_averaged(self):
		self.promise(30)
		self.pay(1000, ago=31)
		self.promise(15)
		self.pay(400, ago=16)
		broken = self.promise(2)
		self.judged_again()
		self.assertEqual(broken.reload().status, "Broken")
		# (100 + 40 + 0) / 3
		self.assertEqual(self.kept(), Decimal("46.67"))

	def test_a_past_day_knows_the_promises_that_were_over_then(self):
		self.promise(30)
		self.pay(1000, ago=31)
		self.promise(5)
		self.judged_again()
		self.assertEqual((self.kept(), self.kept(back=5), self.kept(back=30)), (50, 100, None))

	def test_an_open_one_and_those_of_a_year_ago_do_not_count(self):
		self.promise(-5)
		self.promise(370)
		self.promise(366)
		self.judged_again()
		self.assertIsNone(self.kept())

	def test_the_days_of_grace_are_part_of_the_promise(self):
		self.promise(2)
		self.judged_again()
		self.assertEqual(self.kept(), 0)
		frappe.db.set_single_value(settings.SETTINGS, "promise_grace_days", 3)
		frappe.clear_document_cache(settings.SETTINGS, settings.SETTINGS)
		self.judged_again()
		self.assertIsNone(self.kept())

	def test_a_payment_that_is_taken_back_takes_the_word_back_too(self):
		self.promise(10)
		payment = self.pay(1000, ago=12)
		self.judged_again()
		self.assertEqual(self.kept(), 100)
		payment.cancel()
		self.judged_again()
		self.assertEqual(self.kept(), 0)

	def test_a_cancelled_promise_is_none(self):
		self.promise(10).cancel()
		self.assertIsNone(self.kept())

	def test_a_promise_to_another_company_is_not_counted(self):
		self.promise(10).db_set("company", "Another")
		self.assertIsNone(self.kept())

	def test_many_customers_are_asked_for_at_once(self):
		self.promise(10)
		other = make_customer().name
		since, today = getdate(add_days(nowdate(), -365)), getdate()
		with prefetch.for_customers([self.customer, other]):
			self.assertEqual(promise_outcomes.between(other, self.company, since, today), [])
			frappe.db.delete("Promise to Pay")
			found = promise_outcomes.between(self.customer, self.company, since, today)
		self.assertEqual([each.status for each in found], ["Broken"])


class TestTheScorecard(ReliabilityCase):
	def setUp(self):
		super().setUp()
		self.known_customer()

	def test_a_scorecard_that_does_not_ask_gives_the_same_score(self):
		before = self.assess()
		self.promise(10)
		self.judged_again()
		after = self.assess()
		self.assertEqual((after.score, after.model_grade), (before.score, before.model_grade))
		self.assertNotIn(LABEL, [row.indicator for row in after.factors])

	def test_one_that_asks_scores_the_kept_promises_and_advises(self):
		make_scorecard(changes=with_promises)
		self.assertTrue(factor_row(self.assess(), LABEL).missing)
		self.promise(20)
		self.pay(1000, ago=22)
		self.promise(10)
		self.judged_again()
		row = factor_row(self.assess(), LABEL)
		self.assertEqual((row.value, row.points, row.weight, row.missing), ("50.00 %", "40", 5, 0))

	def test_the_default_scorecard_is_as_it_was(self):
		made = make_scorecard(submit=False)
		self.assertNotIn(LABEL, [row.indicator for row in made.factors])
		behaviour = {row.indicator: row.weight for row in made.factors[:4]}
		self.assertEqual(
			behaviour,
			{
				"Share of Invoices Paid Late": 18,
				"Average Days Late": 7,
				"Oldest Overdue Item": 5,
				"Overdue Share of Receivables": 5,
			},
		)
