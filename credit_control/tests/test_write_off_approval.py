"""What approvers of a write-off are shown and told: the frozen pack, its print, the e-mail, the page behind its link."""

import json

import frappe
from frappe.utils import add_days, get_fullname, nowdate

from credit_control.services import (
	approval_notices,
	approval_pack,
	approvers,
	collecting_actions,
	legal_actions,
	write_off_effects,
	write_offs,
)
from credit_control.tests.approval_page import mails_about, rendered, visit
from credit_control.tests.bootstrap import COMPANY, SISTER
from credit_control.tests.collection_documents import make_overdue_invoice, make_promise
from credit_control.tests.factories import make_payment
from credit_control.tests.investigation_case import make_mail_account
from credit_control.tests.legal_documents import make_action
from credit_control.tests.limit_documents import make_security
from credit_control.tests.write_off_case import LOSSES, WriteOffCase, make_write_off


class PackCase(WriteOffCase):
	def setUp(self):
		super().setUp()
		self.chinese = self.user("Credit Manager").name
		frappe.db.set_value("User", self.chinese, "language", "zh")
		frappe.clear_cache(user=self.chinese)

	def section(self, doc, title: str, language="en") -> dict:
		found = json.loads(doc.pack)["sections"][language]
		return next(section for section in found if section["title"] == title)

	def deputy(self, *roles: str) -> str:
		"""Somebody who stands in for the manager today."""
		deputy = self.user(*roles).name
		frappe.get_doc(
			{
				"doctype": "Credit Approval Delegation",
				"user": self.manager,
				"deputy": deputy,
				"from_date": nowdate(),
				"to_date": nowdate(),
				"reason": "Leave",
			}
		).insert()
		return deputy


class TestPack(PackCase):
	def test_it_lists_what_is_owed_by_invoice_and_what_stays_owed(self):
		second = make_overdue_invoice(customer=self.customer, amount=300, days=45)
		with self.acting_as(self.collector):
			doc = make_write_off(customer=self.customer, items=[(self.invoice, 1000), (second, 100)])
			write_offs.send(doc.name)
		rows = self.section(doc.reload(), "What Is Owed")["rows"]
		self.assertEqual(rows[0][0], self.invoice.name)
		self.assertEqual(rows[1][2:], ["45", "CNY 300.00", "CNY 100.00", "CNY 200.00"])
		self.assertEqual(rows[2], ["Total", "", "", "CNY 1,300.00", "CNY 1,100.00", "CNY 200.00"])

	def test_it_tells_what_was_done_to_collect_in_order(self):
		make_promise(customer=self.customer, amount=500, items=[self.invoice])
		action = make_action(customer=self.customer, items=[(self.invoice, 1000)])
		legal_actions.record(action.name, stage="Demand Letter", day=nowdate(), note="Came back unread")
		doc = self.sent(legal_action=action.name)
		rows = self.section(doc, "Actions Taken")["rows"]
		self.assertEqual(len(rows), 2)
		self.assertTrue(rows[0][1].startswith("Promise of CNY 500.00 by"))
		self.assertEqual(rows[1][1:3], ["Legal Action · Demand Letter", "Came back unread"])

	def test_what_concerns_other_invoices_is_not_in_it(self):
		other = make_overdue_invoice(customer=self.customer, amount=70)
		make_promise(customer=self.customer, amount=70, items=[other])
		self.assertEqual(collecting_actions.taken(self.customer, COMPANY, [self.invoice.name]), [])
		doc = self.sent()
		self.assertIn("Nothing is recorded", self.section(doc, "Actions Taken")["note"])

	def test_it_says_what_may_still_come_and_of_what_there_is_security(self):
		make_security(customer=self.customer, amount=5_000)
		doc = self.sent(expected_recoveries="About 10 % from the estate, next year")
		section = self.section(doc, "Recoveries Expected")
		self.assertEqual(section["note"], "About 10 % from the estate, next year")
		self.assertIn("5,000.00", json.dumps(self.section(doc, "Securities")))
		self.assertIn("has not stated any", self.section(self.resent(doc), "Recoveries Expected")["note"])

	def resent(self, doc):
		with self.acting_as(self.manager):
			write_offs.send_back(doc.name, "Say it again")
		with self.acting_as(self.collector):
			doc.reload().expected_recoveries = None
			doc.save()
			write_offs.send(doc.name)
		return doc.reload()

	def test_the_provision_is_what_the_roll_rates_expected_to_lose(self):
		"""An item 400 days overdue stands in the oldest bucket: all of it was expected to be lost."""
		doc = self.sent(400)
		found = write_off_effects.provision(doc)
		self.assertEqual(found.of_items, 400)
		pairs = dict(self.section(doc, "Effect on the Provision")["pairs"])
		self.assertEqual(pairs["Loss to Be Booked"], "CNY 400.00")
		self.assertEqual(pairs["Expected Loss of These Items"], "CNY 400.00")
		self.assertEqual(pairs["Loss beyond the Expected"], "CNY 0.00")

	def test_what_the_roll_rates_cannot_tell_is_said(self):
		"""An invoice that is a few days late, in a ledger where nothing was ever followed to the end."""
		self.invoice.cancel()
		self.invoice = make_overdue_invoice(customer=self.customer, amount=200, days=4)
		section = self.section(self.sent(200), "Effect on the Provision")
		self.assertEqual(section["pairs"], [["Loss to Be Booked", "CNY 200.00"]])
		self.assertIn("is not known", section["note"])

	def test_it_is_frozen_and_kept_in_both_languages(self):
		doc = self.sent()
		before = doc.pack
		make_overdue_invoice(customer=self.customer, amount=50)
		self.assertEqual(approval_pack.stored(doc.reload())["sections"], json.loads(before)["sections"]["en"])
		self.assertEqual(self.section(doc, "采取的催收措施", "zh")["rows"], [])

	def test_it_is_for_who_reads_files_and_who_decides(self):
		doc = self.sent()
		head_of_sales = self.user("Sales Manager").name
		frappe.get_doc("Bad Debt Write-Off", doc.name).check_permission("read")
		for user, seen in ((self.manager, True), (head_of_sales, False)):
			with self.subTest(user), self.acting_as(user):
				shown = frappe.get_doc("Bad Debt Write-Off", doc.name)
				shown.run_method("onload")
				shown.apply_fieldlevel_read_permissions()
				self.assertEqual(
					("pack" in shown.get_onload(), bool(shown.get("pack"))),
					(seen or bool(frappe.has_permission("Credit File", "read")), seen),
				)

	def test_the_form_is_told_the_full_names_of_everybody_on_it(self):
		doc = self.approve(self.sent())
		with self.acting_as(self.collector):
			shown = frappe.get_doc(doc.doctype, doc.name)
			shown.run_method("onload")
		named = {self.collector, self.manager}
		self.assertEqual(shown.get_onload("names"), {user: get_fullname(user) for user in named})

	def test_the_print_format_prints_it_in_both_languages_with_full_names(self):
		doc = self.approve(self.sent(reason="Gone <b>away</b>"))
		with self.acting_as(self.manager):
			english = frappe.get_print(doc.doctype, doc.name, "Write-Off Approval Pack")
			frappe.form_dict._lang = "zh"
			self.addCleanup(frappe.form_dict.pop, "_lang", None)
			chinese = frappe.get_print(doc.doctype, doc.name, "Write-Off Approval Pack")
		for part in ("Write-Off Approval Pack", "What Is Owed", "Gone &lt;b&gt;", get_fullname(self.manager)):
			self.assertIn(part, english)
		for part in ("坏账核销审批资料包", doc.name):
			self.assertIn(part, chinese)
		# Frappe itself ends every page with the id of its reader
		self.assertNotIn(self.manager, english.split("</body>")[0])
		self.refused(
			"",
			approval_pack.credit_approval_pack,
			doc.name,
			doc.doctype,
			user=self.user("Stock User").name,
			error=frappe.PermissionError,
		)


