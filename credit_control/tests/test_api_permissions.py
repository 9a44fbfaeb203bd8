"""Every whitelisted method against every kind of user."""

import ast
from pathlib import Path

import frappe
from frappe import handler

from credit_control import api
from credit_control.api import session
from credit_control.tests.api_calls import CALLS
from credit_control.tests.api_calls.kinds import CREDIT
from credit_control.tests.permission_case import PermissionCase


def whitelisted() -> dict[str, str]:
	"""The whitelisted functions of the api package with the HTTP methods they are bound to."""
	found = {}
	for path in sorted(Path(api.__file__).parent.glob("*.py")):
		for node in ast.parse(path.read_text()).body:
			if isinstance(node, ast.FunctionDef):
				for decorator in node.decorator_list:
					if "whitelist" in ast.unparse(decorator):
						found[f"{path.stem}.{node.name}"] = ast.unparse(decorator)
	return found


class TestPermissions(PermissionCase):
	def test_the_table_names_every_whitelisted_method_and_no_other(self):
		self.assertEqual(set(whitelisted()), set(CALLS))

	def test_each_method_is_open_to_the_users_of_the_table_and_closed_to_all_others(self):
		for method, call in CALLS.items():
			for kind, user in self.users.items():
				with self.subTest(method=method, user=kind):
					if kind in call.allowed:
						self.call(method, user)
						continue
					with self.assertRaises(frappe.PermissionError):
						self.call(method, user)

	def test_guests_reach_no_method(self):
		for method in CALLS:
			refused = self.assertRaises(frappe.PermissionError)
			with self.subTest(method), self.acting_as("Guest"), refused:
				handler.is_whitelisted(self.function(method))

	def test_what_changes_something_answers_to_post_only(self):
		bound = {method for method, decorator in whitelisted().items() if "methods=['POST']" in decorator}
		self.assertEqual(bound, {call.method for call in CALLS.values() if call.posts})

	def test_a_customer_that_the_user_may_not_see_gets_no_file_alone_or_in_bulk(self):
		user = self.users["specialist"]
		frappe.get_doc(
			{"doctype": "User Permission", "user": user, "allow": "Customer", "for_value": self.customer}
		).insert()
		for method in ("files.create", "files.create_many", "investigations.open_for"):
			with self.subTest(method), self.assertRaises(frappe.PermissionError):
				self.call(method, user)

	def test_who_sees_the_app_on_the_apps_screen(self):
		seen = set()
		for kind, user in self.users.items():
			with self.acting_as(user):
				if session.may_open():
					seen.add(kind)
		self.assertEqual(seen, CREDIT)
