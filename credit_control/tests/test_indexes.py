"""Our indexes go in once and come out again without touching others."""

from __future__ import annotations

import frappe

from credit_control.setup import indexes
from credit_control.tests.base import SiteTestCase


class TestIndexes(SiteTestCase):
	def tearDown(self):
		indexes.create()

	def names(self, doctype: str) -> set[str]:
		return {row.Key_name for row in frappe.db.sql(f"show index from `tab{doctype}`", as_dict=True)}

	def test_creating_twice_and_removing_twice_leaves_the_tables_as_they_were(self):
		indexes.remove()
		before = {doctype: self.names(doctype) for doctype, _, _ in indexes.INDEXES}
		indexes.create()
		indexes.create()
		for doctype, _, name in indexes.INDEXES:
			assert name in self.names(doctype)
		indexes.remove()
		indexes.remove()
		assert {doctype: self.names(doctype) for doctype, _, _ in indexes.INDEXES} == before

	def test_an_index_whose_columns_changed_is_made_anew(self):
		doctype, fields, name = indexes.INDEXES[0]
		indexes.remove()
		frappe.db.add_index(doctype, list(fields[:2]), name)
		indexes.create()
		assert indexes.columns_of(doctype, name) == list(fields)
