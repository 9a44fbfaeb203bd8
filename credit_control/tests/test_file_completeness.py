"""How complete a Credit File is, and the tasks that come from what is missing or runs out."""

import frappe
from frappe.utils import add_days, add_months, getdate, nowdate

from credit_control.api import file_records as api
from credit_control.services import file_completeness, file_tasks, files, settings
from credit_control.services.file_completeness import records_of
from credit_control.setup import file_defaults
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.credit_documents import days_ago, make_statement
from credit_control.tests.factories import make_customer

TODAY = getdate(nowdate())


def complete(file):
	"""Everything that the default items ask of the file itself."""
	file.update(
		{
			"registration_number": "91310000",
			"legal_representative": "Li Ming",
			"registered_capital": 1000,
			"paid_in_capital": 1000,
			"capital_currency": "CNY",
			"founded_on": "2001-01-01",
			"business_scope": "Steel",
			"company_size": "Large",
			"ownership": "Private",
			"industry": frappe.get_doc({"doctype": "Industry Type", "industry": frappe.generate_hash()})
			.insert()
			.name,
			"registry_status": "In Operation",
			"registration_checked_on": days_ago(10),
			"registration_indefinite": 1,
			"courts_checked_on": days_ago(10),
		}
	)
	file.append("shareholders", {"shareholder_name": "Li Ming"})
	file.append("key_persons", {"person_name": "Li Ming"})
	reference = {"standing": "Good", "reference_date": days_ago(10)}
	file.append("bank_references", {"bank": "ICBC", **reference})
	for supplier in ("Steel Co", "Coal Co"):
		file.append("trade_references_given", {"supplier": supplier, **reference})
	return file.save()


class CompletenessCase(CreditCase):
	def setUp(self):
		super().setUp()
		doc = frappe.get_doc(settings.SETTINGS)
		doc.set("file_items", file_defaults.item_rows())
		doc.default_specialist = self.default = self.user("Credit Specialist", "Sales User").name
		doc.review_due_days = 14
		doc.save()
		self.customer = make_customer().name
		self.file = files.create(self.customer)

	def states(self, day=TODAY) -> dict:
		return {finding.code: finding.state for finding in records_of(self.file, day).findings}

	def todos(self, **filters) -> list:
		fields = ["name", "allocated_to", "description", "date", "status"]
		return frappe.get_all(
			"ToDo", {"reference_name": self.file.name, **filters}, fields, order_by="creation"
		)


class TestFigure(CompletenessCase):
	def test_an_empty_file_has_nothing_and_a_full_one_everything(self):
		self.assertEqual((self.file.completeness, self.file.records_status), (0, "Up to Date"))
		complete(self.file)
		self.assertEqual(self.file.completeness, 88)
		self.assertEqual([code for code, state in self.states().items() if state != "valid"], ["statement"])
		make_statement(customer=self.customer)
		self.file.save()
		self.assertEqual(self.file.completeness, 100)

	def test_the_settings_say_what_is_asked_and_how_much_it_weighs(self):
		doc = frappe.get_doc(settings.SETTINGS)
		wanted = {"Shareholders": 30, "Key Persons": 10}
		doc.set("file_items", [{"item": item, "weight": weight} for item, weight in wanted.items()])
		doc.append("file_items", {"item": "Industry", "weight": 60, "active": 0})
		doc.save()
		self.file.append("shareholders", {"shareholder_name": "Li"})
		self.assertEqual(self.file.save().completeness, 75)

	def test_an_item_listed_twice_in_the_settings_is_refused(self):
		doc = frappe.get_doc(settings.SETTINGS)
		doc.append("file_items", {"item": "Industry", "weight": 60})
		with self.assertRaisesRegex(frappe.ValidationError, "Industry is listed twice"):
			doc.save()

	def test_without_rows_in_the_settings_the_usual_items_count(self):
		doc = frappe.get_doc(settings.SETTINGS)
		doc.set("file_items", [])
		doc.save()
		self.assertEqual(sum(rule.weight for rule in file_completeness.item_rules()), 100)

	def test_what_runs_out_shows_on_its_day(self):
		complete(self.file)
		asked = getdate(add_months(days_ago(10), 12))
		before, last, after = (getdate(add_days(asked, days)) for days in (-31, 0, 1))
		self.assertEqual(self.states(before)["registry"], "valid")
		self.assertEqual(self.states(last)["registry"], "expiring")
		self.assertEqual(self.states(after)["registry"], "expired")
		self.assertEqual(self.states(after)["trade_reference"], "expired")

	def test_any_document_that_ran_out_is_named_unless_a_newer_one_took_its_place(self):
		old = {"document_type": "Industry Licence", "issued_on": "2020-01-01", "expires_on": days_ago(1)}
		self.file.append("documents", old)
		self.file.save()
		self.assertEqual(self.states()["document:Industry Licence"], "expired")
		self.assertEqual(self.file.records_status, "Expired")
		self.file.append("documents", {**old, "expires_on": add_days(nowdate(), 400)})
		self.file.save()
		self.assertNotIn("document:Industry Licence", self.states())
		self.assertEqual(self.file.records_status, "Up to Date")


