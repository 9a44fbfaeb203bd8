"""Re-assessing many customers: each once, whatever happens to the worker, and reasons for those left out.

A run commits each chunk, so these tests do too and take away what they made.
"""

from unittest.mock import patch

import frappe
from frappe.utils import add_days, getdate, nowdate

from credit_control.api import reassessments as api
from credit_control.erp.selection import Selection, chosen
from credit_control.services import files, prefetch, reassessment_results, reassessments
from credit_control.services.reassessment_results import movement
from credit_control.tests.credit_documents import fill_file, make_scorecard
from credit_control.tests.factories import make_user
from credit_control.tests.reassessment_case import RESULT, RunCase


class TestRun(RunCase):
	def test_every_customer_of_the_selection_gets_one_row_and_the_run_says_how_many_moved(self):
		customers = self.make_customers(3)
		doc = self.start(self.make_run())
		self.assertEqual((doc.status, doc.total), ("Queued", 3))
		with patch.object(reassessments, "CHUNK", 2):
			self.work()
		doc.reload()
		self.assertEqual((doc.status, doc.done, doc.failed), ("Completed", 3, 0))
		self.assertEqual(self.done(doc), sorted(customers))
		self.assertTrue(doc.finished_on)
		self.assertTrue(frappe.db.exists("Notification Log", {"document_name": doc.name}))

	def test_scoring_only_changes_no_file_and_drafts_nothing(self):
		make_scorecard(minimum_coverage=10)
		(customer,) = self.make_customers(1)
		fill_file(customer)
		self.work_off(action="Only Score")
		row = frappe.get_doc(RESULT, {"customer": customer})
		self.assertEqual((row.outcome, row.old_grade, row.assessment), ("First Grade", "", None))
		self.assertTrue(row.new_grade)
		self.assertFalse(frappe.db.get_value("Credit File", {"customer": customer}, "grade"))
		self.assertFalse(frappe.db.exists("Credit Assessment", {"customer": customer}))

	def work_off(self, **fields):
		doc = self.start(self.make_run(**fields))
		self.work()
		return doc.reload()

	def test_movers_get_a_draft_that_whoever_started_the_run_may_not_approve(self):
		make_scorecard(minimum_coverage=10)
		(customer,) = self.make_customers(1)
		fill_file(customer)
		doc = self.work_off(action="Draft Assessments for Movers")
		self.assertEqual(
			(doc.failed, doc.moved, doc.drafted),
			(0, 1, 1),
			frappe.get_all(RESULT, {"run": doc.name}, ["error"]),
		)
		draft = frappe.get_doc("Credit Assessment", {"customer": customer})
		self.assertEqual((draft.docstatus, draft.reason), (0, "Review"))
		self.assertEqual(frappe.db.get_value(RESULT, {"customer": customer}, "assessment"), draft.name)
		with self.assertRaisesRegex(frappe.PermissionError, "You prepared this assessment."):
			draft.submit()
		frappe.db.rollback()

	def test_who_stays_gets_a_draft_only_when_all_are_to_get_one_and_never_a_second(self):
		(customer,) = self.make_customers(1)
		self.assertEqual(self.work_off(action="Draft Assessments for Movers").drafted, 0)
		self.assertEqual(self.work_off(action="Draft Assessments for All").drafted, 1)
		self.assertEqual(self.work_off(action="Draft Assessments for All").drafted, 1)
		self.assertEqual(frappe.db.count("Credit Assessment", {"customer": customer}), 1)

	def test_a_customer_that_cannot_be_assessed_is_listed_with_the_reason_and_the_run_goes_on(self):
		bad, good = self.make_customers(2)
		file = frappe.get_doc("Credit File", {"customer": bad})
		file.update({"paid_in_capital": 5, "capital_currency": "THB"}).save()
		frappe.db.commit()
		doc = self.work_off()
		self.assertEqual((doc.status, doc.done, doc.failed), ("Completed", 2, 1))
		row = frappe.get_doc(RESULT, {"customer": bad})
		self.assertEqual(row.outcome, "Not Assessed")
		self.assertIn("There is no exchange rate from THB to CNY", row.error)
		self.assertEqual(frappe.db.get_value(RESULT, {"customer": good}, "outcome"), "Same Grade")

	def test_closed_files_and_disabled_customers_are_left_out(self):
		closed, disabled, kept = self.make_customers(3)
		frappe.db.set_value("Credit File", {"customer": closed}, "status", "Closed")
		frappe.db.set_value("Customer", disabled, "disabled", 1)
		frappe.db.commit()
		self.assertEqual(self.done(self.work_off()), [kept])

	def test_the_selection_narrows_by_grade_specialist_class_and_review_date(self):
		customers = self.make_customers(5)
		chosen = {
			"grade": ("only_for_grade", "BB"),
			"specialist": ("only_for_specialist", "Administrator"),
			"risk_class": ("only_for_risk_class", "High Risk"),
			"value_class": ("only_for_value_class", "VIP"),
			"next_review": ("review_before", add_days(nowdate(), 1)),
		}
		for customer, (fieldname, (_filter, value)) in zip(customers, chosen.items(), strict=True):
			value = nowdate() if fieldname == "next_review" else value
			frappe.db.set_value("Credit File", {"customer": customer}, fieldname, value)
		frappe.db.commit()
		for customer, (wanted, value) in zip(customers, chosen.values(), strict=True):
			with self.subTest(wanted):
				self.assertEqual(self.done(self.work_off(**{wanted: value})), [customer])

	def test_a_group_takes_those_below_it_along_and_a_territory_too(self):
		customers = self.make_customers(2)
		parent = frappe.db.get_value("Customer Group", self.group, "parent_customer_group")
		self.assertLessEqual(set(customers), set(self.done(self.work_off(only_for_customer_group=parent))))
		territory = frappe.db.get_value("Customer", customers[0], "territory")
		self.assertEqual(self.done(self.work_off(only_for_territory=territory)), sorted(customers))

	def test_without_a_match_nothing_is_queued(self):
		doc = self.make_run()
		with self.assertRaisesRegex(
			frappe.ValidationError, "No customer with an active Credit File matches."
		):
			api.start(doc.name)
		self.assertEqual((self.queue, doc.reload().status), ([], "Draft"))

	def test_a_day_to_come_and_a_change_after_the_start_are_refused(self):
		with self.assertRaisesRegex(frappe.ValidationError, "As of lies in the future."):
			self.make_run(as_of=add_days(nowdate(), 1))
		self.make_customers(1)
		doc = self.start(self.make_run())
		with self.assertRaisesRegex(frappe.ValidationError, "has been started. Make a new one"):
			doc.save()

	def test_a_user_sees_and_scores_only_the_customers_that_are_open_to_it(self):
		customers = self.make_customers(2)
		user = make_user(roles=("Credit Manager", "Sales User")).name
		frappe.get_doc(
			{"doctype": "User Permission", "user": user, "allow": "Customer", "for_value": customers[0]}
		).insert()
		frappe.db.commit()
		frappe.set_user(user)
		try:
			doc = self.work_off()
		finally:
			frappe.set_user("Administrator")
		self.assertEqual((doc.total, self.done(doc)), (1, [customers[0]]))

	def test_a_deleted_run_takes_its_results_along_and_one_at_work_is_kept(self):
		self.make_customers(1)
		doc = self.start(self.make_run())
		with self.assertRaisesRegex(frappe.ValidationError, "is at work. Cancel it first."):
			doc.delete()
		frappe.db.rollback()
		self.work()
		doc.reload().delete()
		frappe.db.commit()
		self.assertEqual(self.done(doc), [])


