"""The history of the standing: each way it can change leaves who, when, why, before and after."""

import frappe
from frappe.utils import add_days, nowdate

from credit_control.api import trade as api
from credit_control.services import classes, core_limits, files, history
from credit_control.tests.assessment_case import AssessmentCase
from credit_control.tests.bootstrap import SISTER
from credit_control.tests.factories import make_customer

CHANGE = "Credit Standing Change"


class HistoryCase(AssessmentCase):
	def changes(self, **filters) -> list:
		"""Oldest first: field, before, after."""
		rows = api.changes(files.file_of(self.customer), **filters)
		return [(row.changed_field, row.value_before, row.value_after) for row in reversed(rows)]

	def newest(self, field: str) -> dict:
		return api.changes(files.file_of(self.customer), field=field)[0]

	def customer_of(self, row) -> str:
		return frappe.db.get_value(CHANGE, row.name, "customer")

	def edit(self, user: str | None = None, **values):
		with self.acting_as(user or self.manager):
			file = self.file()
			row = self.row(file)
			row.update(values)
			return file.save()

	def row(self, file, company: str | None = None):
		company = company or self.company
		found = next((row for row in file.limits if row.company == company), None)
		return found or file.append("limits", {"company": company})


class TestByHand(HistoryCase):
	def test_a_new_file_without_a_limit_has_no_history(self):
		self.assertEqual(self.changes(), [])

	def test_a_managers_edit_of_the_limits_is_kept_field_by_field(self):
		self.edit(limit_mode="Limited", credit_limit=50_000)
		self.edit(credit_limit=80_000.5, temporary_limit=10_000, temporary_until=add_days(nowdate(), 10))
		self.assertEqual(
			self.changes(),
			[
				("Limit Mode", "", "Limited"),
				("Credit Limit", "", "50000"),
				("Credit Limit", "50000", "80000.5"),
				("Temporary Limit", "", "10000"),
				("Temporary Until", "", add_days(nowdate(), 10)),
			],
		)
		row = self.newest("Credit Limit")
		self.assertEqual(
			(row.changed_by, row.cause, row.company, row.currency, row.source_name),
			(self.manager, "Manual Edit", self.company, "CNY", None),
		)

	def test_no_credit_ends_the_limit_and_removing_the_row_ends_the_mode(self):
		self.edit(limit_mode="Limited", credit_limit=50_000)
		self.edit(limit_mode="No Credit")
		self.assertEqual(
			self.changes()[2:], [("Limit Mode", "Limited", "No Credit"), ("Credit Limit", "50000", "")]
		)
		with self.acting_as(self.manager):
			file = self.file()
			file.set("limits", [])
			file.save()
		self.assertEqual(self.changes()[4:], [("Limit Mode", "No Credit", "")])

	def test_saving_without_a_change_adds_nothing(self):
		self.edit(limit_mode="Limited", credit_limit=50_000)
		before = self.changes()
		file = self.file()
		file.notes = "They moved."
		file.save()
		self.assertEqual(self.changes(), before)

	def test_a_limit_that_a_file_is_made_with_is_its_first_change(self):
		self.customer = make_customer().name
		files.create(
			self.customer,
			limits=[{"company": self.company, "limit_mode": "Limited", "credit_limit": 7}],
		)
		self.assertEqual(self.changes(), [("Limit Mode", "", "Limited"), ("Credit Limit", "", "7")])

	def test_a_specialist_who_may_not_change_limits_leaves_no_history(self):
		self.edit(limit_mode="Limited", credit_limit=50_000)
		before = self.changes()
		self.edit(user=self.specialist, credit_limit=90_000)
		self.assertEqual(self.changes(), before)