class TestPanel(CompletenessCase):
	def test_it_lists_what_is_open_and_what_the_file_comes_to(self):
		complete(self.file)
		panel = api.panel(self.file.name)
		self.assertEqual((panel["percent"], panel["had"], panel["asked"]), (88, 16, 17))
		(item,) = panel["items"]
		self.assertEqual(
			(item["code"], item["label"], item["state"], item["field"], item["task"]),
			("statement", "Financial Statement", "missing", "statements", None),
		)
		shown = {entry["label"]: entry["value"] for entry in panel["summary"]}
		self.assertEqual(
			shown, {"Trade References": "Good", "Bank Reference": "Good", "Legal Record": "Clean"}
		)

	def test_every_item_leads_to_a_field_of_the_file(self):
		for item in api.panel(self.file.name)["items"]:
			if item["field"] != "statements":
				self.assertTrue(self.file.meta.has_field(item["field"]), item)


class TestTasks(CompletenessCase):
	def test_a_task_goes_to_the_files_specialist_and_is_not_made_twice(self):
		self.file.specialist = self.user("Credit Specialist", "Sales User").name
		self.file.save()
		first = api.make_task(self.file.name, "shareholders")
		self.assertEqual(api.make_task(self.file.name, "shareholders"), first)
		(todo,) = self.todos()
		self.assertEqual((todo.name, todo.allocated_to), (first, self.file.specialist))
		self.assertEqual(todo.date, getdate(add_days(nowdate(), 14)))
		self.assertIn("Shareholders is missing", todo.description)
		shown = {item["code"]: item["task"] for item in api.panel(self.file.name)["items"]}
		self.assertEqual((shown["shareholders"], shown["key_persons"]), (first, None))

	def test_each_open_item_makes_its_own_task(self):
		licence = {"document_type": "Industry Licence", "expires_on": days_ago(1)}
		self.file.append("documents", licence)
		self.file.append("documents", {**licence, "document_type": "Business Licence"})
		self.file.registry_status, self.file.registration_checked_on = "In Operation", days_ago(350)
		self.file.save()
		items = {item["code"]: item["state"] for item in api.panel(self.file.name)["items"]}
		self.assertEqual(
			(items["shareholders"], items["document:Industry Licence"], items["licence"], items["registry"]),
			("missing", "expired", "expired", "expiring"),
		)
		made = {code: api.make_task(self.file.name, code) for code in items}
		self.assertEqual(len(set(made.values())), len(items))
		shown = {item["code"]: item["task"] for item in api.panel(self.file.name)["items"]}
		self.assertEqual(shown, made)

	def test_without_a_specialist_of_its_own_the_default_one_gets_it(self):
		api.make_task(self.file.name, "industry")
		self.assertEqual(self.todos()[0].allocated_to, self.default)

	def test_without_any_specialist_who_asks_gets_it(self):
		frappe.db.set_single_value(settings.SETTINGS, "default_specialist", None)
		frappe.clear_document_cache(settings.SETTINGS, settings.SETTINGS)
		asker = self.user("Credit Specialist", "Sales User").name
		with self.acting_as(asker):
			api.make_task(self.file.name, "industry")
		self.assertEqual(self.todos()[0].allocated_to, asker)

	def test_the_task_speaks_the_language_of_who_gets_it(self):
		frappe.db.set_value("User", self.default, "language", "zh")
		api.make_task(self.file.name, "shareholders")
		self.assertIn("缺少股东", self.todos()[0].description)
		self.assertEqual(frappe.local.lang, "en")

	def test_a_task_that_was_closed_can_be_made_again(self):
		first = api.make_task(self.file.name, "industry")
		frappe.db.set_value("ToDo", first, "status", "Closed")
		self.assertNotEqual(api.make_task(self.file.name, "industry"), first)

	def test_for_an_item_that_is_there_nothing_is_made(self):
		self.file.append("shareholders", {"shareholder_name": "Li"})
		self.file.save()
		for item in ("shareholders", "horoscope"):
			with self.assertRaisesRegex(frappe.ValidationError, "Nothing is to be done"):
				api.make_task(self.file.name, item)
		self.assertEqual(self.todos(), [])


