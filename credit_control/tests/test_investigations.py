"""Credit Investigations: from a template, channel by channel, into the Credit File and out of it again."""

import frappe
from frappe.utils import add_days, add_months, getdate, nowdate

from credit_control import tasks
from credit_control.api import investigations as api
from credit_control.services import investigation_tasks, investigation_templates, investigations
from credit_control.setup import investigation_templates as shipped
from credit_control.tests.bootstrap import new
from credit_control.tests.factories import make_customer, make_customer_group, make_sales_invoice
from credit_control.tests.investigation_case import InvestigationCase, make_template


def day(days: int) -> str:
	return add_days(nowdate(), days)


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
		with self.assertRaisesRegex(AssertionError, "commits"):
			tasks.daily()
		self.assertEqual(len(self.notes(self.specialist)), 1)

	def test_what_is_done_submitted_or_of_a_disabled_user_is_not_reminded_of(self):
		done = self.answer(self.investigate("Courts"))
		done.channels[0].db_set("due_date", day(-1))
		self.complete(done)
		late = self.investigate("Tax")
		late.channels[0].db_set("due_date", day(-1))
		frappe.db.set_value("User", self.specialist, "enabled", 0)
		self.assertEqual(investigation_tasks.remind(), 0)


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


class TestCreditFile(InvestigationCase):
	def test_references_become_rows_of_the_file_that_name_the_investigation(self):
		doc = self.investigate("Bank Reference", "Trade Reference")
		self.answer(doc, 0, subject="ICBC Shanghai", account_since="2015-06-01", facilities="5 million")
		trade = {"subject": "Steel Co", "payment_habit": "Prompt", "term_days": "60"}
		self.answer(doc, 1, **trade, highest_credit=80000, currency="CNY", trading_since="2019-01-01")
		self.complete(doc)
		(bank,), (supplier,) = self.file().bank_references, self.file().trade_references_given
		self.assertEqual(
			(bank.bank, bank.standing, bank.reliability, bank.investigation, str(bank.account_since)),
			("ICBC Shanghai", "Good", "Third Party", doc.name, "2015-06-01"),
		)
		self.assertEqual(
			(supplier.supplier, supplier.payment_habit, supplier.term_days, supplier.highest_credit),
			("Steel Co", "Prompt", 60, 80000),
		)
		self.assertEqual((str(supplier.reference_date), supplier.remarks), (nowdate(), "In order"))

	def test_a_case_and_a_tax_rating_become_rows_and_a_search_without_a_find_does_not(self):
		doc = self.investigate("Courts", "Courts", "Tax")
		case = {"case_kind": "Enforcement", "filed_on": "2026-03-01", "case_number": "(2026) 12"}
		self.answer(doc, 0, **case, result="Poor", case_amount=5000, currency="CNY")
		self.answer(doc, 1)
		self.answer(doc, 2, period_end="2025-12-31", tax_rating="B", tax_owed=100)
		self.complete(doc)
		(legal,), (tax,) = self.file().legal_records, self.file().tax_records
		self.assertEqual(
			(legal.kind, legal.severity, legal.status, legal.amount, legal.source),
			("Enforcement", "Serious", "Open", 5000, f"{doc.name}: Third Party"),
		)
		self.assertEqual((tax.tax_rating, tax.tax_owed, str(tax.checked_on)), ("B", 100, nowdate()))

	def test_fields_are_set_only_where_the_channel_says_so(self):
		facts = {"registry_status": "Suspended", "dishonest_debtor": "Yes"}
		doc = self.answer(self.investigate({"channel": "Registry", "validity_months": 0}), **facts)
		self.complete(doc)
		self.assertEqual((self.file().registry_status or "", self.file().dishonest_debtor), ("", 0))
		doc = self.investigate(
			{"channel": "Registry", "update_file": 1}, {"channel": "Courts", "update_file": 1}
		)
		self.answer(doc, 0, **facts)
		self.answer(doc, 1, insolvency="No")
		self.complete(doc)
		file = self.file()
		self.assertEqual((file.registry_status, file.dishonest_debtor, file.insolvency), ("Suspended", 1, 0))
		self.assertEqual(str(file.registration_checked_on), nowdate())
		self.assertEqual(str(file.courts_checked_on), nowdate())

	def test_cancelling_takes_rows_and_fields_back(self):
		before = self.file()
		doc = self.investigate("Bank Reference", {"channel": "Registry", "update_file": 1}, "Courts")
		self.answer(doc, 0, subject="ICBC")
		self.answer(doc, 1, registry_status="Revoked", insolvency="Yes")
		self.answer(doc, 2, case_kind="Lawsuit", filed_on="2026-01-01")
		self.complete(doc)
		doc.reload().cancel()
		after = self.file()
		self.assertEqual((after.bank_references, after.legal_records), ([], []))
		for field in ("registry_status", "insolvency", "registration_checked_on"):
			self.assertEqual(after.get(field) or None, before.get(field) or None, field)

	def test_what_somebody_changed_since_is_left_and_named(self):
		doc = self.investigate({"channel": "Registry", "update_file": 1})
		self.complete(self.answer(doc, registry_status="Suspended"))
		file = self.file()
		file.registry_status = "In Operation"
		file.save()
		doc.reload().cancel()
		self.assertEqual(self.file().registry_status, "In Operation")
		comments = frappe.get_all("Comment", {"reference_name": self.file_name}, pluck="content")
		self.assertTrue(any("Changed since, and left: Status at the Registry" in text for text in comments))

	def test_a_record_that_was_there_before_gets_its_old_words_back(self):
		file = self.file()
		case = {"kind": "Lawsuit", "case_number": "77", "filed_on": "2026-01-01"}
		file.append("legal_records", {**case, "severity": "Minor", "court": "District Court"})
		file.save()
		doc = self.investigate("Courts")
		facts = {"case_kind": "Lawsuit", "case_number": "77", "filed_on": "2026-01-01", "severity": "Serious"}
		self.complete(self.answer(doc, **facts, court="High Court"))
		(row,) = self.file().legal_records
		self.assertEqual((row.severity, row.court), ("Serious", "High Court"))
		doc.reload().cancel()
		(row,) = self.file().legal_records
		self.assertEqual((row.severity, row.court), ("Minor", "District Court"))

	def test_it_is_reopened_by_amending_and_writes_its_rows_again(self):
		doc = self.complete(
			self.answer(self.investigate("Bank Reference", user=self.specialist), subject="ICBC")
		)
		doc.reload().cancel()
		amended = frappe.copy_doc(doc, ignore_no_copy=False)
		amended.update({"amended_from": doc.name, "docstatus": 0})
		for row, old in zip(amended.channels, doc.channels, strict=True):
			row.update(
				{name: old.get(name) for name in ("status", "finding", "reliability", "file_rows", "todo")}
			)
		with self.acting_as(self.specialist):
			amended.insert()
		self.assertFalse(amended.channels[0].file_rows)
		self.complete(amended)
		(row,) = self.file().bank_references
		self.assertEqual(row.investigation, amended.name)


