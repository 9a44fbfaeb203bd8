"""What approvers are shown and told: the frozen pack, its print, the e-mail with its link, the page behind it."""

import json
import re

import frappe
from frappe.utils import add_days, get_fullname, nowdate

from credit_control.services import approval_notices, approval_pack, limit_requests
from credit_control.tests.approval_page import mails_about, rendered, visit
from credit_control.tests.credit_documents import make_assessment, make_statement
from credit_control.tests.factories import make_sales_invoice, make_sales_order, make_user
from credit_control.tests.investigation_case import make_mail_account
from credit_control.tests.limit_documents import make_security
from credit_control.tests.request_case import DOCTYPE, RequestCase, make_request
from credit_control.www import credit_approval

CHINESE = re.compile(r"[\u4e00-\u9fff]")


class PackCase(RequestCase):
	def setUp(self):
		super().setUp()
		self.chinese = self.user("Credit Manager").name
		frappe.db.set_value("User", self.chinese, "language", "zh")
		frappe.clear_cache(user=self.chinese)
		self.outsider = self.user("Sales User").name

	def speak(self, language: str):
		before = frappe.local.lang
		frappe.local.lang = language
		self.addCleanup(setattr, frappe.local, "lang", before)


class TestPack(PackCase):
	def setUp(self):
		super().setUp()
		make_sales_invoice(
			customer=self.customer, rate=300, date=add_days(nowdate(), -40), due_date=add_days(nowdate(), -10)
		)
		order = make_sales_order(customer=self.customer, rate=900, submit=False)
		self.submit_refused(order)
		self.order = order.name
		make_statement(customer=self.customer)
		make_security(customer=self.customer, amount=5_000)
		self.doc = self.sent()

	def titles(self, language="en") -> list[str]:
		return [section["title"] for section in json.loads(self.doc.pack)["sections"][language]]

	def text(self, pack: dict) -> str:
		return json.dumps(pack["sections"], ensure_ascii=False)

	def test_it_holds_the_standing_exposure_holds_behaviour_statements_and_securities(self):
		titles = self.titles()
		for title in (
			"Standing",
			"Limits and Terms",
			"Open Warnings",
			f"Exposure to {self.company}",
			"Receivables by Age",
			"Held Documents",
			f"Payment Behaviour towards {self.company}",
			"Financial Statements",
			"Securities",
		):
			self.assertIn(title, titles)
		text = self.text(approval_pack.stored(self.doc))
		for part in (self.order, "300.00", "5,000.00"):
			self.assertIn(part, text)

	def test_it_is_frozen_whatever_becomes_of_the_customer(self):
		before = approval_pack.stored(self.doc)
		make_sales_invoice(customer=self.customer, rate=50)
		make_assessment(customer=self.customer)
		self.assertEqual(approval_pack.stored(self.doc.reload()), before)

	def test_it_is_kept_in_both_languages_and_shown_in_the_readers(self):
		english = approval_pack.stored(self.doc)
		self.speak("zh")
		chinese = approval_pack.stored(self.doc)
		self.assertEqual(len(chinese["sections"]), len(english["sections"]))
		self.assertIsNone(CHINESE.search(self.titles("en")[0]))
		self.assertTrue(all(CHINESE.search(title) for title in self.titles("zh")))

	def test_it_is_for_who_reads_files_and_who_decides_not_for_who_asked(self):
		for user, seen in ((self.manager, True), (self.seller, False), (self.outsider, False)):
			with self.subTest(user), self.acting_as(user):
				doc = frappe.get_doc(DOCTYPE, self.doc.name)
				doc.run_method("onload")
				self.assertEqual("pack" in doc.get_onload(), seen)
				doc.apply_fieldlevel_read_permissions()
				self.assertEqual(bool(doc.get("pack")), seen)
				printed = approval_pack.credit_approval_pack(doc.name)
				self.assertEqual(bool(printed["sections"]), seen)

	def test_the_form_is_told_the_full_names_of_everybody_on_it(self):
		self.approve(self.doc)
		with self.acting_as(self.manager):
			doc = frappe.get_doc(DOCTYPE, self.doc.name)
			doc.run_method("onload")
		named = {self.seller, self.manager}
		self.assertEqual(doc.get_onload("names"), {user: get_fullname(user) for user in named})

	def test_the_print_format_prints_request_levels_and_pack_in_both_languages(self):
		self.approve(self.doc, comment="Paid <b>yesterday</b>")
		with self.acting_as(self.manager):
			english = frappe.get_print(DOCTYPE, self.doc.name, "Credit Approval Pack")
			frappe.form_dict._lang = "zh"
			self.addCleanup(frappe.form_dict.pop, "_lang", None)
			chinese = frappe.get_print(DOCTYPE, self.doc.name, "Credit Approval Pack")
		for part in ("Credit Approval Pack", "Receivables by Age", "Paid &lt;b&gt;yesterday", self.doc.name):
			self.assertIn(part, english)
		for part in ("信用审批资料包", "临时额度", self.doc.name):
			self.assertIn(part, chinese)
		with self.acting_as(self.user("Stock User").name), self.assertRaises(frappe.PermissionError):
			approval_pack.credit_approval_pack(self.doc.name)


