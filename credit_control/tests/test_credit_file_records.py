"""The records of a Credit File: what may be saved, what is shared with others, and what it comes to on a day."""

import frappe

from credit_control.services import file_panel, file_records
from credit_control.tests.credit_documents import days_ago
from credit_control.tests.factories import make_customer, unique
from credit_control.tests.records_case import RecordsCase, later


class TestWhatCannotBe(RecordsCase):
	def test_a_day_in_the_future_on_which_something_happened(self):
		self.refused(
			"Licences and Documents, row 1: Issued on lies in the future. Enter a day up to today.",
			"documents",
			document_type="Business Licence",
			issued_on=later(1),
		)
		self.refused("Courts Checked on lies in the future.", courts_checked_on=later(1))
		self.refused(
			"Legal Records, row 1: Filed on lies in the future.",
			"legal_records",
			kind="Lawsuit",
			filed_on=later(3),
		)

	def test_a_last_day_before_the_first(self):
		self.refused(
			"Licences and Documents, row 1: Expires on is before Issued on. Correct one of the two days.",
			"documents",
			document_type="Business Licence",
			issued_on=days_ago(10),
			expires_on=days_ago(11),
		)
		self.refused(
			"Registration Valid to is before Registration Valid from",
			registration_valid_from=days_ago(5),
			registration_valid_to=days_ago(6),
		)

	def test_a_negative_or_impossible_amount(self):
		self.refused("Registered Capital is negative. Enter zero or more.", registered_capital=-1)
		self.refused(
			"Shareholders, row 1: Paid-in Capital is negative.",
			"shareholders",
			shareholder_name="Li",
			paid_in_capital=-5,
		)
		self.refused("Paid-in Capital is too large. Check the figure.", paid_in_capital=10**13)

	def test_shares_of_more_than_a_hundred_percent_name_their_rows(self):
		self.with_rows(
			"shareholders",
			{"shareholder_name": "Li", "share_percent": 60},
			{"shareholder_name": "Unknown share"},
		)
		self.refused(
			"The shares of the shareholders add up to 101 %. Correct rows 1, 3.",
			"shareholders",
			shareholder_name="Wang",
			share_percent=41,
		)

	def test_thirds_may_add_up_to_a_little_more_than_a_hundred(self):
		thirds = [{"shareholder_name": name, "share_percent": 33.3334} for name in ("Li", "Wang", "Zhao")]
		self.assertEqual(len(self.with_rows("shareholders", *thirds).shareholders), 3)

	def test_a_superior_who_is_not_in_the_table_or_oneself(self):
		for superior in ("Nobody", "Li Ming"):
			self.refused(
				f"Key Persons, row 1: Reports to ({superior}) is not another person of the table.",
				"key_persons",
				person_name="Li Ming",
				reports_to=superior,
			)

	def test_a_rating_that_the_agency_does_not_give(self):
		self.refused(
			"External Ratings, row 1: Moody's Ratings has no rating AA+. Its ratings are Aaa, Aa1",
			"external_ratings",
			agency="Moody's Ratings",
			rating="AA+",
			rated_on=days_ago(1),
		)


class TestScales(RecordsCase):
	def test_each_agency_is_mapped_by_its_own_scale(self):
		expected = {
			("Moody's Ratings", "baa2"): "BBB",
			("S&P Global Ratings", "AA-"): "AA",
			("Fitch Ratings", "RD"): "D",
			("China Chengxin 中诚信国际", " AA+ "): "AA",
		}
		rows = [
			{"agency": agency, "rating": rating, "rated_on": days_ago(index)}
			for index, (agency, rating) in enumerate(expected)
		]
		saved = self.with_rows("external_ratings", *rows)
		self.assertEqual([row.grade for row in saved.external_ratings], list(expected.values()))

	def test_a_scale_of_ones_own_with_a_rating_listed_twice_is_refused(self):
		scale = frappe.get_doc({"doctype": "Credit Rating Scale", "agency": unique("Bank")})
		scale.extend("ratings", [{"rating": "R1", "grade": "AAA"}, {"rating": "r1 ", "grade": "AA"}])
		with self.assertRaisesRegex(frappe.ValidationError, "Row 2: r1 is listed twice"):
			scale.insert()


