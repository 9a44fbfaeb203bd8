"""Credit Investigations: from a template, channel by channel, into the Credit File and out of it again."""

import frappe
from frappe.utils import add_months, getdate, nowdate

from credit_control.api import investigations as api
from credit_control.services import investigation_templates
from credit_control.setup import investigation_templates as shipped
from credit_control.tests.bootstrap import new
from credit_control.tests.factories import make_customer, make_customer_group, make_sales_invoice
from credit_control.tests.investigation_case import InvestigationCase, day, make_template


class TestTemplates(InvestigationCase):
	def only(self, **templates: dict) -> dict[str, str]:
		"""These templates and no others, by name."""
		frappe.db.set_value("Credit Investigation Template", {"disabled": 0}, "disabled", 1)
		return {make_template("Registry", **scope).name: key for key, scope in templates.items()}

	def best(self, customer: str | None = None) -> str | None:
		return investigation_templates.best(customer or self.customer, self.company)

	def test_the_one_that_says_most_about_the_customer_is_proposed(self):
		group = make_customer_group().name
		grouped = make_customer(group=group).name
		names = self.only(
			any={}, company={"for_customer_type": "Company"}, group={"for_customer_group": group}
		)
		self.assertEqual(names[self.best()], "company")
		self.assertEqual(names[self.best(grouped)], "group")

	def test_a_template_of_a_parent_group_suits_the_groups_below_it(self):
		group = make_customer_group()
		names = self.only(root={"for_customer_group": group.parent_customer_group})
		self.assertEqual(names[self.best(make_customer(group=group.name).name)], "root")

	def test_new_becomes_existing_with_the_first_invoice(self):
		names = self.only(new={"for_relationship": "New"}, old={"for_relationship": "Existing"})
		self.assertEqual(names[self.best()], "new")
		make_sales_invoice(customer=self.customer, rate=100)
		self.assertEqual(names[self.best()], "old")

	def test_residence_is_the_country_of_the_address_and_domestic_without_one(self):
		names = self.only(home={"for_residence": "Domestic"}, abroad={"for_residence": "Foreign"})
		self.assertEqual(names[self.best()], "home")
		self.address("Germany")
		self.assertEqual(names[self.best()], "abroad")
		self.address("China", is_primary_address=1)
		self.assertEqual(names[self.best()], "home")

	def address(self, country: str, **fields) -> None:
		values = {"address_title": "CC", "address_type": "Billing", "address_line1": "1", "city": "C"}
		address = new("Address", country=country, **values, **fields)
		address.append("links", {"link_doctype": "Customer", "link_name": self.customer})
		address.insert()

	def test_a_disabled_one_is_not_proposed_and_none_may_suit(self):
		names = self.only(person={"for_customer_type": "Individual"})
		self.assertIsNone(self.best())
		frappe.db.set_value(
			"Credit Investigation Template", next(iter(names)), {"for_customer_type": "", "disabled": 1}
		)
		self.assertIsNone(self.best())

	def test_three_are_shipped_and_do_not_come_back_while_others_are_there(self):
		frappe.db.delete("Credit Investigation Template")
		shipped.create()
		names = {"Company, Domestic", "Company, Foreign", "Individual or Sole Trader"}
		self.assertEqual(set(frappe.get_all("Credit Investigation Template", pluck="name")), names)
		self.assertEqual(self.best(), "Company, Domestic")
		frappe.delete_doc("Credit Investigation Template", "Company, Foreign")
		shipped.create()
		self.assertEqual(frappe.db.count("Credit Investigation Template"), 2)

	def test_one_who_may_not_work_on_investigations_is_refused_by_row(self):
		seller = self.user("Sales User").name
		row = {"channel": "Site Visit", "default_user": seller}
		self.assert_refused(f"Row 1: {seller} may not work on investigations", make_template, row)


