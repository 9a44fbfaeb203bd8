"""Collection runs over real invoices: each item × step once, to the right contact, never to excused items."""

import email
from contextlib import contextmanager
from email.policy import default as policy
from unittest.mock import patch

import frappe
from frappe.utils import add_days, fmt_money, nowdate

from credit_control.services import (
	case_contacts,
	collection_cases,
	collection_jobs,
	collection_notices,
	collection_runs,
	keeping,
)
from credit_control.tests.bootstrap import COMPANY, SISTER, new
from credit_control.tests.collection_documents import (
	make_dispute,
	make_overdue_invoice,
	make_plan,
	make_promise,
)
from credit_control.tests.factories import (
	make_credit_note,
	make_customer,
	make_payment,
	make_sales_invoice,
	make_sales_order,
	make_terms,
)
from credit_control.tests.strategy_case import StrategyCase, make_text, step


def parsed(mail):
	"""A queued e-mail as it would be sent, before its attachments are printed."""
	return email.message_from_string(mail.message, policy=policy)


def html_of(mail) -> str:
	return parsed(mail).get_body(("html",)).get_content()


class TestWhoGetsWhat(StrategyCase):
	def test_one_message_per_customer_with_all_its_items_in_the_tone_of_the_gravest(self):
		first = make_overdue_invoice(customer=self.customer, amount=700, days=12)
		strategy = self.strategy()
		self.run_on(-5, strategy)
		second = make_overdue_invoice(customer=self.customer, amount=300, days=4)
		self.run_on(5, strategy)
		self.assertEqual(
			self.steps_taken(),
			[
				(first.name, str(first.due_date), "Reminder"),
				(first.name, str(first.due_date), "Second"),
				(second.name, str(second.due_date), "Reminder"),
			],
		)
		last = self.notices()[-1]
		self.assertEqual((last.step_label, last.total_amount, last.status), ("Second", 1000, "Queued"))
		self.assertEqual(len(self.mails()), 2)

	def test_the_billing_contact_then_the_primary_then_the_customers_own_address(self):
		strategy = self.strategy()
		customer = make_customer().name
		frappe.db.set_value("Customer", customer, "email_id", "own@buyer.example")
		for billing, primary, address, expected in (
			(0, 0, None, "own@buyer.example"),
			(0, 1, "primary@buyer.example", "primary@buyer.example"),
			(1, 0, "billing@buyer.example", "billing@buyer.example"),
		):
			if address:
				self.contact_of(customer, address, billing=billing, primary=primary)
			make_overdue_invoice(customer=customer, days=4)
			self.run_on(0, strategy)
			self.assertEqual(self.recipients(customer)[-1], [expected])

	def test_the_text_is_in_the_customers_language_with_what_is_owed_and_answers_go_to_the_collector(self):
		chinese = make_text("催款 {{ total }}", "<p>尊敬的{{ customer_name }}</p>{{ items_table }}")
		strategy = self.strategy(texts=[{"step": "Reminder", "language": "zh", "email_template": chinese}])
		other = self.reachable(language="zh-TW", email="zh@buyer.example").name
		for customer in (self.customer, other):
			make_overdue_invoice(customer=customer, amount=1234.5, days=4)
		self.run_on(0, strategy)
		(mail,), (zh_mail,) = self.mails(), self.mails(other)
		self.assertIn("1,234.50", parsed(mail)["Subject"])
		self.assertIn("Due Date", html_of(mail))
		self.assertEqual(parsed(mail)["Reply-To"], self.collector)
		self.assertIn("催款", parsed(zh_mail)["Subject"])
		self.assertIn("到期", html_of(zh_mail))
		self.assertEqual(self.recipients(other), [["zh@buyer.example"]])
		(statement,) = self.attachments(zh_mail)
		notice = self.notices(other)[0]
		self.assertEqual(
			(statement["doctype"], statement["name"], statement["print_format"], statement["lang"]),
			("Collection Notice", notice.name, "Statement of Open Items", "zh-TW"),
		)

	def test_the_statement_that_is_attached_prints_what_is_open(self):
		invoice = make_overdue_invoice(customer=self.customer, amount=1000, days=4, po_no="PO-77")
		make_payment(invoice=invoice, amount=400)
		self.run_on(0, self.strategy())
		html = frappe.get_print(
			"Collection Notice", self.notices()[0].name, print_format="Statement of Open Items"
		)
		for expected in (invoice.name, "PO-77", "600.00"):
			self.assertIn(expected, html)

	def test_a_name_is_no_markup(self):
		customer = self.reachable().name
		frappe.db.set_value("Customer", customer, "customer_name", "<b>Bold</b> & Co")
		make_overdue_invoice(customer=customer, days=4)
		self.run_on(0, self.strategy())
		self.assertIn("&lt;b&gt;Bold&lt;/b&gt; &amp; Co", self.notices(customer)[0].message)

	def test_it_is_on_the_customers_timeline(self):
		make_overdue_invoice(customer=self.customer, days=4)
		self.run_on(0, self.strategy())
		filters = {"reference_doctype": "Customer", "reference_name": self.customer}
		self.assertEqual(
			frappe.get_all("Communication", filters, pluck="name"), [self.notices()[0].communication]
		)

	def test_a_letter_a_call_a_visit_and_a_court_are_tasks_of_whoever_is_responsible(self):
		make_overdue_invoice(customer=self.customer, days=40)
		strategy = self.strategy(
			step("Letter", 1, "Letter"),
			step("Call", 2, "Phone"),
			step("Visit", 3, "Visit"),
			step("Court", 4, "Legal"),
		)
		for days in range(4):
			self.run_on(days, strategy)
		found = self.notices()
		tasks = [frappe.get_doc("ToDo", notice.task) for notice in found]
		self.assertEqual([notice.status for notice in found], ["To Do"] * 4)
		self.assertEqual({task.allocated_to for task in tasks}, {self.collector})
		name = frappe.db.get_value("Customer", self.customer, "customer_name")
		self.assertIn(f"Print and post the letter to {name}", tasks[0].description)
		self.assertIn(f"Prepare legal action against {name}", tasks[3].description)
		self.assertIn(
			name, frappe.get_print("Collection Notice", found[0].name, print_format="Collection Letter")
		)
		self.assertEqual(self.mails(), [])