class TestMail(PackCase):
	def setUp(self):
		super().setUp()
		make_mail_account()

	def test_every_approver_gets_one_in_their_language_with_figures_and_the_link(self):
		doc = self.sent()
		mails = mails_about(doc.name)
		self.assertNotIn(self.collector, mails)
		subject, text = mails[self.manager]
		self.assertIn("asks to write off CNY 1,000.00 of", subject)
		link = f"/credit-approval?type=write-off&amp;name={doc.name}"
		for part in ("Insolvency", doc.reason, link, "Effect on the Provision", "Look and Decide"):
			self.assertIn(part, text)
		subject, text = mails[self.chinese]
		self.assertIn("申请核销", subject)
		self.assertIn("查看并审批", text)

	def test_a_deputy_is_told_in_whose_place(self):
		deputy = self.deputy("Sales User")
		self.assertIn(
			f"You stand in for {get_fullname(self.manager)}", mails_about(self.sent().name)[deputy][1]
		)

	def test_who_asked_is_told_the_decision_and_gets_no_file(self):
		doc = self.sent()
		with self.acting_as(self.manager):
			write_offs.reject(doc.name, "They still trade")
		subject, text = mails_about(doc.name)[self.collector]
		self.assertIn("Rejected", subject)
		self.assertIn("They still trade", text)
		self.assertNotIn("Effect on the Provision", text)

	def test_who_was_asked_is_told_that_it_was_withdrawn(self):
		doc = self.sent()
		with self.acting_as(self.collector):
			write_offs.withdraw(doc.name)
		told = frappe.get_all(
			"Notification Log", {"document_name": doc.name, "for_user": self.manager}, pluck="subject"
		)
		self.assertTrue(any("was withdrawn" in subject for subject in told), told)

	def test_those_to_whom_a_late_one_goes_on_get_one(self):
		self.use_matrix(
			{
				"level": 1,
				"approver_role": "Credit Manager",
				"escalate_after": 2,
				"escalate_role": "Accounts Manager",
			}
		)
		doc = self.sent()
		frappe.db.set_value("Credit Approval Step", doc.steps[0].name, "due_on", add_days(nowdate(), -1))
		self.assertEqual(list(write_offs.escalate_late()), [doc.name])
		self.assertIn("Waiting too long: writing off", mails_about(doc.name)[self.accountant][0])


