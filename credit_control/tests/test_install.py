"""Installed on a site with history, and removed again without a trace.

Needs a site of its own that has ERPNext and not this app, and gives it back as it was. `make test` has
one; by hand:

	CREDIT_CONTROL_FRESH_SITE=fresh.localhost BENCH_SITES=<bench>/sites <bench>/env/bin/python -m pytest \
		credit_control/tests/test_install.py --site fresh.localhost --require-site

Without the variable, or on another site, the tests skip themselves.
"""

from __future__ import annotations

import contextlib
import io
import os
import unittest

import frappe
import frappe.share
from frappe.custom.doctype.property_setter.property_setter import make_property_setter
from frappe.installer import install_app, remove_app
from frappe.model.sync import sync_for

from credit_control.engine.defaults import rating_scales_data
from credit_control.services import settings
from credit_control.setup import indexes
from credit_control.setup.custom_fields import CUSTOM_FIELDS
from credit_control.setup.install import after_install, after_migrate
from credit_control.setup.roles import ROLES
from credit_control.tests import base, bootstrap, committed_case, fingerprint
from credit_control.tests.bootstrap import COMPANY, SISTER
from credit_control.tests.factories import (
	make_customer,
	make_customer_group,
	make_payment,
	make_sales_invoice,
	make_sales_order,
	make_user,
)

APP = "credit_control"
FRESH = os.environ.get("CREDIT_CONTROL_FRESH_SITE")
#: what Frappe itself updates when an app is installed
HOUSEKEEPING = {"tabDefaultValue"}


class History:
	"""Customers with orders, invoices, payments and ERPNext's own limits, and the site before them."""

	def __init__(self) -> None:
		self.before = committed_case.names()
		group = make_customer_group(credit_limit=5000).name
		self.plain = make_customer().name
		self.grouped = make_customer(group=group).name
		self.over = make_customer(credit_limit=10_000).name
		self.unlimited = make_customer(credit_limit=0, bypass=1).name
		frappe.get_doc({"doctype": "Role", "role_name": "Collector"}).insert()
		self.manager = make_user(roles=("Sales User",)).name
		self.collector = make_user(roles=("Collector",)).name
		self.trade()
		frappe.db.set_value("Customer Credit Limit", {"parent": self.over}, "credit_limit", 100)
		frappe.db.set_value("Company", COMPANY, "credit_limit", 50_000)
		frappe.db.commit()
		self.fingerprint = fingerprint.take()

	def trade(self) -> None:
		for customer in (self.plain, self.grouped, self.over):
			invoice = make_sales_invoice(order=make_sales_order(customer=customer, rate=900))
			make_payment(invoice=invoice, amount=300)
			make_sales_order(customer=customer, rate=700)
		self.draft = make_sales_order(customer=self.over, rate=50, submit=False).name
		frappe.get_doc({"doctype": "Tag", "name": "Big"}).insert(ignore_if_duplicate=True)

	def take_away(self) -> None:
		frappe.db.set_value("Company", COMPANY, "credit_limit", 0)
		committed_case.remove(committed_case.additions(self.before))


def setUpModule() -> None:
	if not FRESH or frappe.local.site != FRESH:
		raise unittest.SkipTest("CREDIT_CONTROL_FRESH_SITE names no site, or another one")
	uninstall()
	bootstrap.before_tests()
	global history
	history = History()


def tearDownModule() -> None:
	uninstall()
	history.take_away()


def install() -> None:
	_quietly(install_app, APP)


def uninstall() -> None:
	if APP in frappe.get_installed_apps():
		# the bench command does not commit after it: what the app does last, it commits itself
		_quietly(remove_app, APP, commit=False, yes=True, no_backup=True)


def _quietly(action, *args, commit: bool = True, **options) -> None:
	"""As the bench command does it, and then everybody starts anew."""
	frappe.db.rollback()
	frappe.set_user("Administrator")
	with contextlib.redirect_stdout(io.StringIO()):
		action(*args, **options)
	if commit:
		frappe.db.commit()
	start_anew()


def start_anew() -> None:
	"""A process knows the hooks, classes and templates of the apps that it found."""
	frappe.clear_cache()
	frappe.destroy()
	frappe.init(FRESH)
	frappe.connect()
	frappe.flags.in_test = frappe.flags.skip_test_records = True


