"""Credit Files: one for each customer, its live picture, and what happens when the customer changes."""

from unittest.mock import patch

import frappe
from frappe.model.rename_doc import rename_doc
from frappe.utils import add_days, getdate, nowdate

from credit_control import tasks
from credit_control.api import exposure
from credit_control.api import files as api
from credit_control.engine.money import decimal
from credit_control.engine.policy import Policy
from credit_control.services import chains, file_row, files, settings
from credit_control.tests import ledgers
from credit_control.tests.bootstrap import SISTER
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.credit_documents import days_ago
from credit_control.tests.factories import (
	make_credit_note,
	make_customer,
	make_customer_group,
	make_delivery_note,
	make_journal_entry,
	make_payment,
	make_sales_invoice,
	make_sales_order,
	unique,
)
from credit_control.tests.ledgers import money


class FileCase(CreditCase):
	mode = settings.WARN_ONLY

	def assert_refused(self, text: str, call, *args, error=frappe.ValidationError, **kwargs):
		with self.assertRaisesRegex(error, text):
			call(*args, **kwargs)


class TestOpening(FileCase):
	def test_a_file_takes_the_customers_name_and_group_and_is_numbered_by_itself(self):
		customer = make_customer()
		file = frappe.get_doc("Credit File", files.ensure(customer.name))
		self.assertRegex(file.name, r"^CF-\d{5}$")
		self.assertEqual(
			(file.customer_name, file.customer_group, file.status),
			(customer.customer_name, customer.customer_group, "Active"),
		)

	def test_a_second_file_for_one_customer_is_refused_and_names_the_first(self):
		customer = make_customer().name
		first = files.create(customer).name
		self.assert_refused(
			f"has Credit File {first} already. Open that one.",
			files.create,
			customer,
			error=frappe.DuplicateEntryError,
		)
		self.assertEqual(frappe.db.count("Credit File", {"customer": customer}), 1)

	def test_asking_twice_gives_the_same_file(self):
		customer = make_customer().name
		self.assertEqual(api.create(customer), api.create(customer))

	def test_the_customer_of_a_file_cannot_be_changed(self):
		file = files.create(make_customer().name)
		file.customer = make_customer().name
		self.assert_refused("Value cannot be changed for .*Customer", file.save)

	def test_a_disabled_customer_gets_no_file_and_is_told_what_to_do(self):
		customer = make_customer(disabled=1).name
		self.assert_refused(f"Customer {customer} is disabled. Enable the customer", api.create, customer)
		self.assertIsNone(files.file_of(customer))

	def test_a_customer_that_does_not_exist_is_named(self):
		self.assert_refused("Customer Nobody at All does not exist", files.create, "Nobody at All")

	def test_a_file_without_a_customer_is_refused_by_the_name_of_the_field(self):
		file = frappe.get_doc({"doctype": "Credit File"})
		self.assert_refused("Customer is missing. Choose one.", file.insert, error=frappe.MandatoryError)