class TestOnce(StrategyCase):
	def test_three_runs_a_day_send_once(self):
		invoice = make_overdue_invoice(customer=self.customer, days=4)
		strategy = self.strategy()
		contacted = [self.run_on(0, strategy).contacted for _again in range(3)]
		self.assertEqual(contacted, [1, 0, 0])
		self.assertEqual(self.steps_taken(), [(invoice.name, str(invoice.due_date), "Reminder")])
		self.assertEqual(len(self.mails()), 1)

	def test_after_three_missed_days_each_step_once_with_its_distance(self):
		make_overdue_invoice(customer=self.customer, days=0)
		strategy = self.strategy(step("One", 1), step("Two", 2), step("Three", 8))
		for days in (5, 5, 6, 7, 11, 12, 13):
			self.run_on(days, strategy)
		taken = [(notice.step_label, str(notice.taken_on)) for notice in self.notices()]
		days = [add_days(nowdate(), each) for each in (5, 6, 12)]
		self.assertEqual(taken, list(zip(["One", "Two", "Three"], days, strict=True)))

	def test_a_second_run_that_read_before_the_first_one_wrote_sends_nothing(self):
		make_overdue_invoice(customer=self.customer, days=4)
		strategy = self.strategy()
		names = [self.customer]
		day = frappe.utils.getdate()
		both = [
			list(collection_runs.collection_plans.cases(names, self.company, day, [strategy]))
			for _run in range(2)
		]
		progress = collection_runs.Progress()
		for cases in both:
			list(collection_runs._take_all(cases, progress))
		self.assertEqual((progress.contacted, progress.failed, len(self.mails())), (1, [], 1))

	def test_many_are_contacted_in_one_transaction_and_a_lock_that_undoes_it_costs_nobody_the_message(self):
		customers = [self.customer, *(self.reachable().name for _other in range(2))]
		for customer in customers:
			make_overdue_invoice(customer=customer, days=4)
		strategy = self.strategy()
		with self.locked(customers[1], times=1):
			progress = self.run_committing(strategy)
		self.assertEqual((progress.contacted, progress.failed), (3, []))
		self.assertEqual([len(self.mails(customer)) for customer in customers], [1, 1, 1])

	def test_who_stays_locked_is_named_and_is_contacted_by_the_next_run(self):
		customers = [self.customer, self.reachable().name]
		for customer in customers:
			make_overdue_invoice(customer=customer, days=4)
		strategy = self.strategy()
		with self.locked(customers[1], times=2):
			progress = self.run_committing(strategy)
		self.assertEqual((progress.contacted, progress.failed), (1, [customers[1]]))
		self.assertTrue(
			frappe.db.exists("Error Log", {"method": f"{customers[1]} was not contacted: it was locked"})
		)
		self.assertEqual(self.run_on(0, strategy).contacted, 1)
		self.assertEqual([len(self.mails(customer)) for customer in customers], [1, 1])

	def run_committing(self, strategy):
		"""Run a strategy; what a pause would commit is kept when something is undone."""
		pauses = []
		for progress in collection_runs.run(COMPANY, [strategy]):
			pauses.append(progress)
			frappe.db.savepoint("test_run")
		return pauses[-1]

	@contextmanager
	def locked(self, customer: str, *, times: int):
		"""As MariaDB does in a deadlock about a customer: all that was not committed is undone."""
		left = [times]
		make, rollback = collection_notices.make, frappe.db.rollback

		def taken(case):
			if case.facts.customer.name == customer and left[0]:
				left[0] -= 1
				raise frappe.QueryDeadlockError(1213, "Deadlock found when trying to get lock")
			return make(case)

		def undone(*, save_point=None):
			# what the test made stands for what others have committed
			rollback(save_point=save_point or "test_run")

		with (
			patch.object(collection_notices, "make", taken),
			patch.object(frappe.local.db, "rollback", undone),
		):
			yield

	def test_what_fails_for_one_customer_leaves_no_trace_and_the_others_are_contacted(self):
		other = self.reachable().name
		make_overdue_invoice(customer=other, days=4)
		make_overdue_invoice(customer=self.customer, days=4)
		# an Email Queue refuses a subject that is no text
		broken = frappe.get_doc("Customer", self.customer)
		strategy = self.strategy()
		real = collection_notices.collection_mails.send

		def send(notice, *, attach):
			found = real(notice, attach=attach)
			if notice.customer == broken.name:
				raise RuntimeError("the server went away")
			return found

		collection_notices.collection_mails.send = send
		self.addCleanup(setattr, collection_notices.collection_mails, "send", real)
		progress = self.run_on(0, strategy)
		self.assertEqual(progress.failed, [self.customer])
		self.assertEqual((self.notices(), self.mails()), ([], []))
		self.assertEqual(len(self.mails(other)), 1)
		collection_notices.collection_mails.send = real
		self.assertEqual(self.run_on(0, strategy).contacted, 1)

	def test_a_step_that_is_renamed_moved_or_replaced_is_not_taken_again(self):
		make_overdue_invoice(customer=self.customer, days=4)
		strategy = self.strategy()
		self.run_on(0, strategy)
		strategy.steps[0].update({"label": "Friendly", "day_offset": 4})
		strategy.save()
		self.assertEqual(self.run_on(0, strategy).contacted, 0)
		strategy.db_set("disabled", 1)
		self.assertEqual(self.run_on(0, self.strategy()).contacted, 0)


