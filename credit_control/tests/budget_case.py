"""What the tests of Credit Budgets share: people and places in their trees, customers of theirs, budgets."""

import frappe
from frappe.utils import nowdate

from credit_control.tests.bootstrap import COMPANY, new
from credit_control.tests.factories import make_customer, unique


def make_sales_person(*, under: str = "Sales Team", user: str | None = None, is_group: int = 0) -> str:
	"""A Sales Person, of a user's Employee where one is given."""
	name = unique("CC Seller")
	employee = make_employee(user) if user else None
	values = {"sales_person_name": name, "parent_sales_person": under, "is_group": is_group}
	return new("Sales Person", **values, employee=employee).insert().name


def make_employee(user: str) -> str:
	values = {"first_name": unique("CC"), "company": COMPANY, "user_id": user, "gender": "Female"}
	dates = {"date_of_birth": "1990-01-01", "date_of_joining": "2020-01-01"}
	if not frappe.db.exists("Gender", "Female"):
		new("Gender", gender="Female").insert()
	return new("Employee", **values, **dates).insert(ignore_permissions=True).name


def make_territory(*, under: str = "All Territories", is_group: int = 0) -> str:
	values = {"territory_name": unique("CC Land"), "parent_territory": under, "is_group": is_group}
	return new("Territory", **values).insert().name


def make_budget(*, holder: str, amount: float = 1000, budget_for: str = "Sales Person", **fields):
	"""A Credit Budget from today on."""
	values = {"company": COMPANY, "valid_from": nowdate(), **fields}
	return new("Credit Budget", budget_for=budget_for, budget_holder=holder, amount=amount, **values).insert()


def sold_by(customer: str, *team: tuple[str, float]) -> str:
	"""The customer with this sales team of (Sales Person, percent)."""
	doc = frappe.get_doc("Customer", customer)
	rows = [{"sales_person": person, "allocated_percentage": percent} for person, percent in team]
	doc.set("sales_team", rows)
	return doc.save().name


def make_customer_of(person: str, **fields) -> str:
	return sold_by(make_customer(**fields).name, (person, 100))