class TestBulk(FileCase):
	def setUp(self):
		super().setUp()
		self.group = make_customer_group().name

	def customers(self, count: int, **fields) -> list[str]:
		return [make_customer(group=self.group, **fields).name for _ in range(count)]

	def test_a_filter_opens_the_missing_files_and_names_the_existing_and_the_failed(self):
		new = self.customers(2)
		existing = self.customers(1)
		disabled = self.customers(1, disabled=1)
		files.create(existing[0])
		result = api.create_many(filters={"customer_group": self.group})
		self.assertEqual({files.file_of(name) for name in new}, set(result["created"]))
		self.assertEqual(result["existing"], existing)
		self.assertEqual([failure["customer"] for failure in result["failed"]], disabled)
		self.assertIn("is disabled", result["failed"][0]["reason"])
		self.assertFalse(files.file_of(disabled[0]))

	def test_selected_customers_may_come_as_json_twice_or_not_exist_at_all(self):
		customer = self.customers(1)[0]
		result = api.create_many(customers=frappe.as_json([customer, customer, "Nobody at All"]))
		self.assertEqual(result["created"], [files.file_of(customer)])
		self.assertEqual([failure["customer"] for failure in result["failed"]], ["Nobody at All"])

	def test_running_again_makes_nothing(self):
		names = self.customers(2)
		api.create_many(customers=names)
		again = api.create_many(customers=names)
		self.assertEqual((again["created"], again["existing"], again["failed"]), ([], sorted(names), []))

	def test_a_filter_that_matches_nobody_is_told(self):
		self.assert_refused(
			"No customer matches. Change the filter", api.create_many, filters={"customer_group": self.group}
		)

	def test_many_are_made_in_the_background_and_the_user_is_told_how_it_went(self):
		names = self.customers(3)
		user = self.user("Credit Specialist", "Sales User").name
		with (
			self.acting_as(user),
			patch.object(api, "BACKGROUND_FROM", 2),
			patch("frappe.enqueue") as enqueue,
		):
			self.assertEqual(api.create_many(customers=names), {"queued": 3})
		path, arguments = enqueue.call_args.args[0], enqueue.call_args.kwargs
		self.assertEqual(
			(path, arguments["names"], arguments["user"]), ("credit_control.tasks.create_files", names, user)
		)
		frappe.get_attr(path)(arguments["names"], arguments["user"])
		self.assertTrue(all(files.file_of(name) for name in names))
		self.assertEqual(
			frappe.db.get_value("Notification Log", {"for_user": user}, "subject"),
			"3 Credit Files created, 0 existed, 0 failed",
		)

	def test_the_notice_of_a_background_run_names_each_failure_and_why(self):
		user = self.user("Credit Specialist").name
		tasks.create_files(self.customers(1, disabled=1), user)
		content = frappe.db.get_value("Notification Log", {"for_user": user}, "email_content")
		self.assertIn("is disabled", content)

	def test_progress_is_published_to_the_end(self):
		with patch("frappe.publish_progress") as progress, patch.object(files, "CHUNK", 2):
			files.create_many(self.customers(3))
		self.assertEqual([call.args[0] for call in progress.call_args_list], [200 / 3, 100])


