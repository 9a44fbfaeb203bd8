"""Ready-made cases for tests of the judgement."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from credit_control.engine.defaults import default_policy
from credit_control.engine.exposure import Exposure
from credit_control.engine.judgement import Case, Document
from credit_control.engine.receivables import Instalment, OpenItem, Overdue, open_terms, overdue
from credit_control.engine.standing import Standing

TODAY = date(2026, 3, 31)


def case(amount="100", *, owed="0", limit="1000", days_late=0, doctype="Sales Order", **parts) -> Case:
	"""An order of `amount` by a customer that owes `owed` under `limit`; `parts` replace fields."""
	standing = Standing("ACME", grade="A", limit=Decimal(limit))
	made = Case(
		document=Document(doctype, "SO-1", Decimal(amount), Decimal(amount)),
		standing=replace(standing, **parts.pop("standing", {})),
		exposure=Exposure(open_invoices=Decimal(owed)),
		overdue=late(owed, days_late) if days_late else Overdue(),
		policy=default_policy(),
		today=TODAY,
	)
	return replace(made, **parts)


def late(amount: str, days: int, voucher: str = "INV-1") -> Overdue:
	"""One item overdue by so many days."""
	return overdue(open_terms([item(amount, days, voucher)]), TODAY)


def item(amount: str, days: int, voucher: str = "INV-1") -> OpenItem:
	"""An unpaid invoice that fell due so many days before TODAY."""
	due = date.fromordinal(TODAY.toordinal() - days)
	value = Decimal(amount)
	return OpenItem("Sales Invoice", voucher, due, value, value, (Instalment(due, value),))
