"""Promise to Pay and Repayment Plan: judged from what was really received and allocated."""

import frappe
from frappe.utils import add_days, getdate, nowdate

from credit_control import tasks
from credit_control.api import repayment_plans as api
from credit_control.services import conduct, judging, keeping, promises, repayment_plans, settings
from credit_control.services.question import Question
from credit_control.tests.collection_documents import make_overdue_invoice, make_plan, make_promise
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.factories import make_journal_entry, make_payment, make_sales_order


class PromiseCase(CreditCase):
	# a second invoice beside an overdue one would be held
	mode = settings.WARN_ONLY

	def setUp(self):
		super().setUp()
		self.customer = self.make_credit_customer(limit=100_000)
		self.invoice = make_overdue_invoice(customer=self.customer)

	def status(self, doc) -> str:
		tasks.update_conduct(self.customer, self.company)
		doc.reload()
		return doc.status

	def conduct(self):
		return conduct.conduct_of(Question("Sales Order", None, self.customer, self.company, getdate()))

	def late(self):
		order = make_sales_order(customer=self.customer, rate=10, submit=False)
		return judging.judge_draft(order, self.customer)[0].overdue

	def broken_promise(self):
		return make_promise(
			customer=self.customer,
			amount=1000,
			made_on=add_days(nowdate(), -9),
			days=-2,
			items=[self.invoice],
		)


class TestPromises(PromiseCase):
	def test_it_is_kept_by_the_payment_and_broken_again_when_that_is_taken_back(self):
		promise = make_promise(customer=self.customer, amount=600, items=[self.invoice])
		self.assertEqual(promise.status, "Open")
		payment = make_payment(invoice=self.invoice, amount=600)
		self.assertEqual(self.status(promise), "Kept")
		self.assertEqual(promise.received_amount, 600)
		payment.cancel()
		self.assertEqual(self.status(promise), "Open")

	def test_two_parts_keep_it_and_a_part_alone_leaves_it_partly_kept(self):
		early = add_days(nowdate(), -3)
		fields = {"customer": self.customer, "items": [self.invoice], "made_on": add_days(nowdate(), -9)}
		promise = make_promise(amount=600, days=-2, **fields)
		self.assertEqual(promise.status, "Broken")
		make_payment(invoice=self.invoice, amount=200, date=early)
		self.assertEqual(self.status(promise), "Partly Kept")
		make_payment(invoice=self.invoice, amount=400, date=early)
		self.assertEqual(self.status(promise), "Kept")

	def test_money_for_another_invoice_keeps_only_a_promise_that_names_none(self):
		other = make_overdue_invoice(customer=self.customer, amount=500)
		named = make_promise(customer=self.customer, amount=500, items=[self.invoice])
		free = make_promise(customer=self.customer, amount=500)
		make_payment(invoice=other)
		self.assertEqual((self.status(named), self.status(free)), ("Open", "Kept"))

	def test_a_payment_on_account_counts_for_the_items_once_it_is_allocated(self):
		promise = make_promise(customer=self.customer, amount=1000, items=[self.invoice])
		make_payment(customer=self.customer, amount=1000)
		self.assertEqual(self.status(promise), "Open")
		make_journal_entry(customer=self.customer, amount=-1000, against=self.invoice)
		self.assertEqual(self.status(promise), "Kept")

	def test_writing_the_invoice_off_keeps_no_promise(self):
		promise = make_promise(customer=self.customer, amount=1000, items=[self.invoice])
		make_journal_entry(
			customer=self.customer, amount=-1000, against=self.invoice, voucher_type="Write Off Entry"
		)
		self.assertEqual(self.status(promise), "Open")

	def test_paying_has_the_promises_judged_and_nobody_elses(self):
		make_promise(customer=self.customer, amount=600)
		self.assertTrue(keeping.has_any(self.customer, self.company))
		self.assertFalse(keeping.has_any(self.make_credit_customer(), self.company))

	def test_the_day_after_it_fell_due_it_is_broken_and_counts_as_conduct(self):
		self.assertEqual(self.conduct().broken_promises, 0)
		promise = self.broken_promise()
		self.assertEqual(promise.status, "Broken")
		self.assertEqual((self.conduct().broken_promises, self.conduct().broken_promise), (1, promise.name))
		promise.cancel()
		self.assertEqual((promise.status, self.conduct().broken_promises), ("Cancelled", 0))

	def test_the_day_turns_an_open_one_into_a_broken_one(self):
		promise = make_promise(customer=self.customer, amount=600, items=[self.invoice], days=0)
		promise.db_set({"promised_date": add_days(nowdate(), -1), "made_on": add_days(nowdate(), -5)})
		self.assertEqual(sum(keeping.update_due()), 1)
		self.assertEqual(self.status(promise), "Broken")
		self.assertEqual(sum(keeping.update_due()), 0)

	def test_what_cannot_be_is_refused(self):
		for text, fields in (
			("Amount is missing.", {"amount": 0}),
			("Pays by lies before", {"amount": 1, "days": -1}),
			("above what is open of the promised items", {"amount": 1001, "items": [self.invoice]}),
		):
			with self.subTest(text), self.assertRaisesRegex(frappe.ValidationError, text):
				make_promise(customer=self.customer, **fields)


