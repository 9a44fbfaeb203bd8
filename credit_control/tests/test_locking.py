"""What a judgement adds to its snapshot: the documents that others committed since, exactly once each."""

import json
from decimal import Decimal

import frappe
from frappe.utils import getdate

from credit_control.erp.position import read_position
from credit_control.services import file_row, files, locking, policy_versions, settings, sight
from credit_control.tests.bootstrap import SISTER
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.factories import make_customer, make_sales_order


class TestUnseen(CreditCase):
	def setUp(self):
		super().setUp()
		self.customer = self.make_credit_customer(limit=1000)
		self.file = files.file_of(self.customer)

	def row(self, *entries):
		"""The locked row as others left it: (number, DocType, company, amount) of each document."""
		keys = ("number", "doctype", "company", "amount")
		recent = [dict(zip(keys, entry, strict=True), name="X") for entry in entries]
		return frappe._dict(name=self.file, recent_documents=json.dumps(recent))

	def snapshot(self, row):
		frappe.db.set_value("Credit File", self.file, "recent_documents", row.recent_documents)

	def unseen(self, row):
		locking._compare(row)
		return locking.unseen_amounts(row, self.company)

	def test_what_the_snapshot_shows_is_not_added(self):
		row = self.row((1, "Sales Order", self.company, "300"))
		self.snapshot(row)
		self.assertEqual(self.unseen(row), {})

	def test_what_came_since_is_added_by_document_type(self):
		self.snapshot(self.row((1, "Sales Order", self.company, "300")))
		row = self.row(
			(1, "Sales Order", self.company, "300"),
			(2, "Sales Order", self.company, "200"),
			(3, "Sales Invoice", self.company, "50"),
			(4, "Sales Order", self.company, "25.5"),
		)
		self.assertEqual(self.unseen(row), {"Sales Order": Decimal("225.5"), "Sales Invoice": Decimal("50")})

	def test_companies_are_kept_apart(self):
		row = self.row((1, "Sales Order", SISTER, "300"), (2, "Sales Order", self.company, "200"))
		self.assertEqual(self.unseen(row), {"Sales Order": Decimal("200")})

	def test_a_transaction_that_missed_more_than_is_kept_must_start_again(self):
		row = self.row((7, "Sales Order", self.company, "300"))
		with self.assertRaisesRegex(locking.CreditBusyError, "Submit again"):
			self.unseen(row)

	def test_only_the_last_documents_are_kept(self):
		row = frappe._dict(name=self.file, recent_documents=None)
		order = frappe._dict(doctype="Sales Order", name="X", company=self.company)
		for _number in range(locking.KEPT_DOCUMENTS + 3):
			row.recent_documents = locking.remember(row, order, Decimal(1))
		numbers = [entry["number"] for entry in json.loads(row.recent_documents)]
		self.assertEqual(numbers, list(range(4, locking.KEPT_DOCUMENTS + 4)))

	def test_the_second_document_of_a_transaction_still_counts_what_it_cannot_see_once(self):
		row = self.row((1, "Sales Order", self.company, "300"))
		self.assertEqual(self.unseen(row), {"Sales Order": Decimal("300")})
		self.snapshot(
			self.row((1, "Sales Order", self.company, "300"), (2, "Sales Order", self.company, "9"))
		)
		own = locking.lock_row(self.file)
		self.assertEqual(self.unseen(own), {"Sales Order": Decimal("300")})
		locking.forget()
		self.assertEqual(self.unseen(own), {})


class TestSight(CreditCase):
	def test_one_statement_tells_what_file_policies_and_ledgers_tell_one_by_one(self):
		customer = self.make_credit_customer(limit=5000)
		make_sales_order(customer=customer, rate=300)
		seen = sight.read(customer, self.company, getdate())
		self.assertEqual(seen.known, file_row.find(customer, self.company))
		self.assertEqual((seen.known.grade, seen.known.credit_limit), ("A", 5000))
		self.assertEqual(seen.versions, policy_versions.read())
		self.assertEqual(seen.position, read_position(customer, self.company, settings.switches(), getdate()))
		listed = [entry["amount"] for entry in json.loads(seen.recent)]
		self.assertEqual(([Decimal(amount) for amount in listed], seen.position.exposure.total), ([300], 300))

	def test_a_customer_without_a_credit_file_has_none(self):
		seen = sight.read(make_customer().name, self.company, getdate())
		self.assertEqual((seen.known, seen.recent), (None, None))


class TestCreditFileForm(CreditCase):
	def test_saving_a_form_that_was_loaded_before_an_order_keeps_the_record(self):
		customer = self.make_credit_customer(limit=1000)
		form = frappe.get_doc("Credit File", {"customer": customer})
		order = make_sales_order(customer=customer, rate=700)
		form.notes = "They called"
		form.save()
		kept = frappe.db.get_value(
			"Credit File", form.name, ["notes", "recent_documents", "last_decision_hash"], as_dict=True
		)
		self.assertEqual(kept.notes, "They called")
		self.assertEqual([entry["name"] for entry in json.loads(kept.recent_documents)], [order.name])
		self.assertEqual(kept.last_decision_hash, frappe.get_last_doc("Credit Decision").hash)
