"""A base for tests whose documents are really committed, because other connections must see them."""

from __future__ import annotations

import frappe

from credit_control.services import files, settings
from credit_control.tests import base, bootstrap
from credit_control.tests.factories import make_customer, make_sales_order
from credit_control.tests.fingerprint import LOGS

#: a user's own defaults; Frappe writes the site's anew whenever it likes
OWN_DEFAULTS = "select name from tabDefaultValue where parent not like '\\_\\_%'"


class CommittedCase(base.SiteTestCase):
	"""Takes every row away again that a test added, and asserts that each table has as many as before."""

	company = bootstrap.COMPANY
	mode = settings.ENFORCE

	@classmethod
	def setUpClass(cls) -> None:
		bootstrap.before_tests()
		super().setUpClass()

	def setUp(self) -> None:
		super().setUp()
		frappe.set_user("Administrator")
		frappe.db.rollback()
		before, mode = names(), settings.mode(self.company)
		self.addCleanup(self.take_away, before)
		self.addCleanup(settings.set_mode, self.company, mode)
		settings.set_mode(self.company, self.mode)
		frappe.db.commit()

	def take_away(self, before: dict[str, set]) -> None:
		remove(additions(before))
		self.assertEqual(counts(names()), counts(before))

	def make_credit_customer(self, *, limit=1000, mode="Limited") -> str:
		"""A committed customer with a Credit File and grade A."""
		customer = make_customer().name
		row = {"company": self.company, "limit_mode": mode, "credit_limit": limit}
		files.create(customer, limits=[row]).db_set("grade", "A")
		frappe.db.commit()
		return customer

	def make_drafts(self, customer: str, rate: float, number: int = 1) -> list[str]:
		"""Committed drafts of Sales Orders."""
		item = {"item": bootstrap.SERVICE, "submit": False}
		drafts = [make_sales_order(customer=customer, rate=rate, **item).name for _ in range(number)]
		frappe.db.commit()
		return drafts

	def fill_rows_of(self, doctype: str) -> None:
		"""Rows of other documents: of a nearly empty table MariaDB reads and locks all rows for the sake of one."""
		for table in frappe.get_meta(doctype).get_table_fields():
			frappe.db.sql(
				f"insert into `tab{table.options}` (name, creation, modified, parent, parenttype, parentfield)"
				" select concat('cc-other-', seq), now(), now(), concat('cc-other-', seq), %s, %s from seq_1_to_300",
				(doctype, table.fieldname),
			)
			frappe.db.sql(f"analyze table `tab{table.options}`")
		frappe.db.commit()

	def outcomes(self, customer: str) -> list[str]:
		"""The outcomes of a customer's decisions as they are now, sorted."""
		frappe.db.rollback()
		return sorted(frappe.get_all("Credit Decision", {"customer": customer}, pluck="outcome"))


def names() -> dict[str, set]:
	"""The name of every row of every table."""
	tables = [table for table in frappe.db.get_tables(cached=False) if table not in LOGS]
	named = frappe.db.sql(
		"select table_name from information_schema.columns"
		" where table_schema = database() and column_name = 'name'",
		pluck=True,
	)
	return {table: _names(table) for table in set(tables) & set(named)}


def _names(table: str) -> set:
	query = OWN_DEFAULTS if table == "tabDefaultValue" else f"select name from `{table}`"
	return set(frappe.db.sql(query, pluck=True))


def additions(before: dict[str, set]) -> dict[str, set]:
	"""The names that came since, by table."""
	added = {table: now - before.get(table, set()) for table, now in names().items()}
	return {table: found for table, found in added.items() if found}


def remove(rows: dict[str, set]) -> None:
	"""Delete rows by name, of documents that may not be deleted too, and commit."""
	frappe.db.commit()
	for table, found in rows.items():
		frappe.db.sql(f"delete from `{table}` where name in %s", (tuple(found),))
	frappe.db.commit()
	frappe.clear_cache()
	base.forget()


def counts(rows: dict[str, set]) -> dict[str, int]:
	return {table: len(found) for table, found in rows.items() if found}
