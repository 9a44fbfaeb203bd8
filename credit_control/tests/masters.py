"""Keyword-only factories of masters: customers, items, terms, users."""

from __future__ import annotations

from contextlib import ExitStack
from unittest.mock import patch

import frappe

from credit_control.tests.bootstrap import COMPANY, CURRENCY, DEBTORS_USD, first_leaf, new


def unique(prefix: str) -> str:
	"""A name that no other record has."""
	return f"{prefix} {frappe.generate_hash(length=8)}"


def make_customer(
	*,
	name: str | None = None,
	group: str | None = None,
	currency: str = CURRENCY,
	credit_limit: float | None = None,
	bypass: int = 0,
	payment_terms: str | None = None,
	company: str = COMPANY,
	**fields,
):
	"""A customer. One in USD gets the USD receivable account; `credit_limit` is core's own row."""
	customer = new(
		"Customer",
		customer_name=name or unique("CC Customer"),
		customer_type="Company",
		customer_group=group or first_leaf("Customer Group"),
		territory=first_leaf("Territory"),
		default_currency=currency,
		payment_terms=payment_terms,
		**fields,
	)
	if currency == "USD":
		customer.append("accounts", {"company": company, "account": DEBTORS_USD})
	if credit_limit is not None or bypass:
		limit = {"company": company, "credit_limit": credit_limit or 0, "bypass_credit_limit_check": bypass}
		customer.append("credit_limits", limit)
	return customer.insert()


def make_customer_group(*, name: str | None = None, credit_limit: float | None = None, bypass: int = 0):
	"""A customer group, with core's credit limit for the test company if wanted."""
	parent = frappe.db.get_value("Customer Group", {"is_group": 1, "parent_customer_group": ""}, "name")
	parent = parent or frappe.db.get_value("Customer Group", {"is_group": 1}, "name", order_by="lft asc")
	group = new(
		"Customer Group", customer_group_name=name or unique("CC Group"), parent_customer_group=parent
	)
	if credit_limit is not None:
		limit = {"company": COMPANY, "credit_limit": credit_limit, "bypass_credit_limit_check": bypass}
		group.append("credit_limits", limit)
	return group.insert()


def make_item(*, code: str | None = None, stock: bool = True, **fields):
	"""An item of its own; most tests do with bootstrap's GOODS and SERVICE."""
	code = code or unique("CC Item")
	values = {"is_stock_item": int(stock), "allow_negative_stock": 1, "valuation_rate": 1 if stock else 0}
	values.update(fields)
	return new(
		"Item",
		item_code=code,
		item_name=code,
		item_group=first_leaf("Item Group"),
		stock_uom="Nos",
		**values,
	).insert()


def make_terms(*, portions=((50, 30), (50, 60)), allocate: bool = False, name: str | None = None):
	"""A Payment Terms Template of (percent, credit days) terms; `allocate`: payments are made per term."""
	template = new(
		"Payment Terms Template",
		template_name=name or unique("CC Terms"),
		allocate_payment_based_on_payment_terms=int(allocate),
	)
	for percent, days in portions:
		term = new(
			"Payment Term",
			payment_term_name=unique("CC Term"),
			invoice_portion=percent,
			due_date_based_on="Day(s) after invoice date",
			credit_days=days,
		).insert()
		row = {"payment_term": term.name, "invoice_portion": percent, "credit_days": days}
		template.append("terms", {**row, "due_date_based_on": "Day(s) after invoice date"})
	return template.insert()


#: what Frappe does for a new user and no test asks about: a list of mailboxes without a password, for which it
#: clears every cache of the site; a Contact; the right to one's own record
NOT_FOR_USERS = ("ask_pass_update", "create_contact", "User.share_with_self")


def make_user(*, roles: tuple[str, ...] = (), name: str | None = None):
	"""A desk user with these roles and no others."""
	email = name or f"{frappe.generate_hash(length=8)}@credit-control.example"
	user = new("User", email=email, first_name=email.split("@")[0], send_welcome_email=0, enabled=1)
	user.flags.no_welcome_mail = True
	for role in roles:
		user.append("roles", {"role": role})
	with ExitStack() as without:
		for path in NOT_FOR_USERS:
			without.enter_context(
				patch(f"frappe.core.doctype.user.user.{path}", lambda *_given, **_named: None)
			)
		return user.insert(ignore_permissions=True)
