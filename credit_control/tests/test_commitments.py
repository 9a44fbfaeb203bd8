"""Promises and plans through what really happens: payments over several items, taken back, in terms, in dollars."""

from __future__ import annotations

import frappe
from frappe.utils import add_days, getdate, nowdate

from credit_control import tasks
from credit_control.api import repayment_plans as api
from credit_control.patches import fill_planned_items
from credit_control.services import case_debtors, collection_excuses, judging, keeping, settings
from credit_control.tests.bootstrap import DEBTORS_USD, USD_RATE
from credit_control.tests.collection_documents import (
	make_dispute,
	make_overdue_invoice,
	make_plan,
	make_promise,
)
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.credit_documents import days_ago, make_policy
from credit_control.tests.factories import (
	make_credit_note,
	make_payment,
	make_sales_invoice,
	make_sales_order,
	make_terms,
)
from credit_control.tests.test_policy_checks import adding


class CommitmentCase(CreditCase):
	# a second invoice beside an overdue one would be held
	mode = settings.WARN_ONLY

	def setUp(self):
		super().setUp()
		self.customer = self.make_credit_customer(limit=100_000)
		self.invoice = make_overdue_invoice(customer=self.customer)

	def status(self, doc) -> str:
		tasks.update_conduct(self.customer, self.company)
		return doc.reload().status

	def late(self):
		order = make_sales_order(customer=self.customer, rate=10, submit=False)
		return judging.judge_draft(order, self.customer)[0].overdue

	def dollar_invoice(self):
		"""100 dollars that are overdue, of a new customer."""
		self.customer = self.make_credit_customer(limit=100_000, currency="USD")
		return make_overdue_invoice(customer=self.customer, amount=100, currency="USD", debit_to=DEBTORS_USD)

	def pay_dollars(self, invoice, amount: float, rate: float, date=None):
		"""Dollars that came in at a rate of their own: ERPNext books the difference by a journal."""
		return make_payment(
			invoice=invoice.reload(),
			amount=amount,
			date=date,
			source_exchange_rate=rate,
			received_amount=amount * rate,
		)

	def pay_both(self, first, second, amounts: tuple[float, float], date=None):
		"""One payment over two invoices."""
		payment = make_payment(invoice=first, amount=amounts[0], date=date, submit=False)
		row = payment.references[0].as_dict()
		other = {key: row[key] for key in ("reference_doctype", "exchange_rate", "account") if key in row}
		payment.append(
			"references",
			{
				**other,
				"reference_name": second.name,
				"due_date": second.due_date,
				"total_amount": second.grand_total,
				"outstanding_amount": second.outstanding_amount,
				"allocated_amount": amounts[1],
			},
		)
		payment.update({"paid_amount": sum(amounts), "received_amount": sum(amounts)})
		return payment.save().submit()


