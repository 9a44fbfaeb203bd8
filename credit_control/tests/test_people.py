"""Full names instead of the ids of users, on the forms, prints and reports of collections."""

import frappe
from frappe.utils import get_fullname, nowdate

from credit_control.api import legal_actions as api
from credit_control.services import contact_report, legal_report, people
from credit_control.tests.hold_case import HoldCase
from credit_control.tests.legal_documents import make_action
from credit_control.tests.write_off_case import WriteOffCase


class TestPeople(WriteOffCase):
	def action(self):
		doc = make_action(
			customer=self.customer, items=[(self.invoice, 1000)], assigned_to=self.manager, begun_on=nowdate()
		)
		with self.acting_as(self.manager):
			api.record(doc.name, "Demand Letter", nowdate())
		return doc.reload()

	def test_the_form_is_told_the_names_of_all_on_it(self):
		doc = self.action()
		with self.acting_as(self.collector):
			shown = frappe.get_doc(doc.doctype, doc.name)
			shown.run_method("onload")
		self.assertEqual(shown.get_onload("names"), {self.manager: get_fullname(self.manager)})

	def test_a_print_has_names_and_what_is_saved_keeps_the_users(self):
		doc = self.action()
		printed = frappe.get_print(doc.doctype, doc.name, "Standard").split("</body>")[0]
		self.assertIn(get_fullname(self.manager), printed)
		self.assertNotIn(self.manager, printed)
		self.assertEqual(frappe.db.get_value("Legal Action", doc.name, "assigned_to"), self.manager)

	def test_the_steps_of_a_write_off_are_printed_with_names(self):
		doc = self.booked()
		printed = frappe.get_print(doc.doctype, doc.name, "Standard").split("</body>")[0]
		self.assertIn(get_fullname(self.manager), printed)
		for user in (self.manager, self.collector):
			self.assertNotIn(user, printed)

	def test_reports_name_who_is_responsible(self):
		self.action()
		filters = {"company": self.company, "from_date": nowdate(), "to_date": nowdate()}
		row = legal_report.run({**filters, "customer": self.customer})[1][0]
		self.assertEqual(row["responsible"], get_fullname(self.manager))
		columns = [column["fieldname"] for column in contact_report.run(filters)[0]]
		self.assertEqual(columns[0], "collector")

	def test_who_is_gone_keeps_the_id(self):
		self.assertEqual(
			people.full_names(["gone@example.com", None]), {"gone@example.com": "gone@example.com"}
		)


class TestPeopleOfHolds(HoldCase):
	def test_a_hold_names_who_entered_the_order_and_who_asks(self):
		hold = self.request(self.held_order())
		with self.acting_as(self.manager.name):
			shown = frappe.get_doc(hold.doctype, hold.name)
			shown.run_method("onload")
		self.assertEqual(shown.get_onload("names"), {self.seller.name: get_fullname(self.seller.name)})