class TestPicture(FileCase):
	def setUp(self):
		super().setUp()
		self.customer = self.make_credit_customer(limit=10_000)
		self.name = files.file_of(self.customer)

	def picture(self, **fields) -> dict:
		return api.picture(self.name, **fields)

	def parts(self) -> dict[str, float]:
		return {part["part"]: part["amount"] for part in self.picture()["parts"]}

	def history(self):
		"""An order, a delivery, invoices of several ages, a receipt and a credit note."""
		make_sales_order(customer=self.customer, rate=1000)
		make_delivery_note(customer=self.customer, rate=300)
		for age, rate in ((0, 100), (20, 200), (50, 400), (80, 800), (200, 1600)):
			make_sales_invoice(
				customer=self.customer, rate=rate, date=days_ago(age + 30), due_date=days_ago(age)
			)
		make_payment(customer=self.customer, amount=50)
		make_journal_entry(customer=self.customer, amount=70)

	def test_parts_headroom_and_utilisation_equal_the_ledgers(self):
		self.history()
		note = make_credit_note(
			invoice=make_sales_invoice(customer=self.customer, rate=500), settles_invoice=False
		)
		picture = self.picture()
		self.assertEqual(
			self.parts(),
			{
				"open_orders": 1000,
				"delivered_not_billed": 300,
				"open_invoices": 3600,
				"other_receivables": 70,
				"credit_notes": note.base_grand_total,
				"uncleared_bills": 0,
				"unallocated_receipts": -50,
			},
		)
		receivable = 3600 + 70 - 500 - 50
		self.assertEqual(money(receivable), ledgers.general_ledger(self.customer))
		self.assertEqual(money(receivable), ledgers.report_total(self.customer))
		self.assertEqual(picture["exposure"], 1000 + 300 + receivable)
		self.assertEqual((picture["limit"], picture["headroom"]), (10_000, 10_000 - picture["exposure"]))
		self.assertAlmostEqual(picture["utilisation"], picture["exposure"] / 100)

	def test_ageing_and_overdue_equal_the_receivables_report(self):
		self.history()
		picture = self.picture()
		buckets = {row["bucket"]: row["amount"] for row in picture["ageing"]}
		# the journal of 70 and the invoice of 100 are due today
		self.assertEqual(buckets, {"Not Due": 170, "1–30": 200, "31–60": 400, "61–90": 800, "90+": 1600})
		self.assertEqual(money(picture["overdue"]), ledgers.report_overdue(self.customer))
		self.assertEqual(picture["oldest_overdue_days"], 200)

	def test_behaviour_is_that_of_the_last_twelve_months(self):
		late = make_sales_invoice(customer=self.customer, rate=300, date=days_ago(100), due_date=days_ago(70))
		make_payment(invoice=late, date=days_ago(60))
		punctual = make_sales_invoice(
			customer=self.customer, rate=100, date=days_ago(50), due_date=days_ago(20)
		)
		make_payment(invoice=punctual, date=days_ago(30))
		make_payment(invoice=make_sales_invoice(customer=self.customer, rate=9, date=days_ago(500)))
		self.assertEqual(
			self.picture()["behaviour"],
			{"invoices": 2, "invoiced": 400, "late_ratio": 50, "days_to_pay": 35, "days_late": 7.5},
		)

	def test_a_customer_without_any_history_shows_zeros_and_no_made_up_behaviour(self):
		picture = self.picture()
		self.assertEqual((picture["exposure"], picture["headroom"], picture["overdue"]), (0, 10_000, 0))
		behaviour = picture["behaviour"]
		self.assertEqual(behaviour["invoices"], 0)
		self.assertEqual([behaviour[key] for key in ("late_ratio", "days_to_pay", "days_late")], [None] * 3)

	def test_each_part_opens_into_the_documents_that_sum_to_it(self):
		self.history()
		make_credit_note(invoice=make_sales_invoice(customer=self.customer, rate=500), settles_invoice=False)
		for part, amount in self.parts().items():
			documents = exposure.documents(self.customer, self.company, part)["rows"]
			self.assertAlmostEqual(float(sum(row["amount"] for row in documents)), abs(amount), msg=part)
			self.assertTrue(
				all(frappe.db.exists(row["voucher_type"], row["voucher_no"]) for row in documents)
			)

	def test_a_part_that_is_switched_off_does_not_count_and_is_not_shown(self):
		self.history()
		before = self.picture()["exposure"]
		doc = frappe.get_doc("Credit Control Settings")
		doc.include_open_orders = 0
		doc.save()
		self.assertNotIn("open_orders", self.parts())
		self.assertEqual(self.picture()["exposure"], before - 1000)

	def test_an_unlimited_customer_has_no_headroom_figure_and_one_without_credit_has_none_left(self):
		self.set_limit(limit_mode="Unlimited")
		picture = self.picture()
		self.assertEqual((picture["limit"], picture["headroom"], picture["utilisation"]), (None, None, None))
		self.set_limit(limit_mode="No Credit")
		picture = self.picture()
		self.assertEqual((picture["limit"], picture["headroom"], picture["utilisation"]), (0, 0, None))

	def set_limit(self, **fields):
		file = frappe.get_doc("Credit File", self.name)
		file.limits[0].update(fields)
		return file.save()

	def test_a_temporary_limit_counts_up_to_and_including_its_last_day(self):
		self.set_limit(temporary_limit=500, temporary_until=nowdate())
		self.assertEqual(self.picture()["limit"], 10_500)
		self.set_limit(temporary_until=days_ago(1))
		self.assertEqual(self.picture()["limit"], 10_000)

	def test_figures_are_one_companys_and_another_may_be_chosen(self):
		self.history()
		settings.set_mode(SISTER, settings.WARN_ONLY)
		picture = self.picture(company=SISTER)
		self.assertEqual((picture["company"], picture["exposure"]), (SISTER, 0))
		self.assertEqual(picture["companies"][0], self.company)
		self.assertIn(SISTER, picture["companies"])

	def test_a_company_that_is_off_has_no_picture(self):
		settings.set_mode(self.company, settings.OFF)
		self.assertTrue(self.picture(company=self.company)["off"])


