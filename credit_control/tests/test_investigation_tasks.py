"""The tasks of an investigation: one for each channel, and reminders."""

import frappe
from frappe.utils import getdate

from credit_control.services import daily_work, investigation_tasks
from credit_control.tests.investigation_case import InvestigationCase, day


class TestTasks(InvestigationCase):
	def tasks(self, doc, **filters) -> list:
		filters = {"reference_name": doc.name, "reference_type": doc.doctype, **filters}
		return frappe.get_all("ToDo", filters, ["allocated_to", "status", "date", "description"])

	def test_each_channel_gives_its_owner_a_task(self):
		doc = self.investigate({"channel": "Courts", "due_days": 3, "subject": "R&D Court"})
		(task,) = self.tasks(doc)
		self.assertEqual((task.allocated_to, task.status, str(task.date)), (self.specialist, "Open", day(3)))
		name = frappe.db.get_value("Customer", self.customer, "customer_name")
		self.assertEqual(task.description, f"Courts (R&amp;D Court): {name}")

	def test_whoever_has_several_channels_is_listed_once(self):
		doc = self.investigate("Courts", "Tax", {"channel": "Market", "default_user": self.manager})
		assigned = frappe.parse_json(frappe.db.get_value(doc.doctype, doc.name, "_assign"))
		self.assertEqual(sorted(assigned), sorted({self.specialist, self.manager}))

	def test_saving_again_makes_no_second_task_and_a_new_due_date_moves_it(self):
		doc = self.investigate("Courts")
		doc.channels[0].due_date = day(30)
		doc.save()
		doc.save()
		(task,) = self.tasks(doc)
		self.assertEqual(str(task.date), day(30))

	def test_it_closes_by_itself_when_the_channel_is_done(self):
		doc = self.answer(self.investigate("Courts", "Tax"))
		self.assertEqual(sorted(task.status for task in self.tasks(doc)), ["Closed", "Open"])

	def test_another_owner_gets_a_task_and_the_first_loses_his(self):
		doc = self.investigate("Courts")
		doc.channels[0].assigned_to = self.manager
		doc.save()
		tasks = {task.allocated_to: task.status for task in self.tasks(doc)}
		self.assertEqual(tasks, {self.specialist: "Cancelled", self.manager: "Open"})

	def test_a_row_that_is_removed_and_a_draft_that_is_deleted_leave_no_open_task(self):
		doc = self.investigate("Courts", "Tax")
		doc.remove(doc.channels[0])
		doc.save()
		self.assertEqual(sorted(task.status for task in self.tasks(doc)), ["Cancelled", "Open"])
		doc.delete()
		self.assertEqual(self.tasks(doc, status="Open"), [])

	def test_who_could_not_enter_a_finding_gets_no_channel(self):
		doc, seller = self.investigate("Courts"), self.user("Sales User").name
		doc.channels[0].assigned_to = seller
		self.assert_refused(f"Row 1: {seller} may not work on investigations", doc.save)

	def notes(self, user: str) -> list[str]:
		filters = {"for_user": user, "subject": ["like", "%overdue%"]}
		return frappe.get_all("Notification Log", filters, pluck="email_content")

	def test_overdue_channels_are_reminded_of_once_a_day(self):
		doc = self.investigate({"channel": "Courts"}, {"channel": "Tax"}, {"channel": "Market"})
		for row, due in zip(doc.channels, (-3, 0, -1), strict=True):
			row.db_set("due_date", day(due))
		doc.channels[2].db_set("assigned_to", self.manager)
		investigation_tasks.remind()
		investigation_tasks.remind()
		(note,) = self.notes(self.specialist)
		self.assertIn("Courts", note)
		self.assertNotIn("Tax", note)
		self.assertEqual(len(self.notes(self.manager)), 1)
		investigation_tasks.remind(getdate(day(1)))
		self.assertEqual(len(self.notes(self.specialist)), 2)

	def test_the_daily_job_reminds(self):
		doc = self.investigate("Courts")
		doc.channels[0].db_set("due_date", day(-1))
		daily_work.step_of("Investigations").work()
		self.assertEqual(len(self.notes(self.specialist)), 1)

	def test_what_is_done_submitted_or_of_a_disabled_user_is_not_reminded_of(self):
		done = self.answer(self.investigate("Courts"))
		done.channels[0].db_set("due_date", day(-1))
		self.complete(done)
		late = self.investigate("Tax")
		late.channels[0].db_set("due_date", day(-1))
		frappe.db.set_value("User", self.specialist, "enabled", 0)
		self.assertEqual(investigation_tasks.remind(), 0)
