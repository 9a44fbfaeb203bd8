"""Legal Action: stages, costs, what was recovered, the limitation and the mark in the Credit File."""

from collections import deque

import frappe
from frappe.utils import add_days, add_years, getdate, nowdate

from credit_control import tasks
from credit_control.api import legal_actions as api
from credit_control.services import (
	collection_notices,
	collection_runs,
	file_indicators,
	limitation,
	limitation_tasks,
)
from credit_control.services.limitation import limitations
from credit_control.tests.bootstrap import COMPANY, new
from credit_control.tests.collection_documents import make_overdue_invoice, make_plan
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.factories import make_journal_entry, make_payment, saved, unique
from credit_control.tests.investigation_case import make_mail_account
from credit_control.tests.legal_documents import make_action
from credit_control.tests.strategy_case import make_text, step


def day(days: int) -> str:
	return add_days(nowdate(), days)


class LegalCase(CreditCase):
	mode = "Warn Only"

	def setUp(self):
		super().setUp()
		self.customer = self.make_credit_customer(limit=100_000)
		self.invoice = make_overdue_invoice(customer=self.customer, amount=1000, days=200)

	def action(self, **fields):
		return make_action(customer=self.customer, items=[(self.invoice, 1000)], **fields)

	def reached(self, doc, *stages: str, days: int = -5):
		for stage in stages:
			api.record(doc.name, stage, day(days))
		return doc.reload()

	def refused(self, text: str, action, *arguments, user: str = "Administrator", error=None, **fields):
		frappe.db.savepoint("refused_step")
		with self.acting_as(user), self.assertRaisesRegex(error or frappe.ValidationError, text):
			action(*arguments, **fields)
		frappe.db.rollback(save_point="refused_step")

	def file(self):
		return frappe.get_doc("Credit File", {"customer": self.customer})


class TestStages(LegalCase):
	def test_it_goes_from_the_letter_to_the_enforcement_and_is_closed(self):
		doc = self.action()
		self.assertEqual(doc.status, "Prepared")
		self.reached(
			doc, "Demand Letter", "Lawyer", "Filing", "Hearing", "Hearing", "Judgment", "Enforcement"
		)
		self.assertEqual((doc.status, len(doc.steps)), ("Enforcement", 7))
		api.close(doc.name, "Enforced", nowdate(), "The bank transferred it", "/private/files/order.pdf")
		doc.reload()
		self.assertEqual((doc.status, doc.outcome, doc.steps[-1].stage), ("Closed", "Enforced", "Closed"))
		self.refused("is not under way", api.record, doc.name, "Hearing", nowdate())

	def test_the_last_stage_can_be_undone_a_closing_too(self):
		doc = self.reached(self.action(), "Demand Letter")
		api.close(doc.name, "Paid", nowdate(), "All came in")
		api.undo(doc.name, "A mistake")
		doc.reload()
		self.assertEqual((doc.status, doc.outcome), ("Demand Letter", None))
		api.undo(doc.name, "Never sent")
		self.assertEqual(doc.reload().status, "Prepared")
		self.refused("has no stage that could be undone", api.undo, doc.name, "Again")
		comments = frappe.get_all(
			"Comment", {"reference_name": doc.name, "comment_type": "Info"}, pluck="content"
		)
		self.assertTrue(any("Never sent" in text for text in comments))

	def test_days_run_forward_and_not_into_the_future(self):
		doc = self.reached(self.action(), "Demand Letter")
		for days in (-6, 1):
			self.refused("Date must lie between", api.record, doc.name, "Filing", day(days))
		self.refused("Date must lie between", api.record, self.another().name, "Filing", day(-31))

	def another(self):
		other = make_overdue_invoice(customer=self.customer, amount=50)
		return make_action(customer=self.customer, items=[(other, 50)])

	def test_what_is_missing_is_named(self):
		doc = self.action()
		self.refused("Stage is missing", api.record, doc.name, "Closed", nowdate())
		self.refused("Outcome is missing", api.close, doc.name, "Whatever", nowdate(), "x")
		self.refused("Note is missing", api.close, doc.name, "Paid", nowdate(), " ")
		self.refused("Reason is missing", api.undo, self.reached(doc, "Lawyer").name, "")

	def test_an_invoice_is_claimed_once(self):
		doc = self.action()
		self.refused(f"is claimed in Legal Action {doc.name} already", self.action)
		api.close(doc.name, "Withdrawn", nowdate(), "The customer asked for a plan")
		self.assertEqual(self.action().status, "Prepared")

	def test_no_more_is_claimed_than_is_open(self):
		make_payment(invoice=self.invoice, amount=400)
		self.refused("only CNY 600.00 is open", self.action)

	def test_who_may_do_what(self):
		doc = self.action()
		collector = self.user("Collector", "Accounts User").name
		with self.acting_as(collector):
			api.record(doc.name, "Demand Letter", nowdate())
		denied = {"user": collector, "error": frappe.PermissionError}
		self.refused("", api.close, doc.name, "Paid", nowdate(), "All came in", **denied)
		self.refused("", api.undo, doc.name, "A mistake", **denied)
		seller = {"user": self.user("Sales User").name, "error": frappe.PermissionError}
		self.refused("", api.record, doc.name, "Lawyer", nowdate(), **seller)