class TestPlans(PromiseCase):
	def plan(self, first: int = 5, **fields):
		return make_plan(
			customer=self.customer,
			items=[(self.invoice, 1000)],
			instalments=[(first, 400), (first + 30, 600)],
			**fields,
		)

	def test_while_it_is_kept_its_items_are_not_held_against_the_customer(self):
		self.assertEqual(self.late().amount, 1000)
		plan = self.plan()
		self.assertEqual((plan.status, str(plan.next_due)), ("On Track", add_days(nowdate(), 5)))
		self.assertEqual((self.late().amount, self.late().excused), (0, 1000))

	def test_a_missed_instalment_is_a_default_and_everything_is_overdue_again(self):
		plan = self.plan(first=-10, agreed_on=add_days(nowdate(), -20))
		self.assertEqual(plan.status, "In Default")
		self.assertEqual([row.state for row in plan.instalments], ["Missed", "Open"])
		self.assertEqual(self.late().amount, 1000)
		self.assertEqual(self.conduct().plan_default, plan.name)

	def test_paying_it_up_ends_the_default_and_paying_all_completes_it(self):
		plan = self.plan(first=-10, agreed_on=add_days(nowdate(), -20))
		payment = make_payment(invoice=self.invoice, amount=400)
		self.assertEqual(self.status(plan), "On Track")
		self.assertEqual([row.paid_amount for row in plan.instalments], [400, 0])
		self.assertIsNone(self.conduct().plan_default)
		make_payment(invoice=self.invoice.reload(), amount=600)
		self.assertEqual(self.status(plan), "Completed")
		payment.cancel()
		self.assertEqual(self.status(plan), "On Track")

	def test_a_cancelled_one_excuses_nothing(self):
		plan = self.plan()
		plan.cancel()
		self.assertEqual((plan.status, self.late().amount), ("Cancelled", 1000))

	def test_days_of_grace_put_the_default_off(self):
		self.assertEqual(self.plan(first=-2, agreed_on=add_days(nowdate(), -9)).status, "On Track")

	def test_an_invoice_is_in_one_plan_only(self):
		plan = self.plan()
		with self.assertRaisesRegex(frappe.ValidationError, f"is in Repayment Plan {plan.name} already"):
			self.plan()

	def test_instalments_that_do_not_add_up_are_refused(self):
		with self.assertRaisesRegex(
			frappe.ValidationError, "The instalments come to CNY 900.00, the items to CNY 1,000.00."
		):
			make_plan(customer=self.customer, items=[(self.invoice, 1000)], instalments=[(5, 900)])

	def test_a_collector_may_draft_a_plan_and_only_a_manager_may_agree_to_it(self):
		collector = self.user("Collector", "Accounts User").name
		with self.acting_as(collector):
			plan = self.plan(submit=False)
			with self.assertRaises(frappe.PermissionError):
				plan.submit()
		with self.acting_as(self.user("Credit Manager", "Accounts User").name):
			plan.reload().submit()
		self.assertEqual(repayment_plans.in_default(self.customer, self.company), None)
		self.assertEqual(promises.broken(self.customer, self.company, nowdate()), [])


