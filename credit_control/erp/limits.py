"""ERPNext's own credit limits: what they are for each customer, and where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import frappe

from credit_control.erp.values import to_decimal

CUSTOMER = "Customer"
CUSTOMER_GROUP = "Customer Group"
COMPANY = "Company"

#: core falls through a missing or zero limit: customer, then its own group (not the group's parents)
#: unless that group's row has the bypass flag, then company
EFFECTIVE = """
	select c.name, co.name, own.credit_limit,
		if(grp.bypass_credit_limit_check = 1, 0, grp.credit_limit),
		co.credit_limit, own.bypass_credit_limit_check
	from `tabCustomer` c
	join `tabCompany` co
	left join `tabCustomer Credit Limit` own on own.parenttype = 'Customer'
		and own.parent = c.name and own.company = co.name
	left join `tabCustomer Credit Limit` grp on grp.parenttype = 'Customer Group'
		and grp.parent = c.customer_group and grp.company = co.name
	where (%(customer)s is null or c.name = %(customer)s)
		and (%(company)s is null or co.name = %(company)s)
		and (own.credit_limit > 0 or co.credit_limit > 0 or own.bypass_credit_limit_check = 1
			or (grp.credit_limit > 0 and grp.bypass_credit_limit_check = 0))
	order by c.name, co.name"""


@dataclass(frozen=True, slots=True)
class CoreLimit:
	"""The limit that ERPNext applies to a customer in a company. `limit` is None where it has none."""

	customer: str
	company: str
	limit: Decimal | None
	source: str | None
	bypass: bool


def core_limits(company: str | None = None) -> list[CoreLimit]:
	"""Every customer that core limits or bypasses, in all companies or in one; the others are unlimited."""
	return limits_of(None, company)


def core_limit(customer: str, company: str) -> CoreLimit:
	"""What core applies to one customer; zero in core means unlimited, which is None here."""
	found = limits_of(customer, company)
	return found[0] if found else CoreLimit(customer, company, None, None, False)


def limits_of(customer: str | None, company: str | None) -> list[CoreLimit]:
	"""Effective limits, of everything or of one customer or company."""
	rows = frappe.db.sql(EFFECTIVE, {"customer": customer, "company": company})
	return [effective(*row) for row in rows]


def effective(customer: str, company: str, own, group, general, bypass) -> CoreLimit:
	"""The first limit on core's way that is not zero."""
	for source, amount in ((CUSTOMER, own), (CUSTOMER_GROUP, group), (COMPANY, general)):
		if amount:
			return CoreLimit(customer, company, to_decimal(amount), source, bool(bypass))
	return CoreLimit(customer, company, None, None, bool(bypass))
