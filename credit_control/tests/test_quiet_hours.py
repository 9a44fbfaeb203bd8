"""Quiet hours: what is ready at night goes out in the morning, once; people's tasks wait for nothing."""

from unittest.mock import patch

import frappe
from frappe.email.queue import get_queue
from frappe.utils import add_days, get_datetime, nowdate

from credit_control.api import collection_strategies as api
from credit_control.services import collection_notices, quiet_hours
from credit_control.tests.bootstrap import COMPANY, new
from credit_control.tests.collection_documents import make_overdue_invoice
from credit_control.tests.strategy_case import StrategyCase, step

NIGHT = {"quiet_from": "21:00", "quiet_to": "08:00"}


def at(time: str, days: int = 0):
	return get_datetime(f"{add_days(nowdate(), days)} {time}")


class TestQuietHours(StrategyCase):
	def run_at(self, time: str, *strategies, days: int = 0):
		"""Run strategies at a time of the site's day."""
		with patch.object(quiet_hours, "now_datetime", return_value=at(time)):
			return self.run_on(days, *strategies)

	def ready(self, time: str, days: int = 0) -> list[str]:
		"""The e-mails of the customer that the queue would send at a time."""
		mine = {mail.name for mail in self.mails()}
		with patch("frappe.email.queue.now_datetime", return_value=at(time, days)):
			return [row.name for row in get_queue() if row.name in mine]

	def test_what_is_ready_at_night_is_sent_in_the_morning_and_not_before(self):
		make_overdue_invoice(customer=self.customer, days=4)
		self.run_at("00:05:00", self.strategy(**NIGHT))
		(mail,), (notice,) = self.mails(), self.notices()
		self.assertEqual((mail.send_after, notice.send_after), (at("08:00:00"), at("08:00:00")))
		self.assertEqual((mail.status, notice.status), ("Not Sent", "Queued"))
		self.assertEqual(self.ready("07:59:00"), [])
		self.assertEqual(self.ready("08:00:01"), [mail.name])

	def test_a_second_run_in_the_same_night_or_after_it_sends_nothing_more(self):
		make_overdue_invoice(customer=self.customer, days=4)
		strategy = self.strategy(**NIGHT)
		for time in ("00:05:00", "03:00:00", "09:00:00"):
			self.run_at(time, strategy)
		self.assertEqual((len(self.mails()), len(self.notices())), (1, 1))

	def test_it_is_sent_once_and_then_the_notice_is_too(self):
		make_overdue_invoice(customer=self.customer, days=4)
		self.run_at("23:00:00", self.strategy(**NIGHT))
		(mail,) = self.mails()
		self.assertEqual(mail.send_after, at("08:00:00", 1))
		self.assertEqual(collection_notices.follow(), 0)
		mail.db_set("status", "Sent")
		self.assertEqual(self.ready("09:00:00", 1), [])
		self.assertEqual(collection_notices.follow(), 1)
		self.assertEqual(self.notices()[0].status, "Sent")

	def test_by_day_nothing_waits(self):
		make_overdue_invoice(customer=self.customer, days=4)
		self.run_at("10:00:00", self.strategy(**NIGHT))
		self.assertIsNone(self.mails()[0].send_after)
		self.assertIsNone(self.notices()[0].send_after)

	def test_a_night_before_a_holiday_lasts_until_the_day_after_it(self):
		make_overdue_invoice(customer=self.customer, days=4)
		holidays = new(
			"Holiday List",
			holiday_list_name=frappe.generate_hash(length=8),
			from_date=add_days(nowdate(), -5),
			to_date=add_days(nowdate(), 5),
			holidays=[{"holiday_date": add_days(nowdate(), 1), "description": "Spring Festival"}],
		).insert()
		self.run_at("22:00:00", self.strategy(holiday_list=holidays.name, **NIGHT))
		self.assertEqual(self.mails()[0].send_after, at("08:00:00", 2))

	def test_a_call_is_a_task_at_once(self):
		make_overdue_invoice(customer=self.customer, days=4)
		self.run_at("00:05:00", self.strategy(step("Call", 3, "Phone"), **NIGHT))
		(notice,) = self.notices()
		self.assertIsNone(notice.send_after)
		self.assertEqual(frappe.db.get_value("ToDo", notice.task, "status"), "Open")

	def test_the_preview_says_when_it_would_be_sent(self):
		make_overdue_invoice(customer=self.customer, days=4)
		strategy = self.strategy(only_for_company=COMPANY, **NIGHT)
		for time, expected in (("00:05:00", at("08:00:00")), ("12:00:00", None)):
			with patch.object(quiet_hours, "now_datetime", return_value=at(time)):
				rows = api.preview(strategy.name)["rows"]
			(row,) = [row for row in rows if row["customer"] == self.customer]
			self.assertEqual(row["send_after"], expected)
		with patch.object(quiet_hours, "now_datetime", return_value=at("00:05:00")):
			rows = api.preview(strategy.name, day=add_days(nowdate(), 1))["rows"]
		self.assertEqual({row["send_after"] for row in rows if row["customer"] == self.customer}, {None})

	def test_times_are_tidied(self):
		strategy = self.strategy(quiet_from=" 9:30", quiet_to="18：00")
		self.assertEqual((strategy.quiet_from, strategy.quiet_to), ("09:30", "18:00"))

	def test_times_that_cannot_be_meant_are_named(self):
		for times, message in (
			({"quiet_from": "night", "quiet_to": "08:00"}, 'Quiet from: "night" is no time.'),
			({"quiet_from": "21:00"}, "Quiet until is missing. Enter both times, or none."),
			({"quiet_to": "08:00"}, "Quiet from is missing. Enter both times, or none."),
			({"quiet_from": "8:00", "quiet_to": "08:00"}, "Quiet hours begin and end at 08:00."),
		):
			with self.assertRaises(frappe.ValidationError) as caught:
				self.strategy(**times)
			self.assertIn(message, str(caught.exception))
