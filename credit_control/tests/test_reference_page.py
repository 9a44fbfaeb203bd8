"""The public page of a questionnaire, through the server as a stranger meets it."""

import html
import random
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

from werkzeug.test import Client

import frappe
from frappe.utils import add_days, nowdate

from credit_control.api import investigations as investigations_api
from credit_control.api import references as api
from credit_control.services import files, investigations, reference_answers
from credit_control.tests.bootstrap import new
from credit_control.tests.committed_case import CommittedCase
from credit_control.tests.factories import make_customer, make_user
from credit_control.tests.investigation_case import make_template
from credit_control.tests.reference_case import ANSWER, LINK
from credit_control.www import credit_reference as page

PATH = "/credit-reference"
#: what only the holder of a link may learn
SECRETS = ("Steel Co", "Credit Test Co", "@credit-control.example")


def fetch(method: str, place: str, site: str, **options) -> tuple[int, str]:
	"""One request by a stranger, on a thread of its own, as the server gives it one."""
	import frappe.app

	client = Client(frappe.app.application)
	headers = {"X-Frappe-Site-Name": site, **options.pop("headers")}
	response = client.open(place, method=method, headers=headers, **options)
	return response.status_code, response.get_data(as_text=True)


class PageCase(CommittedCase):
	def setUp(self):
		super().setUp()
		# the limiter counts by address, and other tests have used theirs up
		self.address = ".".join(str(random.randint(1, 254)) for _part in range(4))
		self.specialist = make_user(roles=("Credit Specialist", "Sales User")).name
		frappe.db.set_value("Notification Settings", self.specialist, "enable_email_notifications", 0)
		self.customer = make_customer(name=f"Weaving & Sons {frappe.generate_hash(length=6)}")
		file = files.create(self.customer.name).name
		frappe.db.set_value("Credit File", file, "specialist", self.specialist)
		template = make_template({"channel": "Trade Reference", "subject": "Steel Co"}).name
		values = {"customer": self.customer.name, "company": self.company, "template": template}
		frappe.set_user(self.specialist)
		self.doc = new(investigations.DOCTYPE, **values).insert()
		self.request = frappe.get_doc(
			"Credit Reference Request", investigations_api.ask(self.doc.name, self.doc.channels[0].name)
		)
		self.request.email = "ap@steel.example"
		self.request.save()
		self.token = self.new_link()

	def new_link(self) -> str:
		frappe.set_user(self.specialist)
		token = LINK.search(api.new_link(self.request.name))[1]
		frappe.set_user("Administrator")
		frappe.db.commit()
		return token

	def set(self, **fields) -> None:
		frappe.db.set_value("Credit Reference Request", self.request.name, fields)
		frappe.db.commit()

	def open(self, token: str | None = None, method: str = "GET", lang: str = "", **options):
		token = self.token if token is None else token
		place = f"{PATH}?token={token}" + (f"&lang={lang}" if lang else "")
		options.setdefault("headers", {"X-Forwarded-For": self.address})
		with ThreadPoolExecutor(1) as thread:
			found = thread.submit(fetch, method, place, frappe.local.site, **options).result()
		frappe.db.rollback()
		return found

	def post(self, token: str | None = None, **fields):
		return self.open(token, "POST", data={**ANSWER, **fields})

	def state(self) -> tuple:
		return frappe.db.get_value("Credit Reference Request", self.request.name, ["status", "standing"])


class TestOpening(PageCase):
	def test_a_stranger_with_the_link_sees_the_form_in_the_language_of_the_request(self):
		status, text = self.open()
		self.assertEqual(status, 200)
		self.assertIn(f"Credit reference about {html.escape(self.customer.name)}", text)
		self.assertIn('<html lang="en">', text)
		self.assertIn('name="payment_habit" value="Up to 15 Days Late"', text)
		self.assertEqual(self.state()[0], "Opened")
		self.set(language="Chinese")
		self.assertIn('<html lang="zh">', self.open()[1])
		self.assertIn('<html lang="en">', self.open(lang="en")[1])

	def test_looking_uses_nothing_up_and_may_be_repeated(self):
		for _again in range(3):
			self.assertEqual(self.open()[0], 200)
		self.assertEqual(self.state()[0], "Opened")

	def test_it_is_neither_cached_nor_indexed_nor_told_to_others_and_needs_no_script(self):
		text = self.open()[1]
		self.assertIn('<meta name="robots" content="noindex, nofollow">', text)
		self.assertIn('<meta name="referrer" content="no-referrer">', text)
		self.assertNotIn("<script", text)
		self.assertNotIn("http://", text)

	def test_unknown_links_tell_nothing_and_all_look_the_same(self):
		pages = set()
		for token in ("x" * 43, "", "%27%20or%201=1", "x" * 5000, "%00"):
			status, text = self.open(token)
			self.assertEqual(status, 404)
			self.assertIn("This link is not known", text)
			for secret in (*SECRETS, self.customer.name):
				self.assertNotIn(secret, text)
			pages.add(text)
		self.assertEqual(len(pages), 1)
		self.assertEqual(self.state()[0], "Sent")

	def test_an_expired_link_says_when_and_whom_to_ask(self):
		self.set(expires_on=add_days(nowdate(), -1))
		status, text = self.open()
		self.assertEqual(status, 200)
		self.assertIn("This link has expired", text)
		self.assertIn(self.specialist, text)
		self.assertNotIn("<form", text)
		self.assertNotIn(self.customer.name, text)

	def test_a_withdrawn_link_and_one_that_was_replaced(self):
		old = self.token
		self.token = self.new_link()
		self.assertEqual(self.open(old)[0], 404)
		self.set(status="Revoked")
		self.assertIn("This questionnaire was withdrawn", self.open()[1])

	def test_too_many_requests_of_one_address_are_slowed_down(self):
		limited = page.rate_limit(limit=3, seconds=600)(page._show.__wrapped__)
		with patch.object(page, "_show", limited):
			answers = [self.open()[0] for _time in range(3)]
			status, text = self.open()
		self.assertEqual((answers, status), ([200, 200, 200], 429))
		self.assertIn("Too many attempts", text)
		self.assertEqual(self.open(headers={"X-Forwarded-For": "198.51.100.7"})[0], 200)


