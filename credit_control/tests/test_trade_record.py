"""The tab Trade with Us: purchases, late payments with their reasons, service issues, as of any day."""

import frappe
from frappe.utils import add_days, add_months, getdate, nowdate

from credit_control.api import trade as api
from credit_control.services import files, settings
from credit_control.tests.bootstrap import SISTER
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.credit_documents import days_ago
from credit_control.tests.factories import (
	make_credit_note,
	make_customer,
	make_payment,
	make_sales_invoice,
	make_sales_order,
)

NOTE = "Credit Overdue Note"


class RecordCase(CreditCase):
	mode = settings.WARN_ONLY

	def setUp(self):
		super().setUp()
		self.customer = self.make_credit_customer(limit=10_000)
		self.name = files.file_of(self.customer)

	def record(self, **fields) -> dict:
		return api.record(self.name, **fields)

	def invoice(self, rate: float, age: int, term: int = 30, paid_after: int | None = None):
		"""An invoice `age` days old, due after `term` days, paid `paid_after` days after its date."""
		date = days_ago(age)
		doc = make_sales_invoice(customer=self.customer, rate=rate, date=date, due_date=add_days(date, term))
		if paid_after is not None:
			make_payment(invoice=doc, date=add_days(date, paid_after))
		return doc


class TestPurchases(RecordCase):
	def trade(self, **fields) -> dict:
		return self.record(**fields)["trade"]

	def test_a_customer_that_never_bought_has_no_figures_made_up(self):
		trade = self.trade()
		figures = ("frequency", "trend", "share", "before", "first_invoice", "first_order", "last_order")
		self.assertEqual([trade[name] for name in figures], [None] * len(figures))
		self.assertEqual(trade["recent"], {"amount": 0, "invoices": 0, "average": None})
		self.assertEqual(len(trade["months"]), 24)

	def test_months_average_frequency_and_milestones(self):
		for age, rate in ((100, 400), (80, 200), (40, 600)):
			self.invoice(rate, age)
		make_sales_order(customer=self.customer, rate=50, date=days_ago(120))
		make_sales_order(customer=self.customer, rate=50, date=days_ago(5))
		trade = self.trade()
		self.assertEqual(trade["recent"], {"amount": 1200, "invoices": 3, "average": 400})
		self.assertEqual(trade["frequency"], 30)
		self.assertEqual((trade["first_invoice"], trade["last_invoice"]), (days_ago(100), days_ago(40)))
		self.assertEqual((trade["first_order"], trade["last_order"]), (days_ago(120), days_ago(5)))
		bought = {row["month"]: row["amount"] for row in trade["months"]}
		month = str(getdate(days_ago(100)).replace(day=1))
		expected = sum(
			rate
			for age, rate in ((100, 400), (80, 200), (40, 600))
			if str(getdate(days_ago(age)).replace(day=1)) == month
		)
		self.assertEqual(bought[month], expected)
		self.assertEqual(sum(bought.values()), 1200)

	def test_a_return_lowers_the_amount_and_is_no_invoice(self):
		make_credit_note(invoice=self.invoice(400, 50), settles_invoice=True)
		recent = self.trade()["recent"]
		self.assertEqual((recent["amount"], recent["invoices"]), (0, 1))

	def test_the_trend_compares_two_years_of_a_customer_that_was_there_throughout(self):
		self.invoice(1000, 800)
		self.invoice(200, 500)
		self.invoice(300, 100)
		trade = self.trade()
		self.assertEqual((trade["before"]["amount"], trade["trend"]), (200, 50))

	def test_a_customer_that_joined_during_the_year_before_has_no_trend(self):
		self.invoice(200, 500)
		self.invoice(300, 100)
		trade = self.trade()
		self.assertEqual((trade["before"], trade["trend"]), (None, None))

	def test_the_share_is_of_everything_that_the_company_sold(self):
		self.invoice(300, 10)
		sold = frappe.db.sql(
			"select sum(base_grand_total) from `tabSales Invoice` where docstatus = 1 and company = %s"
			" and posting_date > %s and ifnull(is_opening, 'No') <> 'Yes'",
			(self.company, add_months(nowdate(), -12)),
		)[0][0]
		self.assertAlmostEqual(self.trade()["share"], 300 / float(sold) * 100, places=1)

	def test_as_of_an_earlier_day_nothing_later_is_seen(self):
		self.invoice(200, 100)
		self.invoice(300, 10)
		make_sales_order(customer=self.customer, rate=50, date=days_ago(5))
		trade = self.trade(as_of=days_ago(50))
		self.assertEqual((trade["recent"]["amount"], trade["last_invoice"]), (200, days_ago(100)))
		self.assertIsNone(trade["last_order"])

	def test_a_day_that_lies_ahead_is_refused(self):
		with self.assertRaisesRegex(frappe.ValidationError, "As of lies in the future"):
			self.record(as_of=add_days(nowdate(), 1))

	def test_figures_are_one_companys_and_another_may_be_chosen(self):
		self.invoice(300, 10)
		settings.set_mode(SISTER, settings.WARN_ONLY)
		record = self.record(company=SISTER)
		self.assertEqual((record["company"], record["trade"]["recent"]["amount"]), (SISTER, 0))
		with self.assertRaisesRegex(frappe.ValidationError, "There are no figures of Nowhere"):
			self.record(company="Nowhere")

	def test_the_number_of_queries_does_not_grow_with_the_invoices(self):
		self.invoice(100, 90, paid_after=60)
		few = self.queries()
		for age in (80, 70, 60, 50):
			self.invoice(100, age, paid_after=45)
		self.assertEqual(self.queries(), few)

	def queries(self) -> int:
		counted = []
		sql = frappe.db.sql
		frappe.db.sql = lambda *args, **kwargs: counted.append(1) or sql(*args, **kwargs)
		try:
			self.record()
		finally:
			frappe.db.sql = sql
		return len(counted)


