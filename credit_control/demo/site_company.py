"""The demo company on a fresh site: through ERPNext's setup wizard, then accounts, terms, items and people."""

from __future__ import annotations

from datetime import date

import frappe
from frappe.utils import add_months, getdate, nowdate
from frappe.utils.password import update_password

COMPANY = "Harbour Trading Co"
ABBR = "HT"
CURRENCY = "CNY"
FOREIGN = "USD"
FOREIGN_RATE = 7.15
BANK = f"Harbour Bank - {ABBR}"
DEBTORS_FOREIGN = f"Debtors USD - {ABBR}"
#: history reaches back fourteen months; a rate must be older
FIRST_RATE_MONTHS = 16

MANAGER = "credit.manager@demo.example"
SPECIALIST = "credit.specialist@demo.example"
SALES = "sales@demo.example"
COLLECTOR = "collector@demo.example"
PASSWORD = "demo"
USERS = {
	MANAGER: ("Wei", "Lin", ("Credit Manager", "Accounts Manager", "Sales User", "Sales Master Manager")),
	SPECIALIST: ("Mei", "Chen", ("Credit Specialist", "Accounts User")),
	SALES: ("Tom", "Berger", ("Sales User", "Stock User")),
	COLLECTOR: ("Jun", "Zhao", ("Collector", "Accounts User")),
}
TERM_DAYS = (7, 15, 30, 45, 60, 90)
#: item → price; every amount of the ledgers is a multiple of the last one
ITEMS = {
	"Marine Pump MP-200": 2000,
	"Deck Winch DW-10": 1000,
	"Steel Fitting Set": 500,
	"Packing Film Roll": 200,
	"Fastener Box": 100,
}


def set_up() -> None:
	"""Everything that business needs before its first invoice."""
	_finish_wizard()
	_set_site_settings()
	for year in range(-2, 2):
		_fiscal_year(getdate(nowdate()).year + year)
	_accounts()
	_rates()
	_terms()
	_items()
	_users()
	frappe.db.commit()


def _finish_wizard() -> None:
	from frappe.desk.page.setup_wizard.setup_wizard import setup_complete

	year = getdate(nowdate()).year
	setup_complete(
		{
			"language": "English",
			"country": "China",
			"currency": CURRENCY,
			"timezone": "Asia/Shanghai",
			"company_name": COMPANY,
			"company_abbr": ABBR,
			"chart_of_accounts": "Standard",
			"fy_start_date": f"{year}-01-01",
			"fy_end_date": f"{year}-12-31",
		}
	)
	if not frappe.db.exists("Company", COMPANY):
		raise SystemExit(
			f"{COMPANY} was not made: this site has finished its setup wizard already. Use a new site."
		)


def _set_site_settings() -> None:
	# Frappe knows how many fen a yuan has but not their name, and 16 fails to put such an amount into words
	frappe.db.set_value("Currency", CURRENCY, "fraction", "Fen")
	frappe.db.set_value("Currency", FOREIGN, "enabled", 1)
	frappe.db.set_single_value("Accounts Settings", "allow_stale", 1)
	frappe.db.set_single_value("System Settings", "enable_onboarding", 0)


def _fiscal_year(year: int) -> None:
	first, last = date(year, 1, 1), date(year, 12, 31)
	if not frappe.db.exists("Fiscal Year", {"year_start_date": first, "year_end_date": last}):
		new("Fiscal Year", year=str(year), year_start_date=first, year_end_date=last).insert()


def _accounts() -> None:
	_account(DEBTORS_FOREIGN, "Accounts Receivable", account_type="Receivable", account_currency=FOREIGN)
	_account(BANK, "Bank Accounts", account_type="Bank")
	frappe.db.set_value("Company", COMPANY, "default_bank_account", BANK)


def _account(name: str, parent: str, **fields) -> None:
	parent_account, account_name = f"{parent} - {ABBR}", name.removesuffix(f" - {ABBR}")
	new(
		"Account", account_name=account_name, parent_account=parent_account, company=COMPANY, **fields
	).insert()


def _rates() -> None:
	day = add_months(nowdate(), -FIRST_RATE_MONTHS)
	for source, target, rate in ((FOREIGN, CURRENCY, FOREIGN_RATE), (CURRENCY, FOREIGN, 1 / FOREIGN_RATE)):
		currencies = {"from_currency": source, "to_currency": target}
		new(
			"Currency Exchange", date=day, exchange_rate=rate, for_buying=1, for_selling=1, **currencies
		).insert()


def _terms() -> None:
	for days in TERM_DAYS:
		_template(terms_name([days]), [(100, days)])
	_template(terms_name([30, 60]), [(50, 30), (50, 60)])


def terms_name(days: list[int]) -> str:
	"""Name of the template for a payment schedule of equal parts, each after so many days."""
	return "Net " + "/".join(str(day) for day in days)


def _template(name: str, portions: list[tuple[int, int]]) -> None:
	template = new("Payment Terms Template", template_name=name)
	for percent, days in portions:
		label = f"{percent} % in {days} Days"
		term = {
			"invoice_portion": percent,
			"credit_days": days,
			"due_date_based_on": "Day(s) after invoice date",
		}
		if not frappe.db.exists("Payment Term", label):
			new("Payment Term", payment_term_name=label, **term).insert()
		template.append("terms", {"payment_term": label, **term})
	template.insert()


def _items() -> None:
	for name, price in ITEMS.items():
		new(
			"Item",
			item_code=name,
			item_name=name,
			item_group="Products",
			stock_uom="Nos",
			is_stock_item=0,
		).insert()
		new("Item Price", item_code=name, price_list="Standard Selling", price_list_rate=price).insert()


def _users() -> None:
	for email, (first_name, last_name, roles) in USERS.items():
		user = new("User", email=email, first_name=first_name, last_name=last_name, send_welcome_email=0)
		user.flags.no_welcome_mail = True
		for role in roles:
			user.append("roles", {"role": role})
		user.insert()
		# straight to the password table: a demo's password is to be easy, whatever the site's policy says
		update_password(email, PASSWORD)


def new(doctype: str, **fields):
	"""An unsaved document."""
	return frappe.get_doc({"doctype": doctype, **fields})
