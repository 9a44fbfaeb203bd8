"""Whose budgets a customer's debts count in, and the customers of a sales person or a territory.

A customer belongs to the person with the largest share of its Sales Team, the first of equals; without a
team to the person of its Credit File's account manager (user → Employee → Sales Person). Its territory is
the Customer's. Both are trees: what is below counts with what is above.
"""

from __future__ import annotations

import frappe

from credit_control.erp import salespeople

SALES_PERSON, TERRITORY = "Sales Person", "Territory"

#: the row of a customer's sales team that counts: no other has a larger share, or as large and before it
MAIN_ROW = """
	team.parenttype = 'Customer' and not exists (
		select 1 from `tabSales Team` other
		where other.parent = team.parent and other.parenttype = 'Customer'
			and (other.allocated_percentage > team.allocated_percentage
				or (other.allocated_percentage = team.allocated_percentage and other.idx < team.idx))
	)"""

CUSTOMERS = {
	SALES_PERSON: f"""
		select team.parent from `tabSales Person` top
		join `tabSales Person` person on person.lft >= top.lft and person.rgt <= top.rgt
		join `tabSales Team` team on team.sales_person = person.name
		where top.name = %(name)s and {MAIN_ROW}
		union
		select file.customer from `tabSales Person` top
		join `tabSales Person` person on person.lft >= top.lft and person.rgt <= top.rgt
		join `tabEmployee` employee on employee.name = person.employee
		join `tabCredit File` file on file.account_manager = employee.user_id
		where top.name = %(name)s and file.customer is not null and not exists (
			select 1 from `tabSales Team` team where team.parent = file.customer and team.parenttype = 'Customer'
		)""",
	TERRITORY: """
		select customer.name from `tabTerritory` top
		join `tabTerritory` territory on territory.lft >= top.lft and territory.rgt <= top.rgt
		join `tabCustomer` customer on customer.territory = territory.name
		where top.name = %(name)s""",
}


def customers_of(kind: str, name: str) -> list[str]:
	"""The customers whose debts count in the budget of a sales person or a territory."""
	return frappe.db.sql_list(CUSTOMERS[kind], {"name": name})


def holders_of(customer: str) -> set[tuple[str, str]]:
	"""The sales persons and territories, as (DocType, name), in whose budgets the customer counts."""
	territory = frappe.db.get_value("Customer", customer, "territory")
	person = person_of(customer)
	return {
		*((SALES_PERSON, name) for name in _upwards(SALES_PERSON, person)),
		*((TERRITORY, name) for name in _upwards(TERRITORY, territory)),
	}


def person_of(customer: str) -> str | None:
	"""The Sales Person to whom a customer belongs; None for one that nobody looks after."""
	found = salespeople.main_of("Customer", customer)
	if found:
		return found
	manager = frappe.db.get_value("Credit File", {"customer": customer}, "account_manager")
	return person_of_user(manager) if manager else None


def person_of_user(user: str) -> str | None:
	"""The Sales Person that a user is, through their Employee."""
	rows = frappe.db.sql(
		"""
		select person.name from `tabEmployee` employee
		join `tabSales Person` person on person.employee = employee.name
		where employee.user_id = %s order by person.lft limit 1
		""",
		user,
	)
	return rows[0][0] if rows else None


def _upwards(doctype: str, name: str | None) -> list[str]:
	"""A node of a tree and everything above it; nothing for none."""
	if not name:
		return []
	query = f"""
		select above.name from `tab{doctype}` own
		join `tab{doctype}` above on above.lft <= own.lft and above.rgt >= own.rgt
		where own.name = %s"""
	return frappe.db.sql_list(query, name)


def below(person: str) -> set[tuple[str, str]]:
	"""A Sales Person, everybody below, and the territories that they manage, with all that is within."""
	people = _downwards(SALES_PERSON, [person])
	managed = frappe.get_all(TERRITORY, {"territory_manager": ["in", people]}, pluck="name") if people else []
	return {
		*((SALES_PERSON, name) for name in people),
		*((TERRITORY, name) for name in _downwards(TERRITORY, managed)),
	}


def _downwards(doctype: str, names: list[str]) -> list[str]:
	"""Nodes of a tree and everything below them."""
	if not names:
		return []
	query = f"""
		select distinct below.name from `tab{doctype}` own
		join `tab{doctype}` below on below.lft >= own.lft and below.rgt <= own.rgt
		where own.name in %(names)s"""
	return frappe.db.sql_list(query, {"names": names})