class TestBadInput(FileCase):
	def setUp(self):
		super().setUp()
		self.doc = frappe.get_doc("Credit File", {"customer": self.make_credit_customer(limit=1000)})

	def refused(self, text: str):
		before = frappe.db.get_value("Credit File Limit", self.doc.limits[0].name, "credit_limit")
		self.assert_refused(text, self.doc.save)
		self.assertEqual(
			frappe.db.get_value("Credit File Limit", self.doc.limits[0].name, "credit_limit"), before
		)

	def test_a_negative_limit_is_refused_with_its_row(self):
		self.doc.limits[0].credit_limit = -1
		self.refused("Row 1: Credit Limit is negative. Enter zero or more.")

	def test_a_negative_temporary_limit_is_refused(self):
		self.doc.limits[0].temporary_limit = -1
		self.refused("Row 1: Temporary Extra is negative. Enter zero or more.")

	def test_a_limit_too_large_to_be_true_is_refused(self):
		self.doc.limits[0].credit_limit = 10**13
		self.refused("Row 1: Credit Limit is too large. Check the figure.")

	def test_a_temporary_limit_needs_its_last_day(self):
		self.doc.limits[0].temporary_limit = 100
		self.refused("Row 1: Until is missing. Enter the temporary limit's last day.")

	def test_a_company_listed_twice_is_refused(self):
		self.doc.append("limits", {"company": self.company, "credit_limit": 5})
		self.refused(f"Row 2: {self.company} is listed twice. Remove one of the rows.")

	def test_dates_that_lie_in_the_future_are_refused_by_name(self):
		for field in ("founded_on", "registration_checked_on", "external_rating_date"):
			with self.subTest(field):
				doc = frappe.get_doc("Credit File", self.doc.name)
				doc.set(field, add_days(nowdate(), 1))
				label = doc.meta.get_label(field)
				self.assert_refused(f"{label} lies in the future. Enter a day up to today.", doc.save)

	def test_without_credit_the_limit_is_zero(self):
		self.doc.limits[0].limit_mode = "No Credit"
		self.doc.save()
		self.assertEqual(self.doc.limits[0].credit_limit, 0)

	def test_a_specialist_may_not_change_limits_or_the_review_date(self):
		specialist = self.user("Credit Specialist", "Sales User").name
		with self.acting_as(specialist):
			doc = frappe.get_doc("Credit File", self.doc.name)
			doc.limits[0].credit_limit = 99
			doc.next_review = "2099-01-01"
			doc.notes = "Called them"
			doc.save()
		doc = frappe.get_doc("Credit File", self.doc.name)
		self.assertEqual((doc.limits[0].credit_limit, doc.next_review), (1000, None))
		self.assertIn("Called them", doc.notes)


