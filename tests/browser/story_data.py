"""Committed data for a story in the browser, and its complete removal afterwards."""

from __future__ import annotations

from dataclasses import dataclass

import frappe
from frappe.utils import add_days, now_datetime, nowdate
from frappe.utils.password import update_password

from credit_control.services import settings
from credit_control.tests import bootstrap
from credit_control.tests.factories import make_customer, make_payment, make_sales_invoice, make_user

PASSWORD = "Kept-under-1-roof"
PEOPLE = {
	"seller": ("Sales User", "Stock User", "Accounts User"),
	"specialist": ("Credit Specialist", "Sales User"),
	"manager": ("Credit Manager", "Sales User"),
}


@dataclass(frozen=True)
class Story:
	"""Who acts in the story and about which customer; `started` is when its data began."""

	customer: str
	company: str
	people: dict[str, str]
	started: object


def prepare() -> Story:
	"""A customer that owes 6,000, some of it overdue, in a company that enforces, and three people."""
	started = now_datetime()
	bootstrap.before_tests()
	people = {part: _person(part, roles) for part, roles in PEOPLE.items()}
	settings.set_mode(bootstrap.COMPANY, settings.WARN_ONLY)
	customer = make_customer(name="Harbour Trading").name
	_history(customer)
	settings.set_mode(bootstrap.COMPANY, settings.ENFORCE)
	frappe.db.commit()
	return Story(customer, bootstrap.COMPANY, people, started)


def _person(part: str, roles: tuple[str, ...]) -> str:
	user = make_user(roles=roles, name=f"{part}@credit-control.example")
	frappe.db.set_value("User", user.name, "first_name", part.capitalize())
	update_password(user.name, PASSWORD)
	frappe.db.set_value("Notification Settings", user.name, "enable_email_notifications", 0)
	return user.name


def _history(customer: str) -> None:
	for days in (300, 240, 180, 120):
		invoice = make_sales_invoice(customer=customer, rate=5000, **_dates(days))
		make_payment(invoice=invoice, date=add_days(nowdate(), -days + 35))
	make_sales_invoice(customer=customer, rate=4000, **_dates(50))
	make_sales_invoice(customer=customer, rate=2000, **_dates(10))


def _dates(days_ago: int) -> dict[str, str]:
	return {
		"item": bootstrap.SERVICE,
		"date": add_days(nowdate(), -days_ago),
		"due_date": add_days(nowdate(), 30 - days_ago),
	}


def remove(story: Story) -> None:
	"""Delete every row that was made since the story began, and set the company's mode back."""
	frappe.db.rollback()
	settings.set_mode(story.company, settings.WARN_ONLY)
	for table in frappe.db.get_tables(cached=False):
		columns = frappe.db.get_table_columns_description(table)
		if table.startswith("tab") and any(column.name == "creation" for column in columns):
			frappe.db.sql(f"delete from `{table}` where creation >= %s", story.started)
	_forget_keys()
	_forget_people(story)
	frappe.db.commit()
	frappe.clear_cache()


def _forget_keys() -> None:
	"""What Credit Files are found by is written without a time: that of files which are gone goes with them."""
	files = "select name from `tabCredit File`"
	frappe.db.sql(f"delete from `tabCredit File Key` where parent not in ({files})")


def _forget_people(story: Story) -> None:
	people = tuple(story.people.values())
	frappe.db.sql("delete from `__Auth` where doctype = 'User' and name in %s", [people])
	frappe.db.sql("delete from `tabSessions` where user in %s", [people])