class TestWhatIsOpen(StrategyCase):
	def test_a_part_payment_lowers_what_is_asked_for_and_a_full_one_ends_it(self):
		invoice = make_overdue_invoice(customer=self.customer, amount=1000, days=12)
		strategy = self.strategy()
		self.run_on(-5, strategy)
		make_payment(invoice=invoice, amount=400)
		self.run_on(2, strategy)
		make_payment(invoice=invoice, amount=600)
		self.run_on(30, strategy)
		self.assertEqual([notice.total_amount for notice in self.notices()], [1000, 600])

	def test_a_credit_note_that_settles_the_invoice_ends_it(self):
		invoice = make_overdue_invoice(customer=self.customer, days=4)
		make_credit_note(invoice=invoice, settles_invoice=True)
		self.assertEqual(self.run_on(0, self.strategy()).contacted, 0)

	def test_a_payment_that_is_taken_back_goes_on_with_the_next_step(self):
		invoice = make_overdue_invoice(customer=self.customer, days=12)
		strategy = self.strategy()
		self.run_on(-5, strategy)
		payment = make_payment(invoice=invoice)
		self.assertEqual(self.run_on(5, strategy).contacted, 0)
		payment.cancel()
		self.run_on(5, strategy)
		self.assertEqual([notice.step_label for notice in self.notices()], ["Reminder", "Second"])

	def test_each_term_of_an_invoice_goes_through_the_steps_for_itself(self):
		terms = make_terms(portions=((50, 10), (50, 30))).name
		invoice = make_sales_invoice(
			customer=self.customer, rate=1000, date=add_days(nowdate(), -14), payment_terms_template=terms
		)
		strategy = self.strategy(step("Before", -3), step("Reminder", 3))
		self.run_on(0, strategy)
		self.run_on(13, strategy)
		self.run_on(19, strategy)
		dues = [str(row.due_date) for row in invoice.payment_schedule]
		self.assertEqual(
			self.steps_taken(),
			[
				(invoice.name, dues[0], "Reminder"),
				(invoice.name, dues[1], "Before"),
				(invoice.name, dues[1], "Reminder"),
			],
		)
		self.assertEqual([notice.total_amount for notice in self.notices()], [500, 500, 500])

	def test_a_foreign_customer_reads_its_own_currency(self):
		customer = self.reachable(currency="USD").name
		make_overdue_invoice(customer=customer, amount=100, days=4, currency="USD")
		self.run_on(0, self.strategy())
		notice = self.notices(customer)[0]
		row = notice.items[0]
		self.assertEqual((notice.total_amount, row.invoice_amount, row.invoice_currency), (700, 100, "USD"))
		self.assertIn("$ 100.00", notice.subject)

	def test_each_company_collects_its_own(self):
		make_overdue_invoice(customer=self.customer, days=4)
		strategy = self.strategy()
		self.run_on(0, strategy, company=SISTER)
		self.assertEqual(self.notices(company=SISTER), [])
		self.assertEqual(len(self.mails()), 0)
		self.run_on(0, strategy)
		self.assertEqual(len(self.notices()), 1)


