"""Thanks: one e-mail for what was paid after we wrote, or for a promise that was kept; once, and never too early."""

from unittest.mock import patch

import frappe
from frappe.utils import add_days, get_datetime, getdate, nowdate

from credit_control import tasks
from credit_control.engine import defaults
from credit_control.services import (
	collection_notices,
	keeping,
	payment_thanks,
	quiet_hours,
	thanks_notices,
)
from credit_control.setup import collection_defaults
from credit_control.tests.bootstrap import COMPANY, new
from credit_control.tests.collection_documents import make_overdue_invoice, make_promise
from credit_control.tests.factories import make_credit_note, make_journal_entry, make_payment
from credit_control.tests.strategy_case import StrategyCase, make_text, step
from credit_control.tests.test_collection_runs import html_of, parsed

BODY = "<p>{{ customer_name }}: {{ total }}{% if kept_promise %} as promised{% endif %} {{ still_overdue }}</p>{{ items_table }}"
DOCTYPE = "Collection Thanks Text"


class ThanksCase(StrategyCase):
	def setUp(self):
		super().setUp()
		frappe.db.set_value("Collection Strategy", {"give_thanks": 1}, "give_thanks", 0)
		self.thanks = make_text("Thank you for {{ total }}", BODY)

	def thankful(self, *steps, **fields):
		"""A strategy that thanks."""
		values = {"only_for_company": COMPANY, "give_thanks": 1, "thanks_template": self.thanks, **fields}
		return self.strategy(*steps, **values)

	def reminded(self, *, amount: float = 1000, days: int = 4, strategy=None, **fields):
		"""An overdue invoice that was written about yesterday."""
		invoice = make_overdue_invoice(customer=self.customer, amount=amount, days=days, **fields)
		self.run_on(-1, strategy or self.thankful())
		return invoice

	def thank(self) -> list[str]:
		return list(payment_thanks.run())

	def given(self, customer: str | None = None) -> list:
		return [notice for notice in self.notices(customer) if notice.kind == "Thanks"]


class TestLocks(ThanksCase):
	def test_who_is_locked_is_thanked_in_the_next_hour_and_the_others_now(self):
		other = self.reachable().name
		invoice = make_overdue_invoice(customer=other, amount=500, days=4)
		make_payment(invoice=self.reminded())
		make_payment(invoice=invoice)
		make, rollback = thanks_notices.make, frappe.db.rollback
		frappe.db.savepoint("before_run")

		def locked(thanks):
			if thanks.facts.customer.name == self.customer:
				raise frappe.QueryDeadlockError(1213, "Deadlock found when trying to get lock")
			return make(thanks)

		def undone(*, save_point=None):
			# what the test made stands for what others have committed
			rollback(save_point=save_point or "before_run")

		with (
			patch.object(thanks_notices, "make", locked),
			patch.object(frappe.local.db, "rollback", undone),
		):
			self.assertEqual(self.thanked_with_commits(), [other])
		self.assertEqual(self.given(), [])
		self.assertEqual(self.thank(), [self.customer])

	def thanked_with_commits(self) -> list[str]:
		"""As the job does it: what was done for one stays, whatever becomes of the next."""
		done = []
		for customer in payment_thanks.run():
			done.append(customer)
			frappe.db.savepoint("before_run")
		return done