class TestOverdueRecord(RecordCase):
	def overdue(self, **fields) -> dict:
		return self.record(**fields)["overdue"]

	def test_late_and_unpaid_invoices_are_occurrences_and_punctual_ones_are_not(self):
		late = self.invoice(300, 100, paid_after=40)
		self.invoice(100, 90, paid_after=30)
		unpaid = self.invoice(500, 75)
		self.invoice(50, 5)
		record = self.overdue()
		self.assertEqual((record["times"], record["judged"]), (2, 3))
		self.assertEqual((record["amount"], record["overdue"], record["longest"]), (800, 500, 45))
		self.assertEqual(record["average_days"], round((300 * 10 + 500 * 45) / 800, 2))
		rows = {row["voucher_no"]: row for row in record["occurrences"]}
		self.assertEqual((rows[late.name]["days_late"], rows[late.name]["settled_on"]), (10, days_ago(60)))
		self.assertEqual((rows[unpaid.name]["days_late"], rows[unpaid.name]["settled_on"]), (45, None))
		self.assertEqual([bucket["times"] for bucket in record["buckets"]], [1, 1, 0, 0])

	def test_as_of_an_earlier_day_a_later_payment_has_not_been_made(self):
		self.invoice(300, 100, paid_after=90)
		record = self.overdue(as_of=days_ago(50))
		self.assertEqual((record["overdue"], record["longest"]), (300, 20))
		self.assertEqual(self.overdue()["overdue"], 0)

	def test_the_specialist_notes_why_and_may_change_his_mind(self):
		late = self.invoice(300, 100, paid_after=40).name
		self.assertEqual(self.overdue()["reasons"], [{"reason": None, "times": 1}])
		user = self.user("Credit Specialist", "Sales User", "Accounts User").name
		with self.acting_as(user):
			first = api.note_reason(self.name, late, "Dispute", "Two pallets were missing")
			again = api.note_reason(self.name, late, "Our Mistake", "We never sent the invoice")
		self.assertEqual(first, again)
		note = frappe.get_doc(NOTE, first)
		self.assertEqual((note.customer, note.company, note.owner), (self.customer, self.company, user))
		record = self.overdue()
		self.assertEqual(record["reasons"], [{"reason": "Our Mistake", "times": 1}])
		shown = record["occurrences"][0]["note"]
		self.assertEqual((shown["reason"], shown["remark"]), ("Our Mistake", "We never sent the invoice"))

	def test_another_reason_must_be_said(self):
		late = self.invoice(300, 100).name
		with self.assertRaisesRegex(
			frappe.ValidationError, "Remark is missing: say what the other reason is."
		):
			api.note_reason(self.name, late, "Other")

	def test_an_invoice_of_somebody_else_or_of_nobody_is_refused(self):
		other = make_sales_invoice(customer=make_customer().name).name
		with self.assertRaisesRegex(frappe.ValidationError, f"{other} is not an invoice of"):
			api.note_reason(self.name, other, "Dispute")
		with self.assertRaisesRegex(frappe.ValidationError, "SINV-NONE is not submitted or does not exist"):
			api.note_reason(self.name, "SINV-NONE", "Dispute")
		draft = make_sales_invoice(customer=self.customer, submit=False).name
		with self.assertRaisesRegex(frappe.ValidationError, "is not submitted or does not exist"):
			api.note_reason(self.name, draft, "Dispute")

	def test_a_note_does_not_keep_its_invoice_from_being_cancelled(self):
		late = self.invoice(300, 100)
		api.note_reason(self.name, late.name, "Dispute")
		late.reload().cancel()
		self.assertEqual(self.overdue()["times"], 0)