class TestPromises(CommitmentCase):
	def past(self, amount: float, items, **fields):
		"""A promise that fell due two days ago."""
		return make_promise(
			customer=self.customer, amount=amount, items=items, made_on=days_ago(9), days=-2, **fields
		)

	def test_a_kept_promise_is_broken_again_when_its_payment_is_taken_back(self):
		promise = self.past(1000, [self.invoice])
		payment = make_payment(invoice=self.invoice, date=days_ago(3))
		self.assertEqual((self.status(promise), promise.received_amount), ("Kept", 1000))
		payment.cancel()
		self.assertEqual((self.status(promise), promise.received_amount), ("Broken", 0))

	def test_one_payment_over_two_items_keeps_the_promise_over_both(self):
		other = make_overdue_invoice(customer=self.customer, amount=500)
		both = self.past(1200, [self.invoice, other])
		one = self.past(500, [other])
		payment = self.pay_both(self.invoice, other, (800, 400), date=days_ago(3))
		self.assertEqual((self.status(both), both.received_amount), ("Kept", 1200))
		# what keeps the one is not there for the other
		self.assertEqual((self.status(one), one.received_amount), ("Broken", 0))
		both.cancel()
		self.assertEqual((one.reload().status, one.received_amount), ("Partly Kept", 400))
		payment.cancel()
		self.assertEqual(self.status(one), "Broken")

	def test_one_payment_keeps_one_of_two_promises_over_an_invoice_that_due_first(self):
		later = make_promise(customer=self.customer, amount=400, items=[self.invoice], days=20)
		self.assertEqual((later.status, later.received_amount), ("Open", 0))
		payment = make_payment(invoice=self.invoice, amount=400)
		self.assertEqual((self.status(later), later.received_amount), ("Kept", 400))
		sooner = make_promise(customer=self.customer, amount=400, items=[self.invoice], days=10)
		self.assertEqual((sooner.status, sooner.received_amount), ("Kept", 400))
		self.assertEqual((later.reload().status, later.received_amount), ("Open", 0))
		make_payment(invoice=self.invoice.reload(), amount=400)
		self.assertEqual((self.status(sooner), self.status(later)), ("Kept", "Kept"))
		payment.cancel()
		self.assertEqual((self.status(sooner), self.status(later)), ("Kept", "Open"))

	def test_one_payment_keeps_a_promise_over_money_at_all_or_one_over_its_invoice(self):
		over_invoice = self.past(300, [self.invoice])
		at_large = make_promise(customer=self.customer, amount=300, made_on=days_ago(9), days=-1)
		make_payment(invoice=self.invoice, amount=300, date=days_ago(3))
		self.assertEqual((self.status(over_invoice), self.status(at_large)), ("Kept", "Broken"))
		make_payment(customer=self.customer, amount=300, date=days_ago(3))
		self.assertEqual((self.status(over_invoice), self.status(at_large)), ("Kept", "Kept"))

	def test_a_credit_note_keeps_no_promise(self):
		promise = self.past(1000, [self.invoice])
		make_credit_note(invoice=self.invoice, settles_invoice=True, date=days_ago(3))
		self.assertEqual(self.status(promise), "Broken")

	def test_a_promise_over_an_invoice_in_two_terms_counts_what_is_paid_of_either(self):
		terms = make_terms(portions=((50, 0), (50, 60)))
		invoice = make_sales_invoice(
			customer=self.customer, rate=1000, date=days_ago(30), payment_terms_template=terms.name
		)
		promise = self.past(500, [invoice])
		make_payment(invoice=invoice, amount=500, date=days_ago(3))
		self.assertEqual((self.status(promise), promise.items[0].outstanding), ("Kept", 1000))

	def test_a_promise_over_dollars_is_kept_in_company_currency(self):
		self.customer = self.make_credit_customer(limit=100_000, currency="USD")
		invoice = make_overdue_invoice(
			customer=self.customer, amount=100, currency="USD", debit_to=DEBTORS_USD
		)
		worth = 100 * USD_RATE
		with self.assertRaisesRegex(frappe.ValidationError, "above what is open of the promised items"):
			self.past(worth + 1, [invoice])
		promise = self.past(worth, [invoice])
		payment = make_payment(invoice=invoice, date=days_ago(3))
		self.assertEqual((self.status(promise), promise.received_amount), ("Kept", worth))
		payment.cancel()
		self.assertEqual(self.status(promise), "Broken")

	def test_dollars_that_came_at_another_rate_keep_a_promise_with_the_exchange_difference(self):
		invoice = self.dollar_invoice()
		worth = 100 * USD_RATE
		promise = self.past(worth, [invoice])
		for rate in (USD_RATE - 0.2, USD_RATE + 0.2):
			with self.subTest(rate=rate):
				payment = self.pay_dollars(invoice, 100, rate, date=days_ago(3))
				self.assertEqual((self.status(promise), promise.received_amount), ("Kept", worth))
				payment.cancel()
				self.assertEqual((self.status(promise), promise.received_amount), ("Broken", 0))

	def test_a_difference_that_is_booked_later_counts_on_the_day_of_its_payment(self):
		invoice = self.dollar_invoice()
		promise = self.past(100 * USD_RATE, [invoice])
		self.pay_dollars(invoice, 100, USD_RATE - 0.2, date=days_ago(3))
		journal = frappe.get_last_doc("Journal Entry", {"voucher_type": "Exchange Gain Or Loss"})
		# as the reconciliation tool dates it by default
		for doctype, field in (("Journal Entry", "name"), ("Payment Ledger Entry", "voucher_no")):
			frappe.db.set_value(doctype, {field: journal.name}, "posting_date", nowdate())
		self.assertEqual((self.status(promise), promise.received_amount), ("Kept", 100 * USD_RATE))