class TestMail(PackCase):
	def mails(self) -> dict[str, tuple[str, str]]:
		return mails_about(self.name)

	def test_every_approver_gets_one_in_their_language_with_figures_and_the_link(self):
		make_mail_account()
		doc = self.sent()
		self.name = doc.name
		mails = self.mails()
		self.assertLessEqual({self.manager, self.chinese}, set(mails))
		self.assertNotIn(self.seller, mails)
		subject, text = mails[self.manager]
		self.assertIn("asks for Temporary Limit", subject)
		for part in (
			"500.00 on top",
			"1,000.00",
			doc.reason,
			f"/credit-approval?name={doc.name}",
			"Standing",
		):
			self.assertIn(part, text)
		self.assertIn("Opening the link decides nothing.", text)
		subject, text = mails[self.chinese]
		self.assertIn("申请临时额度", subject)
		self.assertIn("查看并审批", text)
		self.assertIn(f"/credit-approval?name={doc.name}", text)

	def test_who_asked_is_told_the_decision_and_gets_no_file(self):
		make_mail_account()
		doc = self.sent()
		self.name = doc.name
		with self.acting_as(self.manager):
			limit_requests.reject(doc.name, "Too risky")
		subject, text = self.mails()[self.seller]
		self.assertIn("Rejected", subject)
		self.assertIn("Too risky", text)
		self.assertNotIn("Receivables by Age", text)

	def test_without_a_mail_account_the_desk_tells(self):
		doc = self.sent()
		told = frappe.get_all("Notification Log", {"document_name": doc.name}, ["for_user", "subject"])
		by_user = {row.for_user: row.subject for row in told}
		self.assertIn("申请临时额度", by_user[self.chinese])
		self.assertIn("asks for", by_user[self.manager])
		self.assertNotIn(self.seller, by_user)

	def test_a_deputy_is_told_in_whose_place(self):
		deputy = self.user("Sales User").name
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
		make_mail_account()
		doc = self.sent()
		self.name = doc.name
		self.assertIn("You stand in for", self.mails()[deputy][1])


class TestPage(PackCase):
	def setUp(self):
		super().setUp()
		self.doc = self.sent()

	def visit(self, user: str, method="GET", **form):
		return visit(self, self.doc, user, method, **form)

	def test_whoever_is_not_signed_in_is_sent_to_sign_in_and_comes_back(self):
		with self.assertRaises(frappe.Redirect):
			self.visit("Guest", "POST", action="approve")
		self.assertEqual(
			frappe.local.flags.redirect_location,
			f"/login?redirect-to=%2Fcredit-approval%3Fname%3D{self.doc.name}",
		)
		self.assertEqual(self.doc.status, "Waiting for Approval")

	def test_following_the_link_decides_nothing_whatever_it_carries(self):
		context = self.visit(self.manager, action="approve", comment="Yes", level="1")
		self.assertEqual((context.view, context.rights["decide"], context.done), ("request", True, None))
		self.assertEqual((self.doc.status, self.doc.docstatus), ("Waiting for Approval", 0))

	def test_pressing_approve_takes_effect_once(self):
		context = self.visit(self.manager, "POST", action="approve", comment="Fine", level="1")
		self.assertEqual((context.done, context.status, self.effective()), (True, "Approved", 1_500))
		self.assertEqual(self.doc.steps[0].comment, "Fine")
		again = self.visit(self.manager, "POST", action="approve", level="1")
		self.assertIsNone(again.done)
		self.assertIn("decided last", again.mistake)

	def test_rejecting_without_a_reason_says_so_and_keeps_what_was_typed(self):
		context = self.visit(self.manager, "POST", action="reject", comment="", level="1")
		self.assertEqual(context.mistake, "Reason is missing. Say in a sentence why.")
		self.assertEqual(self.doc.status, "Waiting for Approval")
		self.visit(self.manager, "POST", action="send_back", comment="Half", level="1")
		self.assertEqual((self.doc.status, self.doc.decision_note), ("Sent Back", "Half"))

	def test_who_may_read_but_not_decide_sees_no_button_and_no_file(self):
		context = self.visit(self.outsider, "POST", action="approve")
		self.assertIn("is decided by Credit Manager", context.mistake)
		self.assertEqual((context.rights["decide"], context.pack), (False, None))
		self.assertEqual(self.doc.status, "Waiting for Approval")

	def test_a_request_that_is_not_for_the_reader_looks_like_none(self):
		stranger = make_user(roles=("Stock User",)).name
		context = self.visit(stranger)
		self.assertEqual((context.view, context.http_status_code), ("unknown", 404))

	def test_the_page_is_rendered_with_its_buttons_and_everything_typed_escaped(self):
		with self.acting_as(self.seller):
			limit_requests.withdraw(self.doc.name)
			self.doc = make_request(customer=self.customer, reason="Urgent <script>alert(1)</script>")
			limit_requests.send(self.doc.name)
		context = self.visit(self.manager)
		html = rendered(context)
		self.assertNotIn("<script>alert", html)
		for action in ("approve", "send_back", "reject"):
			self.assertIn(f'value="{action}"', html)
		self.assertIn('method="post"', html)

	def test_dates_and_amounts_stay_in_one_line_and_nothing_is_html(self):
		for text, shown in (
			("CNY 37,000.00 until 22-12-2026", "[CNY 37,000.00] until [22-12-2026]"),
			("¥ 1.5, 87.8 %", "[¥ 1.5], [87.8 %]"),
			("22-12-2026 20:07:40", "[22-12-2026] [20:07:40]"),
			("<b>A & B</b>", "&lt;b&gt;A &amp; B&lt;/b&gt;"),
		):
			expected = shown.replace("[", '<span class="whole">').replace("]", "</span>")
			self.assertEqual(credit_approval.unbroken(text), expected)

	def test_the_link_names_the_page(self):
		self.assertTrue(approval_notices.link(self.doc).endswith(f"/credit-approval?name={self.doc.name}"))