class TestInstalled(base.CreditTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		install()
		cls.addClassCleanup(uninstall)

	def test_no_document_of_the_site_was_changed(self):
		changed = fingerprint.gone(history.fingerprint, fingerprint.take(history.fingerprint))
		self.assertEqual({table: rows for table, rows in changed.items() if table not in HOUSEKEEPING}, {})

	def test_the_schema_only_grew(self):
		now = fingerprint.take(history.fingerprint)
		columns = fingerprint.differences(history.fingerprint.columns, now.columns)
		self.assertEqual([key for key, (before, _now) in columns.items() if before], [])
		found = fingerprint.differences(history.fingerprint.indexes, now.indexes)
		self.assertEqual([key for key, (before, _now) in found.items() if before], [])

	def test_roles_are_there_and_nobody_was_given_one_who_did_not_have_it(self):
		for role in ROLES:
			self.assertTrue(frappe.db.exists("Role", role))
		given = frappe.get_all("Has Role", {"role": ["in", ROLES], "parenttype": "User"}, pluck="parent")
		self.assertEqual(set(given) - {"Administrator"}, {history.collector})

	def test_fields_and_indexes_are_there(self):
		for doctype, fields in CUSTOM_FIELDS.items():
			for field in fields:
				self.assertIn(field["fieldname"], frappe.db.get_table_columns(doctype))
		for doctype, columns, name in indexes.INDEXES:
			self.assertEqual(indexes.columns_of(doctype, name), list(columns))

	def test_there_is_one_policy_one_scorecard_and_one_workspace(self):
		for doctype in ("Credit Policy", "Credit Scorecard"):
			self.assertEqual(frappe.get_all(doctype, pluck="docstatus"), [1])
		self.assertEqual(frappe.db.count("Workspace", {"module": "Credit Control"}), 1)

	def test_credit_files_have_rating_scales_and_the_items_of_a_complete_file(self):
		self.assertEqual(frappe.db.count("Credit Rating Scale"), len(rating_scales_data()))
		items = frappe.get_doc("Credit Control Settings").file_items
		self.assertEqual(sum(row.weight for row in items if row.active), 100)

	def test_every_company_starts_in_warn_only(self):
		rows = frappe.get_all("Credit Control Company", ["company", "mode"])
		modes = {row.company: row.mode for row in rows}
		self.assertEqual(modes, {company: "Warn Only" for company in frappe.get_all("Company", pluck="name")})

	def test_erpnexts_limits_are_in_the_credit_files_with_their_source(self):
		self.assertEqual(self.limit_of(history.over), (100, "Imported from ERPNext: Customer"))
		self.assertEqual(self.limit_of(history.grouped), (5000, "Imported from ERPNext: Customer Group"))
		self.assertEqual(self.limit_of(history.plain), (50_000, "Imported from ERPNext: Company"))
		self.assertEqual(self.limit_of(history.unlimited), (50_000, "Imported from ERPNext: Company"))
		self.assertEqual(frappe.db.count("Credit File Limit", {"company": SISTER}), 0)

	def limit_of(self, customer: str) -> tuple:
		file = frappe.get_doc("Credit File", {"customer": customer})
		return next((row.credit_limit, row.source) for row in file.limits if row.company == COMPANY)

	def test_orders_pass_or_are_refused_by_erpnext_as_before(self):
		self.assertEqual(make_sales_order(customer=history.plain, rate=100).docstatus, 1)
		with self.assertRaisesRegex(frappe.ValidationError, "Credit limit has been crossed"):
			make_sales_order(customer=history.over, rate=100)

	def test_enforce_takes_over_from_erpnext(self):
		file = frappe.get_doc("Credit File", {"customer": history.over})
		file.limits[0].credit_limit = 10_000
		file.save()
		settings.set_mode(COMPANY, settings.ENFORCE)
		order = make_sales_order(customer=history.over, rate=100)
		self.assertEqual(frappe.db.get_value("Sales Order", order.name, "credit_status"), "Warned")


class TestRoundTrip(base.SiteTestCase):
	def setUp(self):
		super().setUp()
		self.addCleanup(uninstall)
		install()

	def test_installing_and_migrating_again_changes_nothing(self):
		before = fingerprint.take()
		for again in (after_install, sync, after_migrate):
			_quietly(again)
		self.assert_same(before, fingerprint.take())

	def test_removing_the_app_after_it_was_used_leaves_no_trace(self):
		self.use()
		uninstall()
		self.assert_same(history.fingerprint, fingerprint.take())

	def use(self) -> None:
		"""A user with our role, a held order and its hold, with all that users hang on it."""
		give_role(history.manager, "Credit Manager")
		settings.set_mode(COMPANY, settings.ENFORCE)
		frappe.db.commit()
		with self.assertRaisesRegex(frappe.ValidationError, "above the limit"):
			frappe.get_doc("Sales Order", history.draft).submit()
		frappe.db.rollback()
		hang_things_on(frappe.get_doc("Credit Hold", {"reference_name": history.draft}))
		frappe.db.commit()

	def assert_same(self, before: fingerprint.Fingerprint, after: fingerprint.Fingerprint) -> None:
		self.assertEqual(fingerprint.differences(before.columns, after.columns), {})
		self.assertEqual(fingerprint.differences(before.indexes, after.indexes), {})
		self.assertEqual((fingerprint.gone(before, after), fingerprint.new(before, after)), ({}, {}))


def sync() -> None:
	"""What a migration does with an app's own files."""
	sync_for(APP)


def give_role(user: str, role: str) -> None:
	"""The row alone: saving the user would change it."""
	place = {"parent": user, "parenttype": "User", "parentfield": "roles"}
	frappe.get_doc({"doctype": "Has Role", "role": role, **place}).db_insert()


def hang_things_on(hold) -> None:
	"""What users hang on a document in the course of time."""
	hold.add_comment("Comment", "They promised to pay")
	hold.add_tag("Big")
	pointer = {"reference_type": hold.doctype, "reference_name": hold.name}
	frappe.get_doc({"doctype": "ToDo", "description": "Call", **pointer}).insert()
	hold.request_reason = "Urgent"
	hold.save()
	frappe.share.add(hold.doctype, hold.name, history.manager)
	file = {"attached_to_doctype": hold.doctype, "attached_to_name": hold.name}
	frappe.get_doc({"doctype": "File", "file_name": "letter.txt", "content": "Sorry", **file}).insert()
	mail = {"sender": "us@seller.example", "message": "Please pay", "reference_doctype": hold.doctype}
	recipients = [{"recipient": "them@customer.example"}]
	frappe.get_doc({"doctype": "Email Queue", **mail, "recipients": recipients}).insert()
	new_import = {"reference_doctype": "Credit File", "import_type": "Insert New Records"}
	data_import = frappe.get_doc({"doctype": "Data Import", **new_import}).insert()
	frappe.get_doc({"doctype": "Data Import Log", "data_import": data_import.name}).db_insert()
	make_property_setter("Credit Hold", "status", "bold", 1, "Check")
	make_property_setter("Sales Order", "credit_status", "hidden", 1, "Check")