class TestPlans(CommitmentCase):
	def plan(self, *, days=(-10, 20, 50), amounts=(400, 300, 300), items=None, **fields):
		return make_plan(
			customer=self.customer,
			items=items or [(self.invoice, 1000)],
			instalments=list(zip(days, amounts, strict=True)),
			agreed_on=days_ago(20),
			**fields,
		)

	def paid(self, plan) -> list[tuple[float, str]]:
		return [(row.paid_amount, row.state) for row in plan.reload().instalments]

	def test_payments_pay_the_earliest_instalments_first(self):
		plan = self.plan()
		make_payment(invoice=self.invoice, amount=250)
		self.assertEqual(self.status(plan), "In Default")
		self.assertEqual(self.paid(plan), [(250, "Missed"), (0, "Open"), (0, "Open")])
		make_payment(invoice=self.invoice.reload(), amount=350)
		self.assertEqual(self.status(plan), "On Track")
		self.assertEqual(self.paid(plan), [(400, "Paid"), (200, "Open"), (0, "Open")])

	def test_one_payment_over_two_items_of_a_plan_counts_for_it_as_a_whole(self):
		other = make_overdue_invoice(customer=self.customer, amount=500)
		plan = self.plan(amounts=(500, 500, 500), items=[(self.invoice, 1000), (other, 500)])
		payment = self.pay_both(self.invoice, other, (200, 500))
		self.assertEqual(self.status(plan), "On Track")
		self.assertEqual(self.paid(plan), [(500, "Paid"), (200, "Open"), (0, "Open")])
		payment.cancel()
		self.assertEqual(self.status(plan), "In Default")

	def test_it_is_in_default_the_day_after_its_grace_and_everything_is_overdue_again(self):
		plan = self.plan(days=(-3, 20, 50), grace_days=3)
		self.assertEqual((plan.status, self.late().amount, self.late().excused), ("On Track", 0, 1000))
		# the night comes
		plan.instalments[0].db_set("due_date", add_days(nowdate(), -4))
		self.assertEqual(sum(keeping.update_due()), 1)
		self.assertEqual(plan.reload().status, "In Default")
		self.assertEqual((self.late().amount, self.late().excused), (1000, 0))

	def test_a_payment_that_is_taken_back_puts_it_in_default_again(self):
		plan = self.plan()
		payment = make_payment(invoice=self.invoice, amount=400)
		self.assertEqual((self.status(plan), self.late().amount, plan.due_now), ("On Track", 0, 0))
		payment.cancel()
		self.assertEqual((self.status(plan), self.late().amount, plan.due_now), ("In Default", 1000, 1000))
		self.assertEqual(self.paid(plan), [(0, "Missed"), (0, "Open"), (0, "Open")])

	def test_what_is_late_beside_the_plan_stays_late_while_it_is_kept(self):
		make_overdue_invoice(customer=self.customer, amount=70)
		self.plan(days=(5, 20, 50))
		self.assertEqual((self.late().amount, self.late().excused), (70, 1000))

	def test_a_plan_over_dollars_is_paid_in_company_currency(self):
		self.customer = self.make_credit_customer(limit=100_000, currency="USD")
		invoice = make_overdue_invoice(
			customer=self.customer, amount=100, currency="USD", debit_to=DEBTORS_USD
		)
		half = 50 * USD_RATE
		plan = self.plan(days=(-10, 20), amounts=(half, half), items=[(invoice, 2 * half)])
		self.assertEqual((plan.status, plan.currency), ("In Default", "CNY"))
		make_payment(invoice=invoice, amount=50)
		self.assertEqual(self.status(plan), "On Track")
		self.assertEqual(self.paid(plan), [(half, "Paid"), (0, "Open")])

	def test_a_plan_over_dollars_is_caught_up_and_completed_at_other_rates(self):
		invoice = self.dollar_invoice()
		half = 50 * USD_RATE
		plan = self.plan(days=(-10, 20), amounts=(half, half), items=[(invoice, 2 * half)])
		first = self.pay_dollars(invoice, 50, USD_RATE - 0.2)
		self.assertEqual(self.status(plan), "On Track")
		self.assertEqual(self.paid(plan), [(half, "Paid"), (0, "Open")])
		self.pay_dollars(invoice, 50, USD_RATE + 0.2)
		self.assertEqual((self.status(plan), plan.received_amount), ("Completed", 2 * half))
		first.cancel()
		self.assertEqual(self.status(plan), "On Track")
		self.assertEqual(self.paid(plan), [(half, "Paid"), (0, "Open")])

	def test_the_earlier_term_of_an_invoice_may_be_planned_alone(self):
		self.invoice.cancel()
		terms = make_terms(portions=((50, 0), (50, 20)))
		invoice = make_sales_invoice(
			customer=self.customer, rate=1000, date=days_ago(40), payment_terms_template=terms.name
		)
		self.plan(days=(5, 35), amounts=(200, 300), items=[(invoice, 500)])
		late = self.late()
		self.assertEqual((late.amount, late.excused, late.oldest_days), (500, 500, 20))

	def test_a_planned_and_a_disputed_part_of_one_invoice_excuse_it_together(self):
		make_dispute(customer=self.customer, items=[(self.invoice, 400)])
		plan = self.plan(days=(5, 35), amounts=(300, 300), items=[(self.invoice, 600)])
		self.assertEqual((self.late().amount, self.late().excused), (0, 1000))
		make_payment(invoice=self.invoice, amount=300)
		self.assertEqual(self.status(plan), "On Track")
		self.assertEqual((self.late().amount, self.late().excused), (0, 700))

	def test_a_plan_over_a_part_excuses_only_what_is_left_of_that_part(self):
		plan = self.plan(days=(5, 35), amounts=(300, 300), items=[(self.invoice, 600)])
		self.assert_planned(400, 600)
		payment = make_payment(invoice=self.invoice, amount=300)
		self.assertEqual(self.status(plan), "On Track")
		self.assert_planned(400, 300)
		payment.cancel()
		self.assertEqual(self.status(plan), "On Track")
		self.assert_planned(400, 600)

	def assert_planned(self, late: float, planned: float):
		"""Judging, the customer's case and its reminders all leave the same part out."""
		self.assertEqual((self.late().amount, self.late().excused), (late, planned))
		debtor = case_debtors.debtor_of(self.customer, self.company, getdate())
		self.assertEqual((debtor.late, debtor.planned), (late + planned, planned))
		excuses = collection_excuses.of_customers([self.customer], self.company)[self.customer]
		self.assertEqual([each.amount for each in excuses.by_invoice[self.invoice.name]], [planned])

	def test_what_was_paid_of_plans_from_before_that_was_kept_is_filled_in(self):
		plan = self.plan(days=(5, 35), amounts=(300, 300), items=[(self.invoice, 600)])
		make_payment(invoice=self.invoice, amount=250)
		self.assertEqual(self.status(plan), "On Track")
		plan.items[0].db_set("paid_amount", 0)
		fill_planned_items.execute()
		self.assertEqual(plan.reload().items[0].paid_amount, 250)