class TestServiceRecord(RecordCase):
	def service(self, **fields) -> dict:
		return self.record(**fields)["service"]

	def issue(self, age: int, *, hours: int | None = None, **fields):
		"""An Issue opened `age` days ago at nine; resolved after so many hours."""
		opened = {"opening_date": days_ago(age), "opening_time": "09:00:00"}
		doc = frappe.get_doc(
			{"doctype": "Issue", "subject": "Late delivery", "customer": self.customer, **opened, **fields}
		)
		doc.company = self.company
		doc.insert()
		if hours is not None:
			from credit_control.erp.issues import resolution_field

			at = frappe.utils.add_to_date(f"{days_ago(age)} 09:00:00", hours=hours)
			doc.db_set({"status": "Closed", resolution_field(): at})
		return doc

	def issue_type(self, name: str, **fields) -> str:
		return frappe.get_doc({"doctype": "Issue Type", "name": name, **fields}).insert().name

	def test_issues_are_counted_and_timed(self):
		self.issue(20, hours=10)
		self.issue(10, hours=20)
		self.issue(3)
		found = self.service()
		self.assertEqual((found["issues"], found["open"], found["hours_to_resolve"]), (3, 1, 15))

	def test_complaints_are_those_of_the_types_marked_as_such_and_unknown_without_one(self):
		frappe.db.set_value("Issue Type", {"counts_as_complaint": 1}, "counts_as_complaint", 0)
		kind = self.issue_type("CC Complaint")
		self.issue(3, issue_type=kind)
		self.issue(2)
		self.assertIsNone(self.service()["complaints"])
		frappe.db.set_value("Issue Type", kind, "counts_as_complaint", 1)
		found = self.service()
		self.assertEqual(found["complaints"], 1)
		self.assertIn((kind, 1), found["by_kind"])

	def test_as_of_an_earlier_day_an_issue_was_still_open(self):
		self.issue(20, hours=24 * 10)
		self.issue(3)
		found = self.service(as_of=days_ago(15))
		self.assertEqual((found["issues"], found["open"], found["hours_to_resolve"]), (1, 1, None))

	def test_a_user_who_may_not_read_issues_is_told_so_and_sees_none(self):
		self.issue(3)
		with self.acting_as(self.user("Credit Specialist", "Sales User").name):
			self.assertEqual(self.service(), {"hidden": True})
		with self.acting_as(self.user("Credit Specialist", "Support Team").name):
			self.assertEqual(self.service()["issues"], 1)