class TestRenameAndMerge(FileCase):
	def setUp(self):
		super().setUp()
		self.customer = self.make_credit_customer(limit=1000)
		self.file = files.file_of(self.customer)

	def merge(self, source: str, target: str):
		rename_doc("Customer", source, target, merge=True, force=True)

	def test_a_renamed_customer_keeps_its_file_its_limit_and_its_decisions(self):
		order = make_sales_order(customer=self.customer, rate=10)
		self.decisions_of(order)
		new = unique("CC Renamed")
		rename_doc("Customer", self.customer, new, force=True)
		self.assertEqual(files.file_of(new), self.file)
		self.assertEqual(api.picture(self.file)["limit"], 1000)
		self.assertEqual(
			frappe.get_all("Credit Decision", {"customer": new}, pluck="reference_name"), [order.name]
		)

	def test_renaming_the_customer_breaks_no_link_of_the_chain(self):
		self.decisions_of(make_sales_order(customer=self.customer, rate=10))
		new = unique("CC Renamed")
		rename_doc("Customer", self.customer, new, force=True)
		self.decisions_of(make_sales_order(customer=new, rate=10))
		self.assertEqual(chains.chain_faults(self.file), [])

	def test_the_target_of_a_merge_keeps_its_file_and_the_others_is_retired(self):
		target = self.make_credit_customer(limit=5000)
		kept = files.file_of(target)
		self.merge(self.customer, target)
		self.assertEqual(files.file_of(target), kept)
		retired = frappe.get_doc("Credit File", self.file)
		self.assertEqual((retired.status, retired.merged_into, retired.customer), ("Merged", kept, None))
		self.assertEqual(retired.limits[0].credit_limit, 1000)
		self.assertEqual(
			files.standing(target, self.company, policy_stub(), file_row.find(target, self.company)).limit,
			5000,
		)

	def test_a_target_without_a_file_takes_over_the_only_one(self):
		target = make_customer().name
		self.merge(self.customer, target)
		self.assertEqual(files.file_of(target), self.file)
		self.assertEqual(frappe.db.get_value("Credit File", self.file, "status"), "Active")

	def test_a_merge_breaks_no_chain_and_moves_no_decision(self):
		target = self.make_credit_customer(limit=5000)
		kept = files.file_of(target)
		self.decisions_of(make_sales_order(customer=self.customer, rate=10))
		self.decisions_of(make_sales_order(customer=target, rate=10))
		self.merge(self.customer, target)
		self.decisions_of(make_sales_order(customer=target, rate=10))
		self.assertEqual((chains.chain_faults(self.file), chains.chain_faults(kept)), ([], []))
		self.assertEqual(frappe.db.count("Credit Decision", {"credit_file": kept}), 2)

	def test_a_retired_file_can_still_be_read_and_noted_on(self):
		self.merge(self.customer, self.make_credit_customer())
		retired = frappe.get_doc("Credit File", self.file)
		retired.notes = "See the other file"
		retired.save()
		self.assertTrue(api.picture(self.file)["off"])

	def test_a_merged_customer_gets_no_new_file(self):
		self.merge(self.customer, self.make_credit_customer())
		self.assert_refused(f"Customer {self.customer} does not exist", files.create, self.customer)

	def test_a_disabled_customers_file_may_still_be_worked_on(self):
		frappe.db.set_value("Customer", self.customer, "disabled", 1)
		file = frappe.get_doc("Credit File", self.file)
		file.notes = "Closed down"
		self.assertEqual(file.save().name, self.file)

	def test_a_customer_with_a_file_cannot_be_deleted(self):
		self.assert_refused("", frappe.delete_doc, "Customer", self.customer, error=frappe.LinkExistsError)


class TestStanding(FileCase):
	def test_a_customer_without_a_file_is_treated_as_the_policy_says(self):
		customer = make_customer().name
		stub = policy_stub(mode="Limited", limit=300)
		standing = files.standing(customer, self.company, stub, file_row.find(customer, self.company))
		self.assertEqual((standing.limit_mode, standing.limit, standing.grade), ("Limited", 300, None))

	def test_a_file_without_a_row_for_the_company_too_but_with_its_grade(self):
		customer = self.make_credit_customer(grade="B")
		standing = files.standing(
			customer, SISTER, policy_stub(mode="No Credit"), file_row.find(customer, SISTER)
		)
		self.assertEqual((standing.limit_mode, standing.grade), ("No Credit", "B"))

	def test_files_that_are_due_for_review_are_active_ones_whose_day_has_come(self):
		due, later, merged = (self.make_credit_customer() for _ in range(3))
		for customer, days in ((due, 0), (later, 1), (merged, -5)):
			frappe.db.set_value(
				"Credit File", {"customer": customer}, "next_review", add_days(nowdate(), days)
			)
		frappe.db.set_value("Credit File", {"customer": merged}, "status", "Merged")
		found = {row.customer for row in files.due_for_review(getdate())}
		self.assertEqual(found & {due, later, merged}, {due})


def policy_stub(mode: str = "Unlimited", limit: int = 0):
	return Policy("stub", (), (), mode, decimal(limit))