class TestWhoIsThanked(ThanksCase):
	def test_one_mail_for_all_that_was_paid_in_the_customers_language_without_attachment(self):
		chinese = make_text("感谢支付 {{ total }}", BODY)
		strategy = self.thankful(thanks_texts=[{"language": "zh", "email_template": chinese}])
		frappe.db.set_value("Customer", self.customer, "language", "zh")
		first = self.reminded(amount=700, strategy=strategy)
		second = self.reminded(amount=300, strategy=strategy, days=5, po_no="PO-9")
		for invoice in (first, second):
			make_payment(invoice=invoice)
		self.assertEqual(self.thank(), [self.customer])
		(notice,) = self.given()
		mail = self.mails()[-1]
		self.assertIn("感谢支付", parsed(mail)["Subject"])
		self.assertIn("1,000.00", parsed(mail)["Subject"])
		for expected in (first.name, second.name, "PO-9", "已付金额"):
			self.assertIn(expected, html_of(mail))
		self.assertEqual(self.attachments(mail), [])
		self.assertEqual([row.recipient for row in mail.recipients], [notice.recipient])
		self.assertEqual((notice.total_amount, notice.status, notice.language), (1000, "Queued", "zh"))
		self.assertEqual(
			{(row.sales_invoice, row.days_overdue) for row in notice.items},
			{(first.name, 4), (second.name, 5)},
		)

	def test_once_also_after_three_runs_and_another_payment_taken_back(self):
		payment = make_payment(invoice=self.reminded())
		for _again in range(3):
			self.thank()
		payment.cancel()
		self.thank()
		self.assertEqual(len(self.given()), 1)

	def test_a_payment_for_several_items_is_thanked_for_once_though_one_is_allocated_later(self):
		strategy = self.thankful()
		first, second = (self.reminded(strategy=strategy, days=days) for days in (4, 5))
		payment = make_payment(invoice=first)
		self.thank()
		frappe.db.sql(
			"""update `tabPayment Ledger Entry` set against_voucher_no = %s where voucher_no = %s limit 1""",
			(second.name, payment.name),
		)
		self.thank()
		self.assertEqual(len(self.given()), 1)

	def test_never_when_it_is_booked_and_not_for_what_was_taken_back_before_the_run(self):
		payment = make_payment(invoice=self.reminded())
		self.assertEqual(self.given(), [])
		payment.cancel()
		self.assertEqual(self.thank(), [])

	def test_a_journal_that_is_money_and_one_that_is_none(self):
		strategy = self.thankful()
		first, second = (self.reminded(strategy=strategy, days=days) for days in (4, 5))
		make_journal_entry(customer=self.customer, amount=-1000, against=first)
		make_journal_entry(
			customer=self.customer, amount=-1000, against=second, voucher_type="Write Off Entry"
		)
		self.thank()
		self.assertEqual([row.sales_invoice for row in self.given()[0].items], [first.name])

	def test_a_part_or_a_credit_note_is_no_reason(self):
		strategy = self.thankful()
		make_payment(invoice=self.reminded(strategy=strategy), amount=400)
		make_credit_note(invoice=self.reminded(strategy=strategy, days=5), settles_invoice=True)
		self.assertEqual(self.thank(), [])

	def test_who_was_not_written_to_or_paid_in_time(self):
		self.thankful()
		make_payment(invoice=make_overdue_invoice(customer=self.customer, days=4))
		early = self.reminded(days=-2, strategy=self.thankful(step("Before", -3)))
		make_payment(invoice=early)
		self.assertEqual(self.thank(), [])

	def test_a_call_is_not_written_and_a_letter_is(self):
		for channel, expected in (("Phone", []), ("Letter", [self.customer])):
			make_payment(invoice=self.reminded(strategy=self.thankful(step("It", 3, channel))))
			self.assertEqual(self.thank(), expected)
			frappe.db.set_value("Collection Strategy", {"give_thanks": 1}, "disabled", 1)

	def test_what_is_still_overdue_is_said(self):
		strategy = self.thankful()
		paid, _open = (self.reminded(strategy=strategy, amount=amount, days=4) for amount in (100, 250))
		make_payment(invoice=paid)
		self.thank()
		self.assertIn("250.00", self.given()[0].message)

	def test_a_foreign_customer_reads_its_own_currency(self):
		self.customer = self.reachable(currency="USD").name
		make_payment(invoice=self.reminded(amount=100, currency="USD"))
		self.thank()
		notice = self.given()[0]
		self.assertIn("$ 100.00", notice.subject)
		self.assertEqual((notice.total_amount, notice.items[0].invoice_amount), (700, 100))


class TestPromises(ThanksCase):
	def test_a_promise_that_was_kept_without_naming_invoices(self):
		self.thankful()
		invoice = make_overdue_invoice(customer=self.customer, days=4)
		promise = make_promise(customer=self.customer, amount=1000)
		make_payment(invoice=invoice)
		keeping.update(self.customer, COMPANY)
		self.assertEqual(self.thank(), [self.customer])
		(notice,) = self.given()
		self.assertEqual([(row.paid_by, row.amount) for row in notice.items], [(promise.name, 1000)])
		self.assertIn("1,000.00 as promised", notice.message)
		self.assertEqual(self.thank(), [])

	def test_the_payment_and_the_promise_it_keeps_are_one_mail(self):
		invoice = self.reminded()
		make_promise(customer=self.customer, amount=1000, items=[invoice])
		make_payment(invoice=invoice)
		keeping.update(self.customer, COMPANY)
		self.thank()
		(notice,) = self.given()
		self.assertEqual((notice.total_amount, len(notice.items)), (1000, 2))
		self.assertEqual(len(self.mails()), 2)

	def test_one_that_is_broken_again_before_the_run_is_no_reason(self):
		self.thankful()
		make_promise(customer=self.customer, amount=1000)
		payment = make_payment(invoice=make_overdue_invoice(customer=self.customer, days=4))
		keeping.update(self.customer, COMPANY)
		payment.reload().cancel()
		keeping.update(self.customer, COMPANY)
		self.assertEqual(self.thank(), [])