class TestWhoIsLeftOut(StrategyCase):
	def left_out(self, customer: str | None = None, strategy=None, days=0) -> list[str]:
		"""Why, from the preview, after a run that must not touch the customer."""
		strategy = strategy or self.strategy()
		customer = customer or self.customer
		before = len(self.notices(customer))
		day = frappe.utils.getdate(add_days(nowdate(), days))
		from credit_control.services import collection_preview

		rows = collection_preview.preview(strategy, self.company, day)["rows"]
		self.run_on(days, strategy)
		self.assertEqual(len(self.notices(customer)), before)
		return [each["reason"] for row in rows if row["customer"] == customer for each in row["left_out"]]

	def test_what_is_disputed_until_it_is_settled(self):
		invoice = make_overdue_invoice(customer=self.customer, amount=1000, days=4)
		dispute = make_dispute(customer=self.customer, items=[(invoice, 1000)])
		self.assertEqual(self.left_out(), [f"It is disputed ({dispute.name})."])

	def test_of_what_is_disputed_in_part_the_rest_is_asked_for(self):
		invoice = make_overdue_invoice(customer=self.customer, amount=1000, days=4)
		make_dispute(customer=self.customer, items=[(invoice, 300)])
		self.run_on(0, self.strategy())
		self.assertEqual(self.notices()[0].total_amount, 700)

	def test_what_is_promised_until_the_promise_is_broken(self):
		invoice = make_overdue_invoice(customer=self.customer, amount=1000, days=4)
		promise = make_promise(customer=self.customer, amount=500, items=[invoice], days=2)
		strategy = self.strategy()
		(reason,) = self.left_out(strategy=strategy)
		self.assertIn(promise.name, reason)
		promise.db_set("status", "Broken")
		self.run_on(0, strategy)
		self.assertEqual(len(self.notices()), 1)

	def test_a_promise_at_large_covers_the_oldest_items(self):
		old = make_overdue_invoice(customer=self.customer, amount=1000, days=9)
		new_one = make_overdue_invoice(customer=self.customer, amount=400, days=4)
		make_promise(customer=self.customer, amount=1000)
		self.run_on(0, self.strategy())
		self.assertEqual([row[0] for row in self.steps_taken()], [new_one.name])
		self.assertNotIn(old.name, self.notices()[0].message)

	def test_what_is_in_a_plan_until_it_is_in_default(self):
		invoice = make_overdue_invoice(customer=self.customer, amount=1000, days=4)
		plan = make_plan(customer=self.customer, items=[(invoice, 1000)], instalments=[(10, 500), (40, 500)])
		strategy = self.strategy()
		self.assertEqual(
			self.left_out(strategy=strategy), [f"It is in a repayment plan that is kept ({plan.name})."]
		)
		plan.db_set("status", "In Default")
		self.run_on(0, strategy)
		self.assertEqual(len(self.notices()), 1)

	def test_what_is_paid_on_account_is_not_asked_for(self):
		"""Trap 7: nobody is dunned for what somebody has yet to allocate."""
		make_overdue_invoice(customer=self.customer, amount=1000, days=4)
		make_payment(customer=self.customer, amount=1200)
		self.assertEqual(
			self.left_out(), [f"It is covered by {fmt_money(1000, currency='CNY')} not allocated yet."]
		)

	def test_a_credit_note_that_nobody_allocated_pays_the_oldest(self):
		frappe.db.set_single_value("Credit Control Settings", "deduct_credit_notes", 1)
		credited = make_overdue_invoice(customer=self.customer, amount=600, days=1)
		newer = make_overdue_invoice(customer=self.customer, amount=400, days=4)
		older = make_overdue_invoice(customer=self.customer, amount=500, days=9)
		make_credit_note(invoice=credited)
		self.run_on(0, self.strategy())
		(notice,) = self.notices()
		self.assertEqual([(row.sales_invoice, row.amount) for row in notice.items], [(newer.name, 300)])
		self.assertNotIn(older.name, notice.message)

	def test_of_what_is_covered_in_part_the_rest_is_asked_for_after_what_is_disputed(self):
		invoice = make_overdue_invoice(customer=self.customer, amount=1000, days=4)
		make_dispute(customer=self.customer, items=[(invoice, 300)])
		make_payment(customer=self.customer, amount=400)
		self.run_on(0, self.strategy())
		(notice,) = self.notices()
		self.assertEqual(notice.total_amount, 300)
		html = frappe.get_print("Collection Notice", notice.name, print_format="Statement of Open Items")
		self.assertIn("Paid or Credited, Not Allocated Yet", html)
		self.assertIn(fmt_money(-400, currency="CNY"), html)

	def test_money_on_account_and_a_promise_at_large_cover_different_items(self):
		make_overdue_invoice(customer=self.customer, amount=500, days=9)
		make_overdue_invoice(customer=self.customer, amount=500, days=4)
		make_payment(customer=self.customer, amount=500, date=add_days(nowdate(), -1))
		make_promise(customer=self.customer, amount=500)
		self.assertEqual(len(self.left_out()), 2)

	def test_an_advance_for_an_order_covers_no_invoice(self):
		make_overdue_invoice(customer=self.customer, amount=1000, days=4)
		order = make_sales_order(customer=self.customer, rate=1000)
		make_payment(invoice=order, amount=400)
		self.run_on(0, self.strategy())
		self.assertEqual(self.notices()[0].total_amount, 1000)

	def test_who_has_no_address_until_a_step_of_another_kind_and_somebody_is_asked_for_it_once(self):
		customer = make_customer().name
		make_overdue_invoice(customer=customer, days=12)
		strategy = self.strategy()
		reason = "No e-mail address: enter one in the customer's billing or primary contact."
		for days in (0, 1):
			self.assertEqual(self.left_out(customer, strategy, days), [reason])
		tasks = frappe.get_all("ToDo", {"reference_name": customer}, ["description", "allocated_to"])
		self.assertEqual(len(tasks), 1)
		self.assertIn("has no e-mail address", tasks[0].description)
		self.run_on(8, strategy)
		self.assertEqual([notice.step_label for notice in self.notices(customer)], ["Call"])

	def test_who_wants_no_mail(self):
		customer = self.reachable(no_collection_emails=1).name
		make_overdue_invoice(customer=customer, days=4)
		self.assertEqual(self.left_out(customer), ["The customer wants no e-mails about open items."])

	def test_a_quiet_day(self):
		make_overdue_invoice(customer=self.customer, days=4)
		holidays = new(
			"Holiday List",
			holiday_list_name=frappe.generate_hash(length=8),
			from_date=add_days(nowdate(), -5),
			to_date=add_days(nowdate(), 5),
			holidays=[{"holiday_date": nowdate(), "description": "Spring Festival"}],
		).insert()
		strategy = self.strategy(holiday_list=holidays.name)
		(reason,) = self.left_out(strategy=strategy)
		self.assertIn("is a quiet day", reason)
		self.assertEqual(self.run_on(1, strategy).contacted, 1)

	def test_who_was_contacted_often_enough_this_week(self):
		strategy = self.strategy(contacts_per_week=1)
		make_overdue_invoice(customer=self.customer, days=4)
		self.run_on(0, strategy)
		make_overdue_invoice(customer=self.customer, amount=50, days=3)
		self.assertEqual(
			self.left_out(strategy=strategy, days=1),
			["The customer was contacted as often as a week allows."],
		)
		self.assertEqual(self.run_on(7, strategy).contacted, 1)

	def test_what_collectors_record_counts_for_the_week_where_somebody_was_reached(self):
		strategy = self.strategy(contacts_per_week=2)
		make_overdue_invoice(customer=self.customer, days=4)
		case = self.case_of(self.customer)
		for outcome in ("No Answer", "Wrong Number", "Message Left"):
			self.contacted(case, outcome)
		self.assertEqual(self.run_on(0, strategy).contacted, 1)
		make_overdue_invoice(customer=self.customer, amount=50, days=3)
		self.assertEqual(
			self.left_out(strategy=strategy, days=1),
			["The customer was contacted as often as a week allows."],
		)
		self.assertEqual(self.run_on(7, strategy).contacted, 1)

	def test_a_call_that_a_step_asked_for_counts_once_when_it_is_recorded(self):
		strategy = self.strategy(step("Call", 3, "Phone"), step("Mail", 4), contacts_per_week=2)
		make_overdue_invoice(customer=self.customer, days=3)
		case = self.case_of(self.customer)
		self.run_on(0, strategy)
		self.contacted(case, "Spoken To")
		self.assertEqual(self.run_on(1, strategy).contacted, 1)
		make_overdue_invoice(customer=self.customer, amount=50, days=1)
		self.assertEqual(self.run_on(2, strategy).contacted, 0)

	def case_of(self, customer: str):
		name = collection_cases.update(customer, COMPANY)
		return frappe.get_doc(collection_cases.DOCTYPE, name)

	def contacted(self, case, outcome: str) -> None:
		case_contacts.record(case, case_contacts.Contact(outcome))

	def test_who_owes_little(self):
		make_overdue_invoice(customer=self.customer, amount=40, days=4)
		(reason,) = self.left_out(strategy=self.strategy(minimum_amount=50))
		self.assertIn("40.00 is less than the", reason)

	def test_internal_customers_are_no_debtors(self):
		make_overdue_invoice(customer=self.customer, days=4)
		frappe.db.set_value("Customer", self.customer, "is_internal_customer", 1)
		self.assertEqual(self.run_on(0, self.strategy()).contacted, 0)