class TestPage(PackCase):
	def setUp(self):
		super().setUp()
		self.doc = self.sent()

	def visit(self, user: str, method="GET", **form):
		return visit(self, self.doc, user, method, **form)

	def test_whoever_is_not_signed_in_comes_back_to_the_write_off(self):
		with self.assertRaises(frappe.Redirect):
			self.visit("Guest", "POST", action="approve")
		self.assertEqual(
			frappe.local.flags.redirect_location,
			f"/login?redirect-to=%2Fcredit-approval%3Ftype%3Dwrite-off%26name%3D{self.doc.name}",
		)

	def test_following_the_link_decides_nothing(self):
		context = self.visit(self.manager, action="approve", level="1")
		self.assertEqual((context.view, context.rights["decide"], context.done), ("request", True, None))
		self.assertEqual(self.doc.status, "Waiting for Approval")

	def test_it_says_what_an_approval_does(self):
		effect = self.visit(self.manager).effect
		self.assertEqual(
			effect["pairs"],
			[
				("Loss to Be Booked", "CNY 1,000.00"),
				("Booked on", LOSSES),
				("Customer Still Owes Afterwards", "CNY 0.00"),
			],
		)
		self.assertIn("knocks the customer out", effect["warnings"][0])
		make_payment(invoice=self.invoice, amount=1)
		self.assertIn("Something was paid or credited since", self.visit(self.manager).effect["warnings"][0])

	def test_pressing_approve_books_it_once(self):
		context = self.visit(self.manager, "POST", action="approve", comment="Fine", level="1")
		self.assertEqual((context.done, context.status, context.tone), (True, "Booked", "good"))
		self.assertEqual((self.open_of(self.invoice), self.doc.steps[0].comment), (0, "Fine"))
		again = self.visit(self.manager, "POST", action="approve", level="1")
		self.assertIn("decided last", again.mistake)

	def test_what_erpnext_refuses_is_said_and_nothing_of_it_stays(self):
		make_payment(invoice=self.invoice, amount=1)
		context = self.visit(self.manager, "POST", action="approve", level="1")
		self.assertIn("only CNY 999.00 is open", context.mistake)
		self.assertEqual((self.doc.status, self.doc.steps[0].decided_by), ("Waiting for Approval", None))

	def test_who_asked_sees_no_button_and_is_refused(self):
		context = self.visit(self.collector, "POST", action="approve", level="1")
		self.assertIn("Somebody else must decide", context.mistake)
		self.assertFalse(context.rights["decide"])

	def test_a_deputy_without_a_right_of_their_own_decides_here(self):
		deputy = self.deputy("Sales User")
		context = self.visit(deputy, "POST", action="approve", level="1")
		self.assertEqual((context.done, self.doc.status), (True, "Booked"))
		step = self.doc.steps[0]
		self.assertEqual((step.decided_by, step.on_behalf_of), (deputy, self.manager))

	def test_a_deputy_for_whom_the_company_is_closed_sees_nothing(self):
		deputy = self.deputy("Sales User")
		frappe.get_doc(
			{"doctype": "User Permission", "user": deputy, "allow": "Company", "for_value": SISTER}
		).insert()
		self.assertEqual(self.visit(deputy, "POST", action="approve").view, "unknown")
		self.assertEqual(self.doc.status, "Waiting for Approval")

	def test_a_stranger_and_a_limit_requests_link_find_nothing(self):
		stranger = self.user("Stock User").name
		for user, form in ((stranger, {}), (self.manager, {"type": ""}), (self.manager, {"type": "User"})):
			with self.subTest(form):
				context = self.visit(user, **form)
				self.assertEqual((context.view, context.http_status_code), ("unknown", 404))

	def test_the_page_keeps_its_address_and_shows_the_evidence_to_who_reads_it(self):
		html = rendered(self.visit(self.manager))
		self.assertIn(f'action="/credit-approval?type=write-off&amp;name={self.doc.name}"', html)
		self.assertIn('href="/private/files/court-notice.pdf"', html)
		self.assertNotIn('court-notice.pdf"', rendered(self.visit(self.deputy("Sales User"))))

	def test_the_link_and_the_form_name_the_same_people(self):
		self.assertTrue(approval_notices.link(self.doc).endswith(f"?type=write-off&name={self.doc.name}"))
		deputy = self.deputy("Credit Specialist")
		with self.acting_as(deputy):
			self.assertIn(self.manager, approvers.names_of(self.doc))
