"""Reminders of what runs out: to the right person, once per stage, caught up, and ended by themselves."""

import frappe

from credit_control.services import expiries, reminders, security_steps, settings
from credit_control.tests.cover_case import CoverCase, day, make_agreement
from credit_control.tests.factories import make_customer
from credit_control.tests.limit_documents import make_security


class TestExpiryReminders(CoverCase):
	def remind(self, days: int = 0) -> int:
		return sum(expiries.remind_all(day(days)))

	def secure(self, left: int, **fields):
		return make_security(customer=self.customer, valid_to=day(left), **fields)

	def test_the_specialist_gets_a_task_that_is_due_on_the_last_day_and_a_notification(self):
		doc = self.secure(60)
		self.assertEqual(self.remind(), 1)
		task = self.tasks(doc.name)[0]
		self.assertEqual((task.allocated_to, task.date, task.status), (self.specialist, day(60), "Open"))
		name = frappe.db.get_value("Customer", self.customer, "customer_name")
		shown = frappe.utils.formatdate(day(60))
		self.assertEqual(task.description, f"Guarantee of {name} ends on {shown}")
		log = {"document_name": doc.name, "for_user": self.specialist}
		self.assertEqual(frappe.db.count("Notification Log", log), 1)

	def test_nobody_is_reminded_too_early_or_of_what_has_no_end(self):
		doc = self.secure(61)
		endless = make_security(customer=self.customer)
		self.assertEqual(self.remind(), 0)
		self.assertEqual(self.tasks(doc.name) + self.tasks(endless.name), [])

	def test_each_stage_comes_once_and_takes_the_place_of_the_earlier_task(self):
		doc = self.secure(60)
		made = [self.remind(days) for days in (0, 0, 29, 30, 31, 53, 60, 61, 61, 90)]
		self.assertEqual(made, [1, 0, 0, 1, 0, 1, 0, 1, 0, 0])
		self.assertEqual([row.status for row in self.tasks(doc.name)], ["Closed"] * 3 + ["Open"])
		self.assertIn("ended on", self.open_tasks(doc.name)[0])

	def test_a_task_that_is_done_is_not_made_again(self):
		doc = self.secure(60)
		self.remind()
		frappe.get_doc("ToDo", self.tasks(doc.name)[0].name).update({"status": "Closed"}).save()
		self.assertEqual(self.remind(1), 0)

	def test_days_on_which_nothing_ran_are_caught_up_with_the_latest_stage_only(self):
		doc = self.secure(60)
		self.assertEqual([self.remind(days) for days in (40, 41)], [1, 0])
		self.assertEqual(len(self.tasks(doc.name)), 1)

	def test_the_days_are_those_of_the_settings(self):
		frappe.db.set_single_value(settings.SETTINGS, "expiry_reminder_days", "10")
		self.secure(30)
		self.assertEqual([self.remind(days) for days in (0, 19, 20)], [0, 0, 1])

	def test_days_that_cannot_be_read_are_refused_when_the_settings_are_saved(self):
		doc = frappe.get_doc(settings.SETTINGS)
		doc.expiry_reminder_days = "a month"
		with self.assertRaisesRegex(frappe.ValidationError, '"a month" is no number of days.'):
			doc.save()

	def test_what_is_given_back_or_replaced_needs_nothing(self):
		given_back, replaced = self.secure(7), self.secure(7)
		self.remind()
		security_steps.release(given_back.name, "Paid")
		self.assertEqual(self.open_tasks(given_back.name), [])
		new = make_security(customer=self.customer, replaces=replaced.name, valid_from=day(8))
		self.assertEqual(self.open_tasks(replaced.name), [])
		self.assertEqual(self.remind(9), 0)
		self.assertEqual(self.tasks(new.name), [])

	def test_without_a_specialist_whoever_entered_it_is_told(self):
		self.file().db_set("specialist", None)
		frappe.db.set_single_value(settings.SETTINGS, "default_specialist", None)
		with self.acting_as(self.manager):
			doc = self.secure(7)
		self.remind()
		self.assertEqual(self.tasks(doc.name)[0].allocated_to, self.manager)

	def test_a_person_who_has_left_is_not_told(self):
		frappe.db.set_value("User", self.specialist, "enabled", 0)
		doc = self.secure(7)
		self.assertEqual((self.remind(), self.tasks(doc.name)), (0, []))

	def test_the_task_speaks_the_language_of_its_person(self):
		frappe.db.set_value("User", self.specialist, "language", "zh")
		doc = self.secure(7)
		self.remind()
		self.assertIn("到期", self.open_tasks(doc.name)[0])

	def test_agreements_share_it_and_a_signed_successor_ends_it(self):
		old = self.sign(make_agreement(customer=self.customer, company=self.company, valid_to=day(7)))
		self.assertEqual(self.remind(), 1)
		self.assertIn("Credit Agreement of", self.open_tasks(old.name)[0])
		self.sign(make_agreement(customer=self.customer, company=self.company, valid_from=day(8)))
		self.assertEqual(self.remind(1), 0)

	def test_chunks_leave_nobody_out(self):
		for _number in range(3):
			make_security(customer=make_customer().name, valid_to=day(7))
		before, expiries.CHUNK = expiries.CHUNK, 2
		self.addCleanup(setattr, expiries, "CHUNK", before)
		self.assertEqual(list(expiries.remind_all()), [2, 1])
		self.assertEqual(sum(expiries.remind_all()), 0)
		self.assertEqual(reminders.days_before(), (60, 30, 7))