class TestTheDay(StrategyCase):
	def daily(self):
		return list(collection_jobs.daily())

	def test_only_what_is_enabled_and_runs_by_itself(self):
		make_overdue_invoice(customer=self.customer, days=4)
		strategy = self.strategy(disabled=1)
		self.daily()
		strategy.update({"disabled": 0, "send_daily": 0}).save()
		self.daily()
		self.assertEqual(self.notices(), [])
		strategy.update({"send_daily": 1}).save()
		self.daily()
		self.assertEqual(len(self.notices()), 1)

	def test_an_unknown_variable_is_told_to_the_manager_and_nothing_is_sent(self):
		make_overdue_invoice(customer=self.customer, days=4)
		self.strategy()
		frappe.db.set_value("Email Template", self.text, "response", "{{ total }} {{ amount_due }}")
		frappe.clear_document_cache("Email Template", self.text)
		self.daily()
		self.assertEqual((self.notices(), self.mails()), ([], []))
		told = frappe.get_all("Notification Log", {"for_user": self.manager}, pluck="email_content")
		self.assertTrue(any("amount_due" in text for text in told))

	def test_without_a_mail_account_nothing_is_sent(self):
		make_overdue_invoice(customer=self.customer, days=4)
		strategy = self.strategy()
		frappe.db.delete("Email Account")
		with self.assertRaises(frappe.ValidationError) as caught:
			self.run_on(0, strategy)
		self.assertIn("There is no outgoing e-mail account", str(caught.exception))
		self.assertEqual(self.notices(), [])

	def test_a_mail_that_went_is_sent_and_one_that_did_not_is_a_task(self):
		other = self.reachable().name
		for customer in (self.customer, other):
			make_overdue_invoice(customer=customer, days=4)
		self.run_on(0, self.strategy())
		self.mails()[0].db_set("status", "Sent")
		self.mails(other)[0].db_set({"status": "Error", "error": "Traceback\n550 mailbox unavailable"})
		self.assertEqual(collection_notices.follow(), 2)
		self.assertEqual(self.notices()[0].status, "Sent")
		failed = self.notices(other)[0]
		self.assertEqual((failed.status, failed.problem), ("Not Sent", "550 mailbox unavailable"))
		task = frappe.get_doc("ToDo", failed.task)
		self.assertEqual((task.allocated_to, task.status), (self.collector, "Open"))
		self.assertIn("did not arrive", task.description)
		task.status = "Closed"
		task.save()
		collection_notices.follow()
		self.assertEqual(self.notices(other)[0].status, "Done")
		self.assertEqual(collection_notices.follow(), 0)

	def test_a_promise_that_breaks_today_is_collected_today(self):
		invoice = make_overdue_invoice(customer=self.customer, amount=1000, days=4)
		promise = make_promise(customer=self.customer, amount=1000, items=[invoice], days=0)
		frappe.db.set_value(
			"Promise to Pay",
			promise.name,
			{"promised_date": add_days(nowdate(), -30), "made_on": add_days(nowdate(), -40)},
		)
		list(keeping.update_due())
		self.run_on(0, self.strategy())
		self.assertEqual(len(self.notices()), 1)