class TestWhoIsNot(ThanksCase):
	def paid(self, **fields):
		make_payment(invoice=self.reminded(strategy=self.thankful(**fields)))

	def test_a_strategy_that_does_not_thank_is_disabled_or_began_later(self):
		strategy = self.thankful()
		make_payment(invoice=self.reminded(strategy=strategy))
		for change in ({"give_thanks": 0}, {"disabled": 1}, {"thanks_since": add_days(nowdate(), 1)}):
			before = {key: strategy.get(key) for key in change}
			strategy.db_set(change)
			self.assertEqual(self.thank(), [], change)
			strategy.db_set(before)
		self.assertEqual(self.thank(), [self.customer])

	def test_who_wants_no_mail_or_has_no_address(self):
		self.paid()
		frappe.db.set_value("Customer", self.customer, "no_collection_emails", 1)
		self.assertEqual(self.thank(), [])
		frappe.db.set_value("Customer", self.customer, "no_collection_emails", 0)
		address = self.notices()[0].recipient
		frappe.db.set_value("Contact", {"email_id": address}, "bounced_email", address)
		self.assertEqual(self.thank(), [])

	def test_who_paid_two_weeks_ago(self):
		self.paid()
		self.assertEqual(list(payment_thanks.run(getdate(add_days(nowdate(), 15)))), [])

	def test_a_quiet_day_waits_for_the_next_and_quiet_hours_for_their_end(self):
		holidays = new(
			"Holiday List",
			holiday_list_name=frappe.generate_hash(length=8),
			from_date=add_days(nowdate(), -5),
			to_date=add_days(nowdate(), 5),
			holidays=[{"holiday_date": nowdate(), "description": "Spring Festival"}],
		).insert()
		self.paid(holiday_list=holidays.name, quiet_from="21:00", quiet_to="08:00")
		self.assertEqual(self.thank(), [])
		night = get_datetime(f"{add_days(nowdate(), 1)} 02:00:00")
		with patch.object(quiet_hours, "now_datetime", return_value=night):
			list(payment_thanks.run(night.date()))
		self.assertEqual(self.mails()[-1].send_after, get_datetime(f"{night.date()} 08:00:00"))

	def test_a_text_that_cannot_be_filled_or_no_account_stops_it(self):
		self.paid()
		frappe.db.set_value("Email Template", self.thanks, "response", "{{ charges }}")
		frappe.clear_document_cache("Email Template", self.thanks)
		self.assertEqual(self.thank(), [])
		frappe.db.set_value("Email Template", self.thanks, "response", BODY)
		frappe.clear_document_cache("Email Template", self.thanks)
		frappe.db.delete("Email Account")
		self.assertEqual(self.thank(), [])

	def test_what_fails_for_one_customer_leaves_no_trace(self):
		self.paid()
		send = "credit_control.services.collection_mails.send"
		with patch(send, side_effect=RuntimeError("the server went away")):
			self.assertEqual(self.thank(), [])
		self.assertEqual(self.given(), [])
		self.assertEqual(self.thank(), [self.customer])


class TestAfterwards(ThanksCase):
	def test_thanks_are_no_step_and_no_contact_and_no_task_when_they_come_back(self):
		strategy = self.thankful(step("One", 3), step("Two", 5), contacts_per_week=1)
		make_payment(invoice=self.reminded(strategy=strategy))
		self.thank()
		(notice,) = self.given()
		collection_notices.came_back(notice, "550 5.1.1 unknown")
		self.assertEqual((notice.status, notice.task), ("Bounced", None))
		make_overdue_invoice(customer=self.customer, days=4)
		self.assertEqual(self.run_on(7, strategy).contacted, 1)

	def test_the_scheduler_runs_it(self):
		make_payment(invoice=self.reminded())
		with patch.object(frappe.db, "commit"):
			tasks.thank_for_payments()
		self.assertEqual(len(self.given()), 1)

	def test_switching_it_on_is_dated_and_off_forgets_it(self):
		strategy = self.thankful()
		self.assertEqual(getdate(strategy.thanks_since), getdate())
		strategy.update({"give_thanks": 0}).save()
		self.assertIsNone(strategy.thanks_since)

	def test_texts_are_checked_when_it_is_saved(self):
		wrong = make_text(body="{{ charges }}")
		row = {"language": "zh", "email_template": self.thanks}
		for fields, message in (
			({"thanks_template": None}, "Text of Thanks is missing."),
			({"thanks_template": wrong}, f"Email Template {wrong} uses charges, which is not known"),
			({"thanks_texts": [row, row]}, "Thanks, row 2: there is a text in this language already."),
		):
			with self.assertRaises(frappe.ValidationError) as caught:
				self.thankful(**fields)
			self.assertIn(message, str(caught.exception))

	def test_the_texts_that_are_shipped_are_filled_in_both_languages(self):
		collection_defaults.make_thanks()
		names = {text["language"]: text["name"] for text in defaults.collection_data()["thanks"]}
		strategy = self.thankful(thanks_template=names["en"])
		strategy.append("thanks_texts", {"language": "zh", "email_template": names["zh"]})
		strategy.save()
		make_payment(invoice=self.reminded(strategy=strategy))
		frappe.db.set_value("Customer", self.customer, "language", "zh")
		self.thank()
		self.assertIn("谨致谢意", self.given()[0].message)