class TestManagers(CommitmentCase):
	def setUp(self):
		super().setUp()
		self.manager = self.user("Credit Manager").name
		self.plan = make_plan(
			customer=self.customer,
			items=[(self.invoice, 1000)],
			instalments=[(5, 400), (35, 600)],
			agreed_on=days_ago(20),
		)

	def told(self) -> list[str]:
		filters = {"document_name": self.plan.name, "for_user": self.manager}
		return frappe.get_all("Notification Log", filters, pluck="subject")

	def default(self):
		self.plan.instalments[0].db_set("due_date", days_ago(10))
		self.assertEqual(self.status(self.plan), "In Default")

	def test_the_credit_managers_are_told_once_each_time_a_plan_comes_into_default(self):
		self.assertEqual(self.told(), [])
		self.default()
		self.status(self.plan)
		name = frappe.db.get_value("Customer", self.customer, "customer_name")
		said = f"{name} missed an instalment of its repayment plan: CNY 1,000.00 is due now"
		self.assertEqual(self.told(), [said])
		payment = make_payment(invoice=self.invoice, amount=400)
		self.assertEqual(self.status(self.plan), "On Track")
		payment.cancel()
		self.assertEqual(self.status(self.plan), "In Default")
		self.assertEqual(len(self.told()), 2)

	def test_what_is_left_of_an_extended_plan_is_proposed_after_what_was_paid(self):
		make_payment(invoice=self.invoice, amount=250)
		self.status(self.plan)
		found = api.propose(
			company=self.company,
			total=1000,
			first=add_days(nowdate(), 30),
			count=3,
			customer=self.customer,
			extends=self.plan.name,
		)
		self.assertEqual([row["amount"] for row in found["rows"]], [250, 250, 250, 250])
		self.assertEqual(found["rows"][0]["due_date"], str(self.plan.counts_from))
		self.assertEqual(found["note"], "What was paid already is the first instalment.")
		draft = frappe.get_doc("Repayment Plan", api.extend(self.plan.name))
		draft.set("instalments", found["rows"])
		draft.save().submit()
		self.assertEqual([row.state for row in draft.reload().instalments], ["Paid", "Open", "Open", "Open"])
		self.assertEqual(self.plan.reload().status, "Extended")

	def test_a_manager_is_told_in_their_language(self):
		frappe.db.set_value("User", self.manager, "language", "zh")
		self.default()
		self.assertIn("还款计划", self.told()[0])

	def test_an_extension_counts_when_a_manager_approves_it(self):
		self.default()
		collector = self.user("Collector", "Accounts User").name
		with self.acting_as(collector):
			draft = frappe.get_doc("Repayment Plan", api.extend(self.plan.name))
			for row, days in zip(draft.instalments, (10, 40), strict=True):
				row.due_date = add_days(nowdate(), days)
			draft.save()
			with self.assertRaises(frappe.PermissionError):
				draft.submit()
		self.assertEqual((self.status(self.plan), self.late().amount), ("In Default", 1000))
		with self.acting_as(self.user("Credit Manager", "Accounts User").name):
			draft.reload().submit()
		self.assertEqual((self.plan.reload().status, self.late().amount), ("Extended", 0))


class TestHolds(CommitmentCase):
	mode = settings.ENFORCE

	def test_orders_are_held_while_a_plan_is_in_default_and_pass_when_it_is_caught_up(self):
		make_policy(changes=adding("Repayment Plan Default"))
		plan = make_plan(
			customer=self.customer,
			items=[(self.invoice, 1000)],
			instalments=[(-10, 400), (20, 600)],
			agreed_on=days_ago(20),
		)
		order = make_sales_order(customer=self.customer, rate=10, submit=False)
		self.assertIn(plan.name, self.submit_refused(order))
		make_payment(invoice=self.invoice, amount=400)
		self.assertEqual(self.status(plan), "On Track")
		self.assertEqual(getdate(plan.next_due), getdate(add_days(nowdate(), 20)))
		order.reload().submit()
		self.assertEqual(order.credit_status, "Passed")
