"""Tasks for payments that left a small part of an invoice open: the collector disputes the rest or collects it.

The form of the payment proposes the dispute too, but only to who opens it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import add_days, escape_html, getdate

from credit_control.engine.money import ZERO, decimal
from credit_control.erp import customers, short_payments
from credit_control.erp.short_payments import Payment
from credit_control.services import case_owners, case_settings, reminders, settings, wording
from credit_control.services.file_tasks import MARK
from credit_control.services.reminders import Task
from credit_control.services.short_payments import left_by

PAYMENT = "Payment Entry"
SHORT = "short_payment"
#: an older payment was seen by somebody, or belongs to a time before this app
RECENT_DAYS = 14
DAYS_TO_ACT = 3


def update_customer(customer: str) -> int:
	"""Make the tasks that are missing and end those whose reason is gone; returns how many changed."""
	return _update(_short(customer), [task for task in _open() if task.customer == customer])


def update_all() -> int:
	"""The same for everybody: money that nobody's case or promise waited for may be short too."""
	return _update(_short(), _open())


def _update(short: dict[str, Task], is_open: Iterable[Payment]) -> int:
	ended = sum(reminders.end(PAYMENT, each.name, SHORT) for each in is_open if not _is_short(each.name))
	return ended + len(reminders.make(short.values()))


def _short(customer: str | None = None) -> dict[str, Task]:
	"""The task of each recent payment that is short, for whom there is somebody to see to it."""
	most = decimal(settings.settings().short_payment_percent or 0)
	if not most:
		return {}
	since = getdate(add_days(getdate(), -RECENT_DAYS))
	found = (_task(payment) for payment in short_payments.candidates(since, most, customer))
	return {task.name: task for task in found if task is not None}


def _is_short(payment: str) -> bool:
	return bool(left_by(payment))


def _task(payment: Payment) -> Task | None:
	rows, user = left_by(payment.name), _collector(payment)
	if not rows or user is None:
		return None
	left = sum((decimal(row["amount"]) for row in rows), ZERO)
	return Task(PAYMENT, payment.name, SHORT, lambda: _say(payment, left), _due(), user)


def _due() -> date:
	return getdate(add_days(getdate(), DAYS_TO_ACT))


def _say(payment: Payment, left: Decimal) -> str:
	shown = wording.show(left, customers.currency_of(payment.company))
	name = frappe.db.get_value("Customer", payment.customer, "customer_name")
	return _("{0} of {1} is short: {2} are still open. Dispute the rest from there, or collect it.").format(
		payment.name, escape_html(name), shown
	)


def _collector(payment: Payment) -> str | None:
	"""Who works on the customer's case, else who gets the company's cases."""
	filters = {"customer": payment.customer, "company": payment.company, "status": "Open"}
	user = frappe.db.get_value("Collection Case", filters, "collector")
	user = user or case_settings.default_collector(payment.company)
	return user if user and case_owners.collects(user) else None


def _open() -> list[Payment]:
	"""The payments with an open task."""
	filters = {"reference_type": PAYMENT, "status": "Open", MARK: SHORT}
	return short_payments.owners(frappe.get_all("ToDo", filters, pluck="reference_name"))
