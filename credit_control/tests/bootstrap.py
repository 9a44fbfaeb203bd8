"""The ground the site tests stand on: a company in CNY, a sister, exchange rates and a few masters.

`before_tests` may run any number of times and commits once, at its end.
"""

from __future__ import annotations

from functools import cache

import frappe
from frappe.utils import add_years, getdate, nowdate

COMPANY = "Credit Test Co"
ABBR = "CTC"
SISTER = "Credit Test Sister"
SISTER_ABBR = "CTS"
CURRENCY = "CNY"
USD_RATE = 7.0

GOODS = "CC Goods"
SERVICE = "CC Service"
WAREHOUSE = f"Stores - {ABBR}"
BANK = f"CC Bank - {ABBR}"
VAT = f"CC VAT - {ABBR}"
DEBTORS = f"Debtors - {ABBR}"
DEBTORS_USD = f"CC Debtors USD - {ABBR}"
ADVANCES = f"CC Advances Received - {ABBR}"

SETTINGS = (
	("Accounts Settings", "credit_controller", ""),
	("Accounts Settings", "allow_stale", 1),
	("Selling Settings", "maintain_same_sales_rate", 0),
	("Selling Settings", "so_required", "No"),
	("Selling Settings", "dn_required", "No"),
)


def before_tests() -> None:
	"""Make the ground if it is not there; also what the `before_tests` hook calls."""
	frappe.flags.skip_test_records = True
	frappe.set_user("Administrator")
	if not frappe.db.exists("Item", SERVICE):
		finish_setup_wizard()
		make_ground()
	set_site_settings()
	frappe.clear_cache()
	frappe.db.commit()


@cache
def once(site: str) -> None:
	"""Make the ground when the first class of tests asks for it: clearing the caches anew costs half a second."""
	before_tests()


def finish_setup_wizard() -> None:
	"""Through the wizard when the site has no company yet: it makes the records that all others need."""
	from frappe.desk.page.setup_wizard.setup_wizard import setup_complete

	if frappe.db.a_row_exists("Company"):
		return
	year = getdate(nowdate()).year
	setup_complete(
		{
			"language": "English",
			"country": "China",
			"currency": CURRENCY,
			"timezone": "Asia/Shanghai",
			"full_name": "Test User",
			"email": "wizard@credit-control.example",
			"password": frappe.generate_hash(length=16),
			"company_name": COMPANY,
			"company_abbr": ABBR,
			"chart_of_accounts": "Standard",
			"fy_start_date": f"{year}-01-01",
			"fy_end_date": f"{year}-12-31",
		}
	)


def make_ground() -> None:
	"""Companies, years, accounts, exchange rates and items."""
	make_company(COMPANY, ABBR)
	make_company(SISTER, SISTER_ABBR)
	for shift in (-3, -2, -1, 0, 1):
		make_fiscal_year(getdate(add_years(nowdate(), shift)).year)
	make_account(BANK, parent="Bank Accounts", account_type="Bank")
	make_account(VAT, parent="Duties and Taxes", account_type="Tax")
	make_account(DEBTORS_USD, parent="Accounts Receivable", account_type="Receivable", account_currency="USD")
	make_account(ADVANCES, parent="Current Liabilities", account_type="Receivable")
	make_rate("USD", CURRENCY, USD_RATE)
	make_rate(CURRENCY, "USD", 1 / USD_RATE)
	make_item(GOODS, is_stock_item=1)
	make_item(SERVICE, is_stock_item=0)


def make_company(name: str, abbr: str) -> None:
	"""A company with the standard chart; its warehouses and departments come with it."""
	if not frappe.db.exists("Company", name):
		new("Company", company_name=name, abbr=abbr, default_currency=CURRENCY, country="China").insert()


def make_fiscal_year(year: int) -> None:
	"""A calendar year, unless some year covers it already."""
	first, last = f"{year}-01-01", f"{year}-12-31"
	years = frappe.qb.DocType("Fiscal Year")
	query = frappe.qb.from_(years).select(years.name)
	if not query.where((years.year_start_date <= first) & (years.year_end_date >= last)).run():
		new("Fiscal Year", year=str(year), year_start_date=first, year_end_date=last).insert()


def make_account(name: str, parent: str, **fields) -> None:
	"""An account of the test company; `name` ends in the company's abbreviation."""
	if not frappe.db.exists("Account", name):
		account_name = name.removesuffix(f" - {ABBR}")
		parent_account = f"{parent} - {ABBR}"
		new(
			"Account", account_name=account_name, parent_account=parent_account, company=COMPANY, **fields
		).insert()


def make_rate(source: str, target: str, rate: float) -> None:
	"""An exchange rate that is older than any test document, so that nobody asks the internet."""
	date = add_years(nowdate(), -3)
	new(
		"Currency Exchange",
		date=date,
		from_currency=source,
		to_currency=target,
		exchange_rate=rate,
		for_buying=1,
		for_selling=1,
	).insert()


def make_item(code: str, is_stock_item: int) -> None:
	"""An item that may go below zero in stock: tests are about money."""
	new(
		"Item",
		item_code=code,
		item_name=code,
		item_group=first_leaf("Item Group"),
		stock_uom="Nos",
		is_stock_item=is_stock_item,
		allow_negative_stock=1,
		valuation_rate=1 if is_stock_item else 0,
	).insert()


def first_leaf(doctype: str) -> str:
	"""Some node of a tree that is no group."""
	return frappe.db.get_value(doctype, {"is_group": 0}, "name", order_by="lft asc")


def set_site_settings() -> None:
	"""What the tests rely on. Administrator holds every role, so a credit controller would pass all checks."""
	# Frappe knows how many fen a yuan has but not their name, and 16 fails to put such an amount into words
	frappe.db.set_value("Currency", CURRENCY, "fraction", "Fen", update_modified=False)
	for doctype, fieldname, value in SETTINGS:
		frappe.db.set_single_value(doctype, fieldname, value, update_modified=False)


def new(doctype: str, **fields):
	"""An unsaved document."""
	return frappe.get_doc({"doctype": doctype, **fields})
