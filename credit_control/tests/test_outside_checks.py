"""Checks of other apps: the documented example works, and one that breaks never stops an order."""

import re
import sys
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from unittest.mock import patch

import frappe

from credit_control.engine.policy import CHECKS
from credit_control.services import judging, outside_checks, policies
from credit_control.services.checks import CreditCheck, Outside
from credit_control.setup import check_options
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.credit_documents import make_policy
from credit_control.tests.factories import make_sales_order
from credit_control.tests.policy_case import PolicyCase
from credit_control.tests.test_policy_checks import adding

GUIDE = Path(__file__).parents[2] / "docs" / "developers" / "judging.md"
EXAMPLE = "credit_control.tests.documented_check"


def documented() -> str:
	"""The example of the developers' guide as a module; returns the path of its class."""
	module = ModuleType(EXAMPLE)
	code = next(
		text for text in re.findall(r"```python\n(.*?)```", GUIDE.read_text(), re.S) if "CreditCheck" in text
	)
	exec(compile(code, str(GUIDE), "exec"), module.__dict__)
	sys.modules[EXAMPLE] = module
	return f"{EXAMPLE}.OpenComplaints"


class Broken(CreditCheck):
	code = "broken"
	label = "Broken Check"

	def find(self, question, threshold):
		frappe.get_doc({"doctype": "Note", "title": "written by a broken check"}).insert()
		frappe.throw("This must not be shown")


class Unreadable(CreditCheck):
	code = "unreadable"
	label = "Unreadable Check"

	def find(self, question, threshold):
		return Outside(self.code, "There is no {figure}.")


class Impostor(CreditCheck):
	code = "limit"
	label = "Credit Limit"

	def find(self, question, threshold):
		return Outside(self.code, "No.")


@contextmanager
def installed(*paths: str):
	"""As if apps with these checks were installed."""
	hooks = frappe.get_hooks

	def with_theirs(hook=None, *args, **kwargs):
		return list(paths) if hook == outside_checks.HOOK else hooks(hook, *args, **kwargs)

	with patch.object(frappe, "get_hooks", with_theirs):
		check_options.refresh()
		yield
	check_options.refresh()


def path_of(check: type) -> str:
	return f"{__name__}.{check.__name__}"


class OutsideCase(CreditCase):
	def setUp(self):
		super().setUp()
		self.customer = self.make_credit_customer(limit=1000)
		self.addCleanup(frappe.clear_cache, doctype="Credit Policy Check")
		self.addCleanup(policies._converted.cache_clear)

	def complain(self):
		frappe.get_doc({"doctype": "Issue", "subject": "Wrong colour", "customer": self.customer}).insert()

	def order(self, **fields):
		return make_sales_order(customer=self.customer, rate=100, **fields)

	def shown(self) -> str:
		return " ".join(str(message) for message in frappe.get_message_log())


class TestTheDocumentedExample(OutsideCase):
	def test_it_holds_with_its_own_sentence_and_replays_without_its_app(self):
		with installed(documented()):
			make_policy(changes=adding("Open Complaints"))
			self.assertEqual(self.decisions_of(self.order()), ["Passed"])
			self.complain()
			order = self.order(submit=False)
			self.assertIn("1 complaints are open; 0 are allowed.", self.submit_refused(order))
			self.assertEqual(self.hold_of(order).reasons, "Open Complaints")
		decision = frappe.get_last_doc("Credit Decision", {"reference_name": order.name})
		again = judging.replay(decision.inputs)
		self.assertEqual((again.outcome, again.failures[0].check), ("Held", "acme_complaints"))
		self.assertEqual(str(again.failures[0].message), "1 complaints are open; 0 are allowed.")

	def test_the_threshold_of_the_policy_is_its_own(self):
		with installed(documented()):
			make_policy(changes=adding("Open Complaints", 1))
			self.complain()
			self.assertEqual(self.decisions_of(self.order()), ["Passed"])

	def test_it_is_not_asked_where_the_policy_does_not_react(self):
		with installed(documented()):
			make_policy(changes=adding("Open Complaints", sales_order="Ignore"))
			self.complain()
			with patch.object(sys.modules[EXAMPLE].OpenComplaints, "find") as find:
				self.order()
			find.assert_not_called()


class TestTrouble(OutsideCase):
	def test_one_that_raises_warns_is_logged_and_leaves_nothing_behind(self):
		with installed(path_of(Broken)), patch.object(frappe, "log_error") as log:
			make_policy(changes=adding("Broken Check"))
			frappe.clear_messages()
			order = self.order()
		self.assertEqual((order.docstatus, self.decisions_of(order)), (1, ["Warned"]))
		self.assertIn("The check Broken Check could not be made", self.shown())
		self.assertNotIn("This must not be shown", self.shown())
		self.assertFalse(frappe.db.exists("Note", {"title": "written by a broken check"}))
		log.assert_called_once_with("Credit check broken failed on Sales Order", defer_insert=True)

	def test_a_sentence_without_its_figure_is_a_broken_check(self):
		with installed(path_of(Unreadable)):
			make_policy(changes=adding("Unreadable Check"))
			self.assertEqual(self.decisions_of(self.order()), ["Warned"])

	def test_one_whose_app_is_gone_warns(self):
		with installed(documented()):
			make_policy(changes=adding("Open Complaints"))
		policies._converted.cache_clear()
		frappe.clear_messages()
		self.assertEqual(self.decisions_of(self.order()), ["Warned"])
		self.assertIn("The check Open Complaints of the policy is not installed.", self.shown())

	def test_our_own_checks_cannot_be_replaced(self):
		with installed(path_of(Impostor)):
			self.assertEqual(outside_checks.known(), {})
			self.assertEqual(policies.check_code("Credit Limit"), "limit")
			self.assertIn("limit", CHECKS)


class TestChoices(PolicyCase):
	def options(self) -> list[str]:
		return frappe.get_meta("Credit Policy Check").get_options("check").split("\n")

	def test_an_app_adds_its_label_to_the_choices_and_takes_it_away(self):
		ours = self.options()
		with installed(documented()):
			self.assertEqual(self.options(), [*ours, "Open Complaints"])
		self.assertEqual(self.options(), ours)
		self.assertFalse(frappe.db.exists("Property Setter", {"doc_type": "Credit Policy Check"}))

	def test_a_policy_may_name_the_code(self):
		with installed(documented()):
			policy = make_policy(changes=adding("acme_complaints"))
			self.assertEqual(policy.checks[-1].check, "Open Complaints")

	def test_a_check_that_nobody_has_is_refused(self):
		self.assert_fault(
			"Row 6: This check is not known. Choose one from the list.",
			make_policy,
			adding("Open Complaints"),
		)