class TestOpening(InvestigationCase):
	def test_one_click_opens_it_filled_and_the_second_opens_the_same(self):
		with self.acting_as(self.specialist):
			name = api.open_for(self.customer, self.company)
			self.assertEqual(api.open_for(self.customer), name)
		doc = frappe.get_doc("Credit Investigation", name)
		self.assertTrue(doc.channels)
		self.assertEqual(
			(doc.credit_file, doc.specialist, doc.status, doc.reason),
			(self.file_name, self.specialist, "Draft", "New Customer"),
		)
		self.assertEqual({row.assigned_to for row in doc.channels}, {self.specialist})

	def test_a_customer_without_a_file_gets_one(self):
		customer = make_customer().name
		with self.acting_as(self.manager):
			name = api.open_for(customer)
		self.assertEqual(
			frappe.db.get_value("Credit Investigation", name, "credit_file"),
			frappe.db.get_value("Credit File", {"customer": customer}),
		)

	def test_due_dates_count_from_the_day_it_is_opened(self):
		doc = self.investigate({"channel": "Registry", "due_days": 2}, {"channel": "Tax", "due_days": 9})
		self.assertEqual([str(row.due_date) for row in doc.channels], [day(2), day(9)])
		self.assertEqual(str(doc.due_date), day(9))

	def test_a_channel_goes_to_the_user_or_the_role_that_the_template_names(self):
		manager_row = {"channel": "Market", "default_role": "Credit Manager"}
		frappe.db.set_value("Credit File", self.file_name, "account_manager", self.manager)
		doc = self.investigate({"channel": "Tax", "default_user": self.manager}, manager_row, "Courts")
		owners = [row.assigned_to for row in doc.channels]
		self.assertEqual(owners, [self.manager, self.manager, self.specialist])

	def test_filling_again_adds_only_what_is_missing(self):
		doc = self.investigate("Registry", "Trade Reference")
		other = make_template("Registry", "Trade Reference", "Trade Reference", "Courts").name
		with self.acting_as(self.specialist):
			self.assertEqual(api.fill(doc.name, other), 2)
			self.assertEqual(api.fill(doc.name, other), 0)
		self.assertEqual(
			[row.channel for row in doc.reload().channels],
			["Registry", "Trade Reference", "Trade Reference", "Courts"],
		)

	def test_our_questions_are_in_the_language_of_who_fills_them_in(self):
		question = "Are insolvency proceedings pending?"
		frappe.local.lang = "zh"
		try:
			doc = self.investigate({"channel": "Courts", "questions": f"{question}\nWas macht der Chef?"})
		finally:
			frappe.local.lang = "en"
		asked = doc.channels[0].questions.split("\n")
		self.assertNotEqual(asked[0], question)
		self.assertEqual(asked[1], "Was macht der Chef?")

	def test_a_disabled_customer_is_not_investigated(self):
		frappe.db.set_value("Customer", self.customer, "disabled", 1)
		with self.acting_as(self.specialist):
			self.assert_refused("is disabled. Enable the customer", api.open_for, self.customer)


class TestStatus(InvestigationCase):
	def test_it_is_derived_from_the_channels_and_the_document(self):
		doc = self.investigate("Courts", "Tax")
		self.assertEqual((doc.status, doc.progress), ("Draft", 0))
		doc = self.answer(doc)
		self.assertEqual((doc.status, doc.progress), ("In Progress", 50))
		doc = self.answer(doc, 1)
		self.assertEqual((doc.status, doc.progress), ("In Progress", 100))
		doc = self.complete(doc).reload()
		self.assertEqual(doc.status, "Completed")
		doc.cancel()
		self.assertEqual(doc.reload().status, "Cancelled")

	def test_an_answer_knows_who_when_and_until_when(self):
		doc = self.investigate({"channel": "Courts", "validity_months": 3})
		doc = self.answer(doc, verified_on=None)
		row = doc.channels[0]
		self.assertEqual((row.verified_by, str(row.verified_on)), (self.specialist, nowdate()))
		self.assertEqual(row.valid_to, getdate(add_months(nowdate(), 3)))

	def test_it_is_not_submitted_while_channels_are_open_and_names_them(self):
		doc = self.investigate("Courts", {"channel": "Bank Reference", "subject": "ICBC & Co"}, "Tax")
		doc = self.answer(doc)
		doc.conclusion = "Fine"
		self.assert_refused(
			r"Still open: Bank Reference \(ICBC &amp; Co\), Tax. Answer them, or mark them Not Needed or Failed.",
			doc.submit,
		)

	def test_what_is_not_needed_or_failed_is_not_open_but_a_failure_says_why(self):
		doc = self.investigate("Courts", "Tax")
		doc.channels[0].status = "Not Needed"
		doc.channels[1].status = "Failed"
		doc.conclusion = "Fine"
		doc.save()
		self.assert_refused("Row 2: Tax failed. Say why in Finding.", doc.submit)
		doc.reload().channels[1].finding = "The register is closed."
		self.assertEqual(self.complete(doc).docstatus, 1)

	def test_an_answer_that_says_nothing_or_not_from_whom_is_refused_by_row(self):
		doc = self.answer(self.investigate("Courts"), finding="")
		doc.conclusion = "Fine"
		self.assert_refused("Row 1: Courts is answered, but has no finding. Enter it.", doc.submit)
		doc.reload().update({"conclusion": "Fine"})
		doc.channels[0].update({"finding": "Nothing", "reliability": ""})
		self.assert_refused("Row 1: Courts has no reliability.", doc.submit)

	def test_a_reference_says_whose_it_is_and_a_case_of_which_day(self):
		doc = self.answer(self.investigate("Bank Reference"))
		self.assert_refused("Row 1: About is missing. Name the bank or the supplier.", self.complete, doc)
		doc = self.answer(self.investigate("Courts"), case_kind="Lawsuit")
		self.assert_refused("Row 1: Filed on is missing.", self.complete, doc)

	def test_the_conclusion_is_needed(self):
		doc = self.answer(self.investigate("Courts"))
		self.assert_refused("Conclusion is missing.", self.complete, doc, "  ")

	def test_days_to_come_and_words_for_numbers_are_refused(self):
		doc = self.investigate("Trade Reference")
		self.assert_refused("Row 1: Verified on lies in the future", self.answer, doc, verified_on=day(1))
		doc.reload()
		self.assert_refused("Row 1: Credit Days must be a whole number", self.answer, doc, term_days="soon")

	def test_one_without_channels_is_not_submitted(self):
		doc = self.investigate("Courts")
		doc.channels = []
		self.assert_refused("There are no channels.", self.complete, doc)
