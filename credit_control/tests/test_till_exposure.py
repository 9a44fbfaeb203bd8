"""Sold at a till: POS Invoices are in no ledger until the till is closed, and count meanwhile."""

from __future__ import annotations

from unittest.mock import patch

import frappe
from frappe.utils import add_days, now_datetime, nowdate

from credit_control.engine.exposure import ExposureSwitches
from credit_control.erp import compat, sources
from credit_control.erp.exposure import exposures_of
from credit_control.erp.past_exposure import read_past_exposure
from credit_control.erp.receivables import open_items
from credit_control.tests.bootstrap import ABBR, COMPANY, CURRENCY, GOODS, WAREHOUSE, first_leaf, new
from credit_control.tests.exposure_case import ExposureTestCase, today
from credit_control.tests.factories import make_customer, unique

CASH = f"Cash - {ABBR}"


class TestTills(ExposureTestCase):
	def setUp(self):
		super().setUp()
		self.customer = make_customer()
		self.mode = make_till_mode()
		self.profile = make_profile(self.mode)
		self.opening = open_till(self.profile, self.mode)

	def sell(self, *, rate: float, paid: float, customer=None, submit=True, **fields):
		"""A POS Invoice of one line."""
		invoice = new(
			"POS Invoice",
			customer=(customer or self.customer).name,
			company=COMPANY,
			pos_profile=self.profile,
			is_pos=1,
			currency=CURRENCY,
			selling_price_list="Standard Selling",
			ignore_pricing_rule=1,
			update_stock=0,
			**fields,
		)
		invoice.append("items", {"item_code": GOODS, "qty": 1, "rate": rate, "warehouse": WAREHOUSE})
		invoice.append("payments", {"mode_of_payment": self.mode, "account": CASH, "amount": paid})
		invoice.insert()
		return frappe.get_doc("POS Invoice", invoice.name).submit() if submit else invoice

	def close(self):
		"""ERPNext's own closing: it makes one Sales Invoice for each customer."""
		from erpnext.accounts.doctype.pos_closing_entry.pos_closing_entry import (
			make_closing_entry_from_opening,
		)

		closing = make_closing_entry_from_opening(frappe.get_doc("POS Opening Entry", self.opening))
		for row in closing.payment_reconciliation:
			row.closing_amount = row.expected_amount
		closing.insert()
		# ERPNext commits when it has made the invoices
		with patch.object(frappe.db, "commit"):
			return frappe.get_doc("POS Closing Entry", closing.name).submit()

	def consolidated(self, invoice) -> str:
		return frappe.db.get_value("POS Invoice", invoice.name, "consolidated_invoice")

	def test_what_was_not_paid_at_the_till_is_an_open_invoice(self):
		invoice = self.sell(rate=500, paid=200)
		self.assert_exposure(self.customer, agrees=False, open_invoices=300)
		document = self.documents(self.customer, "open_invoices")[0]
		assert (document["voucher_type"], document["voucher_no"]) == ("POS Invoice", invoice.name)
		assert [item.outstanding for item in open_items(self.customer.name, COMPANY)] == [300]

	def test_what_was_paid_at_the_till_and_drafts_leave_nothing(self):
		self.sell(rate=500, paid=500)
		self.sell(rate=500, paid=0, submit=False)
		self.assert_exposure(self.customer)

	def test_closing_the_till_makes_it_an_invoice_of_the_ledger_once(self):
		invoice = self.sell(rate=500, paid=200)
		self.close()
		assert self.consolidated(invoice)
		self.assert_exposure(self.customer, open_invoices=300)
		assert self.documents(self.customer, "open_invoices")[0]["voucher_no"] == self.consolidated(invoice)

	def test_cancelling_it_leaves_nothing(self):
		self.sell(rate=500, paid=200).cancel()
		self.assert_exposure(self.customer)

	def test_each_customer_has_its_own(self):
		other = make_customer()
		self.sell(rate=500, paid=200)
		self.sell(rate=50, paid=0, customer=other)
		names = [self.customer.name, other.name]
		found = exposures_of(names, COMPANY, ExposureSwitches(), today())
		assert [found[name].open_invoices for name in names] == [300, 50]

	def test_on_a_past_day_a_till_that_was_not_closed_yet_counts(self):
		invoice = self.sell(rate=500, paid=200)
		invoice.db_set("posting_date", add_days(nowdate(), -3))
		self.close()
		stood = [self.past(back) for back in (4, 2, 0)]
		assert stood == [0, 300, 300]

	def past(self, back: int):
		day = frappe.utils.getdate(add_days(nowdate(), -back))
		found = read_past_exposure(self.customer.name, COMPANY, ExposureSwitches(), day)
		return found.open_invoices

	def test_a_site_knows_of_its_tills_from_the_first_sale_on(self):
		frappe.db.set_single_value("Credit Control Settings", "has_pos_invoices", 0)
		frappe.clear_document_cache("Credit Control Settings", "Credit Control Settings")
		assert not sources.known().tills
		self.sell(rate=500, paid=500)
		assert sources.known().tills


def make_till_mode() -> str:
	mode = new("Mode of Payment", mode_of_payment=unique("CC Till"), type="Cash", enabled=1)
	mode.append("accounts", {"company": COMPANY, "default_account": CASH})
	return mode.insert().name


def make_profile(mode: str) -> str:
	profile = new(
		"POS Profile",
		name=unique("CC Till"),
		company=COMPANY,
		currency=CURRENCY,
		warehouse=WAREHOUSE,
		write_off_account=f"Write Off - {ABBR}",
		write_off_cost_center=f"Main - {ABBR}",
		selling_price_list="Standard Selling",
		customer_group=first_leaf("Customer Group"),
		territory=first_leaf("Territory"),
		# a field of 16, which otherwise sells nothing on credit at a till
		allow_partial_payment=1,
	)
	profile.flags.name_set = True
	profile.append("payments", {"mode_of_payment": mode, "default": 1})
	return profile.insert().name


def open_till(profile: str, mode: str) -> str:
	if compat.has_field("POS Settings", "invoice_type"):
		# 16 may be told to make Sales Invoices of what is sold, which are no business of the till's closing
		frappe.db.set_single_value("POS Settings", "invoice_type", "POS Invoice")
	opening = new(
		"POS Opening Entry",
		company=COMPANY,
		pos_profile=profile,
		user=frappe.session.user,
		period_start_date=now_datetime(),
		posting_date=nowdate(),
	)
	opening.append("balance_details", {"mode_of_payment": mode, "opening_amount": 0})
	opening.insert()
	return frappe.get_doc("POS Opening Entry", opening.name).submit().name