class TestMoney(LegalCase):
	def test_what_is_allocated_to_its_items_since_the_start_was_recovered(self):
		make_payment(invoice=self.invoice, amount=100, date=day(-40))
		doc = make_action(customer=self.customer, items=[(self.invoice, 900)])
		self.assertEqual(doc.recovered_amount, 0)
		payment = make_payment(invoice=self.invoice.reload(), amount=300)
		make_payment(customer=self.customer, amount=50)
		tasks.update_conduct(self.customer, COMPANY)
		self.assertEqual(doc.reload().recovered_amount, 300)
		payment.cancel()
		tasks.update_conduct(self.customer, COMPANY)
		self.assertEqual(doc.reload().recovered_amount, 0)

	def test_a_write_off_recovers_nothing(self):
		doc = self.action()
		make_journal_entry(
			customer=self.customer, amount=-1000, against=self.invoice, voucher_type="Write Off Entry"
		)
		tasks.update_conduct(self.customer, COMPANY)
		self.assertEqual(doc.reload().recovered_amount, 0)

	def test_costs_are_added_up_and_their_vouchers_must_be_booked(self):
		doc = self.action()
		fee = make_journal_entry(customer=self.customer, amount=50)
		doc.append("costs", {"cost_date": nowdate(), "kind": "Lawyer", "amount": 500})
		doc.append(
			"costs",
			{
				"cost_date": nowdate(),
				"kind": "Court Fee",
				"amount": 50,
				"voucher_type": "Journal Entry",
				"voucher": fee.name,
			},
		)
		doc.save()
		self.assertEqual(doc.reload().total_costs, 550)
		draft = make_journal_entry(customer=self.customer, amount=50, submit=False)
		doc.costs[1].voucher = draft.name
		self.refused("is not a submitted voucher of", doc.save)
		doc.reload().costs[0].amount = 0
		self.refused("Costs, row 1: Amount is missing.", doc.save)


