"""Who of us is responsible for a customer's step: always the same collector for a customer, as long as there are the same."""

from __future__ import annotations

from zlib import crc32

import frappe
from frappe.utils.user import get_users_with_role

from credit_control.services import case_settings, prefetch, settings
from credit_control.services.notices import CREDIT_MANAGER

COLLECTOR, ACCOUNT_MANAGER = "Collector", "Account Manager"


def owner_of(kind: str, facts) -> str | None:
	"""The user responsible for a customer (`facts` of a run); None where nobody is."""
	file = facts.file or frappe._dict()
	manager = collector = None
	if kind == ACCOUNT_MANAGER:
		manager = _active(file.account_manager or facts.customer.account_manager)
	if kind != CREDIT_MANAGER:
		collector = _collector(facts) or _active(settings.specialist(file.specialist, facts.company))
	return manager or collector or one_of(CREDIT_MANAGER, facts.customer.name)


def _collector(facts) -> str | None:
	"""The collector of the customer's case, else the company's, else one of all collectors."""
	known = _active(facts.collector) or _active(case_settings.default_collector(facts.company))
	return known or one_of(COLLECTOR, facts.customer.name)


def one_of(role: str, customer: str) -> str | None:
	"""One of the users with a role, spread evenly over the customers; None where there are none."""
	users = prefetch.remembered(_with_role, role)
	return users[crc32(customer.encode()) % len(users)] if users else None


def _with_role(role: str) -> list[str]:
	return sorted(set(get_users_with_role(role)) - {"Administrator"})


def _active(user: str | None) -> str | None:
	return user if user and frappe.db.get_value("User", user, "enabled", cache=True) else None