class TestSharedWithOthers(RecordsCase):
	def setUp(self):
		super().setUp()
		self.number = unique("91310")
		self.file.update({"registration_number": self.number, "legal_representative": unique("Chen")})
		self.file.append("shareholders", {"shareholder_name": unique("Holding"), "share_percent": 50})
		self.file.save()
		self.name = frappe.db.get_value("Customer", self.customer, "customer_name")

	def warned(self, **values) -> str:
		frappe.clear_messages()
		doc = frappe.get_doc({"doctype": "Credit File", "customer": make_customer().name, **values}).insert()
		self.new = doc
		return frappe.utils.strip_html(" ".join(str(message) for message in frappe.message_log))

	def test_a_registration_number_of_another_customer_is_a_warning_with_both(self):
		self.assertIn(
			f"{self.name}: Same registration number: {self.number}",
			self.warned(registration_number=self.number),
		)
		self.assertTrue(frappe.db.exists("Credit File", self.new.name))

	def test_the_same_representative_or_shareholder_names_the_other_file(self):
		representative = self.file.legal_representative
		self.assertIn(
			f"{self.name}: Same legal representative: {representative}",
			self.warned(legal_representative=representative),
		)
		holder = self.file.shareholders[0].shareholder_name
		self.assertIn(
			f"{self.name}: Same shareholder: {holder}",
			self.warned(shareholders=[{"shareholder_name": holder}]),
		)

	def test_nothing_is_said_when_nothing_is_shared_or_nothing_new(self):
		self.assertEqual(self.warned(registration_number=unique("9")), "")
		self.warned(registration_number=self.number)
		frappe.clear_messages()
		self.new.notes = "Called"
		self.new.save()
		self.assertEqual(frappe.message_log, [])

	def test_files_that_the_user_may_not_see_are_not_named(self):
		user = self.user("Credit Specialist", "Sales User").name
		own = make_customer().name
		frappe.get_doc(
			{"doctype": "User Permission", "user": user, "allow": "Customer", "for_value": own}
		).insert()
		with self.acting_as(user):
			frappe.clear_messages()
			values = {"customer": own, "registration_number": self.number}
			frappe.get_doc({"doctype": "Credit File", **values}).insert()
		told = str(frappe.message_log)
		self.assertIn("Customers whose files you may not read: 1.", told)
		self.assertNotIn(self.name, told)


class TestReaders(RecordsCase):
	def test_collectors_and_accounts_managers_read_the_file_and_its_limits_and_write_nothing(self):
		for role in ("Collector", "Accounts Manager"):
			user = self.user(role, "Sales User").name
			with self.subTest(role), self.acting_as(user):
				doc = frappe.get_doc("Credit File", self.file.name)
				self.assertTrue(doc.has_permission("read"))
				self.assertIn(1, doc.get_permlevel_access("read"))
				self.assertTrue(file_panel.panel(doc)["items"])
				self.assertFalse(file_panel.panel(doc)["may_write"])
				doc.notes = "Mine"
				self.assertRaises(frappe.PermissionError, doc.save)


class TestAdd(RecordsCase):
	def rows(self, table: str) -> list:
		return frappe.get_doc("Credit File", self.file.name).get(table)

	def add(self, table: str, **row):
		return file_records.add(self.file.name, table, row)

	def test_a_row_is_added_with_a_comment_and_brought_up_to_date_the_second_time(self):
		row = {"supplier": "Steel Co", "reference_date": days_ago(3), "standing": "Fair"}
		self.add("trade_references_given", **row)
		self.add(
			"trade_references_given", **{**row, "supplier": "STEEL CO ", "standing": "Good"}, term_days=30
		)
		rows = self.rows("trade_references_given")
		self.assertEqual([(row.standing, row.term_days) for row in rows], [("Good", 30)])
		comments = frappe.get_all(
			"Comment",
			{"reference_name": self.file.name, "comment_type": "Info"},
			pluck="content",
			order_by="creation",
		)
		texts = [frappe.utils.strip_html(text) for text in comments]
		self.assertEqual(
			texts,
			["Trade References: Steel Co was added.", "Trade References: STEEL CO  was brought up to date."],
		)

	def test_another_day_is_another_row_and_an_empty_value_keeps_what_is_there(self):
		bank = {"bank": "ICBC", "standing": "Good", "facilities": "Credit line"}
		self.add("bank_references", **bank, reference_date=days_ago(300))
		self.add("bank_references", bank="ICBC", standing="Poor", reference_date=days_ago(1))
		self.add("bank_references", bank="ICBC", facilities="", reference_date=days_ago(300))
		rows = self.rows("bank_references")
		self.assertEqual([row.standing for row in rows], ["Good", "Poor"])
		self.assertEqual(rows[0].facilities, "Credit line")

	def test_who_may_not_write_the_file_adds_nothing(self):
		refused = self.assertRaises(frappe.PermissionError)
		with self.acting_as(self.user("Collector", "Sales User").name), refused:
			self.add("shareholders", shareholder_name="Li")
		self.assertEqual(self.rows("shareholders"), [])

	def test_a_rating_by_an_agency_without_a_scale_says_what_to_do(self):
		message = "Agency Crystal Ball has no Credit Rating Scale. Make one first."
		with self.assertRaisesRegex(frappe.LinkValidationError, message):
			self.add("external_ratings", agency="Crystal Ball", rating="AA", rated_on=days_ago(1))

	def test_limits_and_unknown_tables_are_refused(self):
		for table in ("limits", "secrets"):
			with self.assertRaisesRegex(frappe.ValidationError, f"A Credit File has no table {table}"):
				self.add(table, company=self.company)