class TestDaily(CompletenessCase):
	def setUp(self):
		super().setUp()
		licence = {"document_type": "Business Licence", "issued_on": "2020-01-01"}
		self.file.append("documents", {**licence, "expires_on": add_days(nowdate(), 100)})
		complete(self.file)

	def run_on(self, days: int) -> None:
		list(file_tasks.refresh_all(getdate(add_days(nowdate(), days))))

	def stored(self) -> tuple:
		return frappe.db.get_value("Credit File", self.file.name, ["completeness", "records_status"])

	def test_the_figure_follows_the_calendar_without_touching_the_file(self):
		modified = frappe.db.get_value("Credit File", self.file.name, "modified")
		self.run_on(0)
		self.assertEqual(self.stored(), (88, "Up to Date"))
		self.run_on(400)
		percent, status = self.stored()
		self.assertLess(percent, 88)
		self.assertEqual(status, "Expired")
		self.assertEqual(frappe.db.get_value("Credit File", self.file.name, "modified"), modified)

	def test_the_day_by_day_figure_is_the_one_of_saving(self):
		make_statement(customer=self.customer)
		for days in (0, 340, 360, 600):
			day = getdate(add_days(nowdate(), days))
			self.run_on(days)
			expected = records_of(frappe.get_doc("Credit File", self.file.name), day)
			figure = file_completeness.figure(expected.result.percent)
			self.assertEqual(self.stored(), (figure, expected.status), days)

	def test_what_is_about_to_expire_is_reminded_of_once(self):
		self.file.append(
			"documents",
			{
				"document_type": "Industry Licence",
				"issued_on": "2020-01-01",
				"expires_on": add_days(nowdate(), 40),
			},
		)
		self.file.save()
		self.run_on(5)
		self.assertEqual(self.todos(), [])
		self.run_on(10)
		self.run_on(10)
		self.run_on(11)
		(todo,) = self.todos()
		self.assertIn("Industry Licence expires on", todo.description)
		self.assertEqual((todo.allocated_to, todo.date), (self.default, getdate(add_days(nowdate(), 40))))
		frappe.db.set_value("ToDo", todo.name, "status", "Closed")
		self.run_on(12)
		self.assertEqual(len(self.todos()), 1)

	def test_a_renewed_document_is_reminded_of_again_when_its_time_comes(self):
		self.file.append("documents", {"document_type": "Other", "expires_on": add_days(nowdate(), 20)})
		self.file.save()
		self.run_on(0)
		self.file.documents[-1].expires_on = add_days(nowdate(), 60)
		self.file.save()
		self.run_on(40)
		self.assertEqual(len(self.todos()), 2)

	def test_files_of_merged_customers_are_left_alone(self):
		self.file.db_set({"status": "Merged", "completeness": 1})
		self.run_on(0)
		self.assertEqual(self.stored()[0], 1)