class TestDefaultAndExtension(PromiseCase):
	def plan(self, first: int = -10, **fields):
		return make_plan(
			customer=self.customer,
			items=[(self.invoice, 1000)],
			instalments=[(first, 400), (first + 30, 600)],
			agreed_on=add_days(nowdate(), -20),
			**fields,
		)

	def tasks(self, plan, status="Open") -> list[str]:
		filters = {"reference_type": "Repayment Plan", "reference_name": plan.name, "status": status}
		return frappe.get_all("ToDo", filters, pluck="allocated_to")

	def specialist(self) -> str:
		user = self.user("Credit Specialist").name
		frappe.db.set_value("Credit File", {"customer": self.customer}, "specialist", user)
		return user

	def extended(self, plan, *days: int):
		"""The plan's successor, submitted, its instalments on other days."""
		draft = frappe.get_doc("Repayment Plan", api.extend(plan.name))
		self.assertEqual((draft.status, draft.docstatus, draft.received_amount), ("Draft", 0, 0))
		for row, each in zip(draft.instalments, days, strict=True):
			row.due_date = add_days(nowdate(), each)
		draft.save()
		return draft.submit()

	def test_a_default_makes_everything_due_unless_that_was_not_agreed(self):
		self.assertEqual(self.plan().due_now, 1000)
		frappe.get_last_doc("Repayment Plan").cancel()
		self.assertEqual(self.plan(accelerates=0).due_now, 400)

	def test_the_specialist_is_told_of_a_default_once_and_the_task_ends_with_it(self):
		user = self.specialist()
		plan = self.plan()
		self.status(plan)
		self.assertEqual(self.tasks(plan), [user])
		make_payment(invoice=self.invoice, amount=400)
		self.assertEqual(self.status(plan), "On Track")
		self.assertEqual((self.tasks(plan), plan.due_now), ([], 0))

	def test_an_extension_takes_the_place_of_a_plan_and_keeps_what_was_paid(self):
		plan = self.plan()
		make_payment(invoice=self.invoice, amount=400)
		self.assertEqual(self.status(plan), "On Track")
		new = self.extended(plan, -10, 60)
		self.assertEqual((new.status, plan.reload().status), ("On Track", "Extended"))
		self.assertEqual([row.paid_amount for row in new.instalments], [400, 0])
		self.assertEqual((new.extends, str(new.next_due)), (plan.name, add_days(nowdate(), 60)))
		self.assertEqual((self.late().amount, self.late().excused), (0, 600))
		make_payment(invoice=self.invoice.reload(), amount=600)
		self.assertEqual((self.status(new), self.status(plan)), ("Completed", "Extended"))

	def test_extending_ends_a_default(self):
		self.specialist()
		plan = self.plan()
		new = self.extended(plan, 10, 40)
		self.assertEqual((new.status, self.tasks(plan)), ("On Track", []))
		self.assertIsNone(self.conduct().plan_default)

	def test_cancelling_an_extension_puts_the_former_plan_in_force_again(self):
		plan = self.plan()
		new = self.extended(plan, 10, 40)
		with self.assertRaises(frappe.LinkExistsError):
			plan.reload().cancel()
		new.reload().cancel()
		self.assertEqual(plan.reload().status, "In Default")

	def test_there_is_one_draft_to_extend_a_plan_and_none_for_a_plan_that_is_over(self):
		plan = self.plan()
		draft = api.extend(plan.name)
		self.assertEqual(api.extend(plan.name), draft)
		plan.cancel()
		with self.assertRaisesRegex(frappe.ValidationError, "is Cancelled and cannot be extended"):
			api.extend(plan.name)

	def test_a_former_plan_that_is_over_meanwhile_is_not_extended(self):
		plan = self.plan(first=5)
		draft = frappe.get_doc("Repayment Plan", api.extend(plan.name))
		make_payment(invoice=self.invoice, amount=1000)
		self.assertEqual(self.status(plan), "Completed")
		with self.assertRaisesRegex(frappe.ValidationError, "is Completed and cannot be extended"):
			draft.reload().submit()