class TestLimitation(LegalCase):
	def lapse(self, invoice=None):
		invoice = invoice or self.invoice
		return limitations(self.customer, COMPANY, [invoice.name])[invoice.name]

	def test_it_runs_from_the_due_date_for_the_years_of_the_settings(self):
		due = getdate(self.invoice.due_date)
		self.assertEqual(self.lapse().last_day, getdate(add_years(due, 3)))
		frappe.db.set_single_value("Credit Control Settings", "limitation_years", 2)
		frappe.clear_document_cache("Credit Control Settings", "Credit Control Settings")
		self.assertEqual(self.lapse().last_day, getdate(add_years(due, 2)))

	def test_a_part_payment_begins_it_anew_until_it_is_cancelled(self):
		payment = make_payment(invoice=self.invoice, amount=1, date=day(-20))
		self.assertEqual((self.lapse().since, self.lapse().cause), (getdate(day(-20)), "Part Payment"))
		payment.cancel()
		self.assertEqual(self.lapse().cause, "Due Date")

	def test_a_demand_letter_begins_it_anew_until_it_is_undone(self):
		doc = self.reached(self.action(), "Demand Letter", days=-10)
		self.assertEqual(
			(str(doc.limitation_from), doc.limitation_cause, str(doc.limitation_date)),
			(day(-10), "Demand", str(add_years(getdate(day(-10)), 3))),
		)
		self.assertEqual(str(doc.items[0].limitation_date), str(doc.limitation_date))
		api.undo(doc.name, "Returned to sender")
		self.assertEqual(doc.reload().limitation_cause, "Due Date")

	def test_a_letter_of_a_strategy_is_a_demand_once_it_was_posted(self):
		make_mail_account()
		template = make_text()
		letter = step("Letter", 1, "Letter", email_template=template)
		values = {"strategy_name": unique("CC Strategy"), "only_for_company": COMPANY, "contacts_per_week": 0}
		strategy = new("Collection Strategy", steps=[letter], **values).insert()
		deque(collection_runs.run(COMPANY, [strategy]), maxlen=0)
		notice = frappe.db.get_value("Collection Notice", {"customer": self.customer, "channel": "Letter"})
		self.assertEqual(self.lapse().cause, "Due Date")
		collection_notices.done(notice, "Posted with a receipt")
		self.assertEqual((self.lapse().cause, self.lapse().since), ("Demand", getdate()))

	def test_a_signed_plan_acknowledges_the_debt_and_an_unsigned_one_does_not(self):
		plan = make_plan(customer=self.customer, items=[(self.invoice, 1000)], instalments=[(5, 1000)])
		self.assertEqual(self.lapse().cause, "Due Date")
		plan.db_set("agreement", "/private/files/signed.pdf")
		self.assertEqual(self.lapse().cause, "Acknowledgement")

	def test_a_dunning_of_erpnext_is_a_demand(self):
		dunning = new(
			"Dunning", customer=self.customer, company=COMPANY, posting_date=day(-3), conversion_rate=1
		)
		dunning.update({"currency": "CNY", "rate_of_interest": 0, "dunning_fee": 0})
		dunning.append(
			"overdue_payments",
			{"sales_invoice": self.invoice.name, "outstanding": 1000, "due_date": self.invoice.due_date},
		)
		saved(dunning, True)
		self.assertEqual((self.lapse().cause, str(self.lapse().since)), ("Demand", day(-3)))

	def test_from_the_filing_on_nothing_lapses(self):
		doc = self.reached(self.action(), "Filing")
		self.assertIsNone(doc.limitation_date)

	def old_invoice(self, left: int):
		"""An invoice that lapses in so many days."""
		lapses = getdate(day(left))
		due = add_years(lapses, -limitation.years())
		return make_overdue_invoice(customer=self.customer, amount=80, days=(getdate() - getdate(due)).days)

	def todos(self, doctype: str, name: str) -> list:
		return frappe.get_all(
			"ToDo",
			{"reference_type": doctype, "reference_name": name, "status": "Open"},
			["allocated_to", "description", "date"],
		)

	def test_whoever_is_responsible_is_warned_once_per_stage(self):
		collector = self.user("Collector").name
		doc = make_action(customer=self.customer, items=[(self.old_invoice(50), 80)], assigned_to=collector)
		self.assertGreaterEqual(sum(limitation_tasks.remind_all()), 1)
		found = self.todos("Legal Action", doc.name)
		self.assertEqual([(row.allocated_to, str(row.date)) for row in found], [(collector, day(50))])
		self.assertIn("demand payment again or file the suit", found[0].description)
		list(limitation_tasks.remind_all())
		self.assertEqual(len(self.todos("Legal Action", doc.name)), 1)
		self.reached(doc, "Filing")
		self.assertEqual(self.todos("Legal Action", doc.name), [])

	def test_an_old_invoice_that_nobody_sues_for_is_warned_of_on_the_file(self):
		specialist = self.user("Credit Specialist").name
		self.file().db_set("specialist", specialist)
		invoice = self.old_invoice(10)
		list(limitation_tasks.remind_all())
		list(limitation_tasks.remind_all())
		found = self.todos("Credit File", self.file().name)
		self.assertEqual([(row.allocated_to, str(row.date)) for row in found], [(specialist, day(10))])
		make_payment(invoice=invoice, amount=1)
		self.assertEqual(self.lapse(invoice).cause, "Part Payment")


class TestCourtRecord(LegalCase):
	def records(self) -> list[tuple]:
		return [(row.kind, row.status, row.severity) for row in self.file().legal_records]

	def test_a_letter_leaves_no_record_and_the_filing_does(self):
		doc = self.reached(self.action(), "Demand Letter")
		self.assertEqual(self.records(), [])
		self.reached(doc, "Filing")
		self.assertEqual(self.records(), [("Lawsuit", "Open", "Serious")])
		self.assertEqual(file_indicators.legal_record(self.file(), getdate()), "Serious")
		self.reached(doc, "Enforcement")
		self.assertEqual(self.records(), [("Enforcement", "Open", "Serious")])

	def test_closing_closes_it_and_undoing_the_filing_takes_it_out(self):
		doc = self.reached(self.action(), "Filing")
		api.close(doc.name, "Settled", nowdate(), "They paid half")
		self.assertEqual(self.records(), [("Lawsuit", "Closed", "Serious")])
		api.undo(doc.name, "Not yet")
		self.assertEqual(self.records(), [("Lawsuit", "Open", "Serious")])
		api.undo(doc.name, "Never filed")
		self.assertEqual(self.records(), [])

	def test_cancelling_an_action_leaves_nothing_in_the_file(self):
		doc = self.reached(self.action(), "Filing")
		doc.cancel()
		self.assertEqual((doc.reload().status, self.records()), ("Cancelled", []))

	def test_what_others_wrote_stays(self):
		file = self.file()
		file.append(
			"legal_records",
			{
				"kind": "Lawsuit",
				"filed_on": day(-90),
				"status": "Open",
				"severity": "Minor",
				"source": "Court search",
			},
		)
		file.save()
		self.reached(self.action(), "Filing").cancel()
		self.assertEqual(self.records(), [("Lawsuit", "Open", "Minor")])


class TestConnections(LegalCase):
	def test_a_customer_shows_what_was_done_to_collect_from_it(self):
		self.action()
		shown = frappe.get_meta("Customer").get_dashboard_data()
		listed = {item for group in shown.transactions for item in group["items"]}
		self.assertLessEqual({"Legal Action", "Bad Debt Write-Off", "Repayment Plan"}, listed)