class TestReadingInSets(RunCase):
	def test_a_chunk_read_at_once_gives_what_each_customer_alone_gives_with_fewer_statements(self):
		customers = self.make_customers(3)
		fill_file(customers[1])
		task = reassessment_results.Task("X", self.company, getdate(), "Only Score")
		everybody = chosen(Selection(customer_group=self.group))
		alone, alone_asked = self.asked(
			lambda: [reassessment_results.reassess(task, one) for one in everybody]
		)
		with prefetch.for_customers(customers):
			together, asked = self.asked(
				lambda: [reassessment_results.reassess(task, one) for one in everybody]
			)
		self.assertEqual(together, alone)
		self.assertEqual({row["customer"] for row in together}, set(customers))
		self.assertLess(asked, alone_asked * 2 / 3)

	def asked(self, action):
		"""What an action gives, and how many statements it needed."""
		original, statements = frappe.db.sql, []

		def counted(query, *given, **named):
			statements.append(query)
			return original(query, *given, **named)

		with patch.object(frappe.db, "sql", counted):
			return action(), len(statements)

	def test_nothing_is_remembered_after_the_chunk(self):
		(customer,) = self.make_customers(1)
		with prefetch.for_customers([customer]):
			before = files.documents([customer])[customer].grade
			prefetch.of_customer(files.documents, customer)
			frappe.db.set_value("Credit File", {"customer": customer}, "grade", "BB")
			self.assertEqual(prefetch.of_customer(files.documents, customer).grade, before)
		self.assertEqual(prefetch.of_customer(files.documents, customer).grade, "BB")
		frappe.db.rollback()


class TestMovement(RunCase):
	def test_where_a_customer_moves(self):
		from credit_control.engine.defaults import default_grades

		rules = default_grades()
		moves = {("A", "AA"): "Better", ("A", "B"): "Worse", ("A", "A"): "Same Grade"}
		moves |= {(None, "A"): "First Grade", ("A", None): "No Grade", (None, None): "Same Grade"}
		moves |= {("Z", "A"): "First Grade"}
		for (old, new_grade), expected in moves.items():
			self.assertEqual(movement(old, new_grade, rules), expected)