class TestByDocuments(HistoryCase):
	def test_an_approved_assessment_is_the_source_of_what_it_changes(self):
		self.known_customer()
		assessment = self.assess()
		self.approve(assessment)
		file = self.file()
		rows = {row.changed_field: row for row in api.changes(file.name)}
		self.assertEqual((rows["Grade"].value_before, rows["Grade"].value_after), ("", file.grade))
		self.assertEqual(float(rows["Credit Limit"].value_after), self.limit().credit_limit)
		for field in ("Grade", "Limit Mode", "Credit Limit"):
			row = rows[field]
			self.assertEqual(
				(row.cause, row.source_doctype, row.source_name, row.changed_by),
				("Assessment", "Credit Assessment", assessment.name, self.manager),
			)

	def test_cancelling_it_is_kept_as_the_way_back(self):
		self.known_customer()
		assessment = self.approve(self.assess())
		grade = self.file().grade
		with self.acting_as(self.manager):
			frappe.get_doc(assessment.doctype, assessment.name).cancel()
		row = self.newest("Grade")
		self.assertEqual(
			(row.value_before, row.value_after or "", row.cause), (grade, "", "Assessment Cancelled")
		)
		self.assertEqual(self.newest("Limit Mode").value_after or "", "")

	def test_the_reason_of_an_override_is_the_reason_of_the_change(self):
		self.known_customer()
		assessment = self.assess()
		with self.acting_as(self.specialist):
			assessment.reload()
			assessment.update({"credit_limit": 12_000, "override_reason": "They asked for less"})
			assessment.save()
		self.approve(assessment)
		self.assertEqual(self.newest("Credit Limit").reason, "They asked for less")

	def test_an_imported_core_limit_says_where_it_comes_from(self):
		customer = make_customer()
		customer.append("credit_limits", {"company": SISTER, "credit_limit": 4321})
		customer.flags.ignore_validate = True
		customer.save()
		core_limits.import_all(SISTER)
		self.customer = customer.name
		row = self.newest("Credit Limit")
		self.assertEqual(
			(row.value_after, row.cause, row.company, row.reason),
			("4321", "Import", SISTER, "Imported from ERPNext: Customer"),
		)

	def test_a_file_from_a_data_import_says_so(self):
		frappe.flags.in_import = True
		self.addCleanup(frappe.flags.pop, "in_import", None)
		self.edit(limit_mode="Unlimited")
		self.assertEqual(self.newest("Limit Mode").cause, "Import")

	def test_who_writes_past_the_document_records_it_himself(self):
		file = files.file_of(self.customer)
		args = (file, self.company, "credit_limit", 100, 110)
		history.record(*args, "Credit Limit Adjustment", None, "Ten per cent for all")
		row = self.newest("Credit Limit")
		self.assertEqual(
			(row.value_before, row.value_after, row.cause, row.reason, self.customer_of(row)),
			("100", "110", "Bulk Adjustment", "Ten per cent for all", self.customer),
		)
		self.assertIsNone(history.record(file, self.company, "credit_limit", 110, 110.0))


class TestReading(HistoryCase):
	def setUp(self):
		super().setUp()
		self.edit(limit_mode="Limited", credit_limit=50_000)
		with self.acting_as(self.manager):
			file = self.file()
			self.row(file, SISTER).update({"limit_mode": "Unlimited"})
			file.save()
		history.record(file.name, None, "grade", None, "A")

	def test_it_is_filtered_by_field_and_by_company_and_what_holds_in_all_stays(self):
		self.assertEqual(self.changes(field="Grade"), [("Grade", "", "A")])
		self.assertEqual(self.changes(company=SISTER), [("Limit Mode", "", "Unlimited"), ("Grade", "", "A")])
		self.assertEqual(
			self.changes(company=self.company, field="Limit Mode"), [("Limit Mode", "", "Limited")]
		)

	def test_what_holds_in_all_companies_names_none_whatever_the_users_default_is(self):
		self.assertIsNone(self.newest("Grade").company)

	def test_it_comes_page_by_page_newest_first(self):
		name = files.file_of(self.customer)
		self.assertEqual(api.changes(name)[0].changed_field, "Grade")
		self.assertEqual(len(api.changes(name, start="3")), 1)

	def test_a_row_can_be_neither_made_nor_changed_nor_deleted(self):
		row = frappe.get_doc(CHANGE, {"customer": self.customer})
		for attempt in (
			lambda: row.save(),
			lambda: row.delete(),
			lambda: frappe.get_doc({"doctype": "Credit Standing Change"}).insert(),
		):
			with self.assertRaisesRegex(frappe.PermissionError, "is a record and cannot be made, changed"):
				attempt()

	def test_the_list_shows_a_user_the_customers_he_may_see_only(self):
		user = self.user("Credit Specialist").name
		other = make_customer().name
		frappe.get_doc(
			{"doctype": "User Permission", "user": user, "allow": "Customer", "for_value": other}
		).insert()
		with self.acting_as(user):
			self.assertEqual(frappe.get_list(CHANGE, {"customer": self.customer}), [])
			with self.assertRaises(frappe.PermissionError):
				api.changes(files.file_of(self.customer))

	def test_a_file_with_a_history_can_still_be_deleted_and_its_history_stays(self):
		name = files.file_of(self.customer)
		frappe.delete_doc("Credit File", name)
		self.assertEqual(frappe.db.count(CHANGE, {"credit_file": name}), 4)


class TestClassesAreKept(HistoryCase):
	def test_a_change_of_class_goes_into_the_history_with_its_source(self):
		self.known_customer()
		assessment = self.approve(self.assess())
		row = self.newest("Risk Class")
		self.assertEqual((row.cause, row.source_name), ("Assessment", assessment.name))
		self.assertEqual(row.value_after, self.file().risk_class)
		before = self.changes()
		classes.classify(self.file(), self.company, self.file().grade, frappe.utils.getdate())
		self.assertEqual(self.changes(), before)
