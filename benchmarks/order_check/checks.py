"""The two checks that are compared: each takes a customer, a company and a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib import import_module

from erpnext.selling.doctype.customer.customer import check_credit_limit

from credit_control.engine.exposure import ExposureSwitches
from credit_control.engine.judgement import Document, judge
from credit_control.engine.receivables import open_terms, overdue
from credit_control.erp.position import read_position
from credit_control.services import judging, locking

Check = Callable[[str, str, date], object]


def core(customer: str, company: str, today: date) -> None:
	"""What ERPNext runs when an order is submitted: its limit, and exposure without overdue."""
	check_credit_limit(customer, company)


def ours(customer: str, company: str, today: date) -> object:
	"""Everything that decides: the lock, what others did meanwhile, policy, standing, position, judgement."""
	sight = judging.seen(customer, company)
	row, _group = locking.lock_customer(sight.known, sight.recent)
	document = Document("Sales Order", "OCB-NEW", Decimal(1), Decimal(1))
	locked = judging.Locked(sight, locking.unseen_amounts(row, company))
	return judge(judging.gather(document, customer, company, counted=False, locked=locked))


def reading(customer: str, company: str, today: date) -> tuple:
	"""Only what is read from the ledgers: exposure by parts, and overdue by instalment."""
	position = read_position(customer, company, ExposureSwitches(), today)
	return position.exposure.total, overdue(open_terms(position.items), today)


def named(path: str) -> Check:
	"""A check given on the command line as `module:function`."""
	module, function = path.split(":")
	return getattr(import_module(module), function)