class TestReuse(InvestigationCase):
	def completed(self, channel: dict, **answer):
		doc = self.answer(self.investigate(channel), **answer)
		return self.complete(doc)

	def test_a_finding_younger_than_its_validity_is_not_asked_for_again(self):
		first = self.completed({"channel": "Courts", "validity_months": 6}, finding="Two old cases")
		second = self.investigate("Courts", "Tax")
		courts, tax = second.channels
		self.assertEqual(
			(courts.status, courts.finding, courts.reused_from), ("Answered", "Two old cases", first.name)
		)
		valid_to = frappe.format(first.channels[0].valid_to, "Date")
		self.assertEqual(courts.note, f"Reused from {first.name}, valid to {valid_to}")
		self.assertEqual(tax.status, "To Do")
		self.assertEqual(frappe.db.count("ToDo", {"reference_name": second.name}), 1)

	def test_one_that_has_run_out_or_has_no_term_is_asked_for_again(self):
		self.completed({"channel": "Courts", "validity_months": 1}, verified_on=day(-40))
		self.completed({"channel": "Tax", "validity_months": 0})
		again = self.investigate("Courts", "Tax")
		self.assertEqual([row.status for row in again.channels], ["To Do", "To Do"])

	def test_it_is_written_into_the_file_once(self):
		first = self.completed({"channel": "Bank Reference", "validity_months": 6}, subject="ICBC")
		second = self.investigate("Bank Reference")
		self.assertEqual(second.channels[0].subject, "ICBC")
		self.complete(second)
		(row,) = self.file().bank_references
		self.assertEqual(row.investigation, first.name)

	def test_findings_of_others_of_drafts_and_of_cancelled_ones_do_not_count(self):
		self.answer(self.investigate({"channel": "Courts", "validity_months": 6}))
		cancelled = self.completed({"channel": "Tax", "validity_months": 6})
		cancelled.reload().cancel()
		self.customer_before = self.customer
		other = self.completed({"channel": "Market", "validity_months": 6})
		self.customer = make_customer().name
		doc = self.investigate("Courts", "Tax", "Market")
		self.assertEqual({row.status for row in doc.channels}, {"To Do"})
		self.customer = self.customer_before
		doc = self.investigate("Courts", "Tax", "Market")
		self.assertEqual([row.reused_from for row in doc.channels], [None, None, other.name])

	def test_a_reused_finding_is_not_handed_on_beyond_its_own_term(self):
		self.completed({"channel": "Courts", "validity_months": 6})
		second = self.complete(self.investigate({"channel": "Courts", "validity_months": 24}))
		third = self.investigate("Courts")
		self.assertEqual(third.channels[0].valid_to, second.channels[0].valid_to)
		self.assertNotEqual(third.channels[0].reused_from, second.name)

	def test_known_findings_are_read_newest_first(self):
		old = self.completed({"channel": "Courts", "validity_months": 6}, verified_on=day(-9))
		self.completed({"channel": "Courts", "validity_months": 0}, verified_on=day(-9))
		doc = self.investigate("Tax")
		found = investigations.earlier_findings(doc)
		self.assertIn(old.channels[0].name, found)
		self.assertEqual({finding.channel for finding in found.values()}, {"Courts"})
