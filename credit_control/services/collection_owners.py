"""Who of us is responsible for a customer's step: always the same collector for a customer, as long as there are the same."""

from __future__ import annotations

from zlib import crc32

import frappe
from frappe.utils.user import get_users_with_role

from credit_control.services import prefetch, settings
from credit_control.services.notices import CREDIT_MANAGER

COLLECTOR, ACCOUNT_MANAGER = "Collector", "Account Manager"


def owner_of(kind: str, customer, file, company: str) -> str | None:
	"""The user; None where nobody has the role, nor is responsible otherwise.

	`customer` has name and account_manager, `file` account_manager and specialist, or is None.
	"""
	if kind == ACCOUNT_MANAGER:
		manager = _active((file and file.account_manager) or customer.account_manager)
		if manager:
			return manager
	if kind != CREDIT_MANAGER:
		collector = one_of(COLLECTOR, customer.name) or _active(
			settings.specialist(file and file.specialist, company)
		)
		if collector:
			return collector
	return one_of(CREDIT_MANAGER, customer.name)


def one_of(role: str, customer: str) -> str | None:
	"""One of the users with a role, spread evenly over the customers; None where there are none."""
	users = prefetch.remembered(_with_role, role)
	return users[crc32(customer.encode()) % len(users)] if users else None


def _with_role(role: str) -> list[str]:
	return sorted(set(get_users_with_role(role)) - {"Administrator"})


def _active(user: str | None) -> str | None:
	return user if user and frappe.db.get_value("User", user, "enabled", cache=True) else None
