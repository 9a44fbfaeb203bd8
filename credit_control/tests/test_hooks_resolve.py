"""What hooks.py names exists on the site as Frappe looks it up."""

import inspect
from unittest.mock import patch

import frappe

from credit_control import hooks
from credit_control.tests.base import CreditTestCase

APP = "credit_control"


def paths_in(value) -> list[str]:
	"""Every dotted path of ours in a hook's value, at any depth."""
	if isinstance(value, dict):
		return [path for item in value.values() for path in paths_in(item)]
	if isinstance(value, list | tuple):
		return [path for item in value for path in paths_in(item)]
	is_path = isinstance(value, str) and value.startswith(f"{APP}.") and ".bundle." not in value
	return [value] if is_path else []


class TestHooks(CreditTestCase):
	def test_each_path_of_the_hooks_resolves_to_something_that_can_be_called(self):
		values = {name: value for name, value in vars(hooks).items() if not name.startswith("_")}
		paths = {path for value in values.values() for path in paths_in(value)}
		self.assertGreater(len(paths), 20)
		for path in sorted(paths):
			with self.subTest(path):
				self.assertTrue(callable(frappe.get_attr(path)))

	def test_each_document_event_is_hooked_to_a_doctype_that_exists(self):
		for doctype, events in hooks.doc_events.items():
			self.assertTrue(frappe.db.exists("DocType", doctype), doctype)
			for path in events.values():
				parameters = list(inspect.signature(frappe.get_attr(path)).parameters)
				self.assertEqual(parameters[0], "doc", path)

	def test_erpnexts_check_is_ours_to_silence_and_otherwise_its_own(self):
		from credit_control.overrides.mute import CreditCheckMute

		for doctype in ("Sales Order", "Delivery Note", "Sales Invoice", "Journal Entry"):
			controller = type(frappe.new_doc(doctype))
			self.assertTrue(issubclass(controller, CreditCheckMute), doctype)
			self.assertNotEqual(controller.__mro__[-2], CreditCheckMute)

	def test_the_overdue_billing_check_of_later_releases_is_silenced_where_we_govern_only(self):
		from credit_control.overrides.mute import CreditCheckMute

		class Stock:
			company, checked = "Credit Test Co", ()

			def check_overdue_billing_threshold(self, *args):
				self.checked = args

		class Muted(CreditCheckMute, Stock):
			pass

		class Before(CreditCheckMute):
			company = "Credit Test Co"

		for governed, checked in ((True, ()), (False, ("customer",))):
			with patch("credit_control.overrides.mute.is_governed", lambda company, mute=governed: mute):
				document = Muted()
				document.check_overdue_billing_threshold("customer")
				self.assertEqual(document.checked, checked)
				# where ERPNext has no such check there is nothing to call
				self.assertIsNone(Before().check_overdue_billing_threshold())

	def test_each_permission_hook_is_for_a_doctype_of_ours(self):
		for doctype in {*hooks.permission_query_conditions, *hooks.has_permission}:
			module = frappe.db.get_value("DocType", doctype, "module")
			self.assertEqual(frappe.db.get_value("Module Def", module, "app_name"), APP)

	def test_the_apps_screen_opens_a_workspace_that_exists(self):
		(screen,) = hooks.add_to_apps_screen
		self.assertEqual(screen["route"], hooks.app_home)
		self.assertTrue(callable(frappe.get_attr(screen["has_permission"])))
		name = hooks.app_home.rsplit("/", 1)[-1].replace("-", " ").title()
		self.assertTrue(frappe.db.exists("Workspace", name), name)
