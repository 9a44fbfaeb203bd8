"""E-mails that wait for quiet hours to end: taken back when their reason is gone, and only then."""

from unittest.mock import patch

import frappe
from frappe.utils import add_days, get_datetime, nowdate

from credit_control import tasks
from credit_control.services import payment_thanks, quiet_hours, waiting_mails
from credit_control.tests.bootstrap import COMPANY
from credit_control.tests.collection_documents import make_overdue_invoice
from credit_control.tests.factories import make_payment
from credit_control.tests.strategy_case import StrategyCase, make_dunning_type, make_text, step

#: an e-mail of this night waits for tomorrow
NIGHT = {"quiet_from": "21:00", "quiet_to": "08:00", "only_for_company": COMPANY}


class TestWaiting(StrategyCase):
	def setUp(self):
		super().setUp()
		frappe.db.set_value("Collection Strategy", {"give_thanks": 1}, "give_thanks", 0)
		night = patch.object(quiet_hours, "now_datetime", return_value=get_datetime(f"{nowdate()} 23:00:00"))
		night.start()
		self.addCleanup(night.stop)

	def reminded(self, *steps, **fields):
		invoice = make_overdue_invoice(customer=self.customer, days=6)
		self.run_on(0, self.strategy(*steps, **{**NIGHT, **fields}))
		return invoice

	def waiting(self) -> tuple[int, int]:
		filters = {"reference_doctype": "Customer", "reference_name": self.customer}
		return len(self.notices()), frappe.db.count("Communication", filters)

	def test_a_reminder_of_what_is_paid_meanwhile_is_taken_back_and_leaves_no_trace(self):
		make_payment(invoice=self.reminded())
		(notice,) = self.notices()
		self.assertEqual(list(waiting_mails.take_back_all()), [notice.name])
		self.assertEqual((self.waiting(), self.mails()), ((0, 0), []))

	def test_its_step_is_taken_again_when_the_payment_is_taken_back(self):
		payment = make_payment(invoice=self.reminded())
		strategy = frappe.get_doc("Collection Strategy", self.notices()[0].strategy)
		list(waiting_mails.take_back_all())
		payment.cancel()
		self.assertEqual(self.run_on(0, strategy).contacted, 1)

	def test_what_is_open_in_part_is_sent(self):
		make_payment(invoice=self.reminded(), amount=400)
		self.assertEqual(list(waiting_mails.take_back_all()), [])
		self.assertEqual(self.waiting(), (1, 1))

	def test_what_did_more_than_write_stays(self):
		for more in ({"consequence": "Escalate"}, {"dunning_type": make_dunning_type()}):
			make_payment(invoice=self.reminded(step("Demand", 5, **more)))
			self.assertEqual(list(waiting_mails.take_back_all()), [])

	def test_what_did_more_for_another_item_stays(self):
		invoices = [make_overdue_invoice(customer=self.customer, days=days) for days in (9, 5)]
		self.run_on(-1, self.strategy(step("Before", 8, "Phone"), only_for_company=COMPANY))
		held = step("Hold", 5, consequence="Hold New Orders")
		self.run_on(0, self.strategy(held, step("Last", 9), **NIGHT))
		(notice,) = [each for each in self.notices() if each.channel == "E-Mail"]
		self.assertEqual((notice.step_label, notice.consequence), ("Last", ""))
		for invoice in invoices:
			make_payment(invoice=invoice)
		self.assertEqual(list(waiting_mails.take_back_all()), [])

	def test_what_is_being_sent_or_waits_no_more_stays(self):
		make_payment(invoice=self.reminded())
		(mail,), (notice,) = self.mails(), self.notices()
		mail.db_set("status", "Sending")
		self.assertEqual(list(waiting_mails.take_back_all()), [])
		mail.db_set("status", "Not Sent")
		notice.db_set("send_after", add_days(nowdate(), -1))
		self.assertEqual(list(waiting_mails.take_back_all()), [])

	def test_thanks_for_a_payment_that_is_taken_back_are_too_and_come_with_the_next(self):
		invoice = make_overdue_invoice(customer=self.customer, days=6)
		strategy = self.strategy(only_for_company=COMPANY, give_thanks=1, thanks_template=make_text("Thanks"))
		self.run_on(-1, strategy)
		strategy.db_set({"quiet_from": "21:00", "quiet_to": "08:00"})
		payment = make_payment(invoice=invoice)
		self.assertEqual(list(payment_thanks.run()), [self.customer])
		self.assertEqual(list(waiting_mails.take_back_all()), [])
		payment.cancel()
		with patch.object(frappe.db, "commit"):
			tasks.take_back_waiting()
		self.assertEqual([notice.kind for notice in self.notices()], ["Reminder"])
		make_payment(invoice=invoice.reload())
		self.assertEqual(list(payment_thanks.run()), [self.customer])