class TestAnswering(PageCase):
	def test_an_answer_thanks_and_fills_the_channel(self):
		status, text = self.post()
		self.assertEqual(status, 200)
		self.assertIn("Thank you", text)
		self.assertNotIn("<form", text)
		self.assertEqual(self.state(), ("Answered", "Good"))
		self.assertEqual(self.doc.reload().channels[0].status, "Answered")

	def test_a_second_answer_is_thanked_off_and_changes_nothing(self):
		self.post()
		status, text = self.post(payment_habit="Defaults")
		self.assertEqual(status, 200)
		self.assertIn("This questionnaire has been answered", text)
		self.assertIn(self.specialist, text)
		self.assertEqual(self.state(), ("Answered", "Good"))

	def test_mistakes_are_named_at_their_fields_and_what_was_typed_stays(self):
		text = self.post(trading_since="long ago", remarks='A "fine" <b>firm</b>', payment_habit="")[1]
		self.assertIn("Nothing was sent yet.", text)
		found = dict(re.findall(r'<p class="mistake" id="(\w+)-mistake">(.*?)</p>', text))
		self.assertEqual(
			found,
			{
				"trading_since": f"Please enter a whole number from 1900 to {nowdate()[:4]}.",
				"payment_habit": "This is needed. Please fill it in.",
			},
		)
		self.assertIn('value="long ago" id="trading_since"', text)
		self.assertIn('aria-describedby="trading_since-mistake"', text)
		self.assertIn("A &#34;fine&#34; &lt;b&gt;firm&lt;/b&gt;</textarea>", text)
		self.assertIn('value="Yes" checked', text)
		self.assertEqual(self.state()[0], "Sent")

	def test_mistakes_are_told_in_the_language_of_the_page(self):
		self.set(language="Chinese")
		text = self.post(payment_habit="")[1]
		self.assertIn("此项必填", text)

	def test_typed_markup_is_shown_as_text_everywhere(self):
		attack = '"><script>alert(1)</script>'
		fields = ("trading_since", "highest_credit", "term_days", "remarks", "answered_by", "currency")
		text = self.post(**dict.fromkeys((*fields, "payment_habit", "lang", "csrf_token"), attack))[1]
		self.assertNotIn("<script", text)
		self.assertIn("&lt;script&gt;", text)
		frappe.db.set_value("Credit Investigation", self.doc.name, "customer_name", attack)
		self.set(customer_name=attack, party_name=attack)
		self.assertNotIn("<script", self.open()[1])

	def test_fields_that_nobody_asked_for_do_nothing(self):
		self.post(
			status="Draft", standing="Poor", docstatus="1", token_hash="x", customer="Other", doctype="User"
		)
		self.assertEqual(self.state(), ("Answered", "Good"))
		self.assertEqual(
			frappe.db.get_value("Credit Reference Request", self.request.name, ["customer", "docstatus"]),
			(self.customer.name, 0),
		)

	def test_choices_that_were_not_offered_are_refused(self):
		text = self.post(payment_habit="Excellent", currency="XXX", extend_again="Maybe")[1]
		self.assertEqual(text.count("Please choose one of the answers that are offered."), 3)
		self.assertEqual(self.state()[0], "Sent")

	def test_answers_by_dead_or_unknown_links_are_not_kept(self):
		self.assertEqual(self.post("y" * 43)[0], 404)
		self.set(expires_on=add_days(nowdate(), -1))
		self.assertIn("This link has expired", self.post()[1])
		self.set(expires_on=nowdate(), status="Revoked")
		self.assertIn("withdrawn", self.post()[1])
		self.assertEqual(self.state(), ("Revoked", ""))

	def test_lists_and_files_where_texts_are_expected_are_no_answer(self):
		text = self.open(method="POST", json={**ANSWER, "token": self.token, "payment_habit": ["Prompt"]})[1]
		self.assertIn("This is needed.", text)
		self.assertEqual(self.state()[0], "Sent")

	def test_of_two_answers_at_the_same_moment_one_counts(self):
		meeting, find = threading.Barrier(2), reference_answers.find
		waited = threading.local()

		def find_together(token, lock=False):
			if lock and not getattr(waited, "once", False):
				waited.once = True
				# both transactions have begun: the later one must not see only its old snapshot
				frappe.db.sql("select count(*) from `tabCredit Reference Request`")
				meeting.wait(30)
			return find(token, lock)

		place, site = f"{PATH}?token={self.token}", frappe.local.site
		options = {"data": ANSWER, "headers": {"X-Forwarded-For": self.address}}
		with patch.object(reference_answers, "find", find_together), ThreadPoolExecutor(2) as threads:
			runs = [threads.submit(fetch, "POST", place, site, **dict(options)) for _who in range(2)]
			texts = [run.result()[1] for run in runs]
		frappe.db.rollback()
		self.assertEqual(sorted("Thank you" in text for text in texts), [False, True])
		self.assertEqual(sum("has been answered" in text for text in texts), 1)
		notes = frappe.get_all("Notification Log", {"for_user": self.specialist, "type": "Alert"})
		self.assertEqual(len(notes), 1)
