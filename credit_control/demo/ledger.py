"""The small ledger that ships with the app, read into engine values.

One currency, fictional customers, and a day of its own on which the story plays.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any

from credit_control.engine.behaviour import InvoiceHistory, PaidPart
from credit_control.engine.money import ZERO, decimal
from credit_control.engine.receivables import Instalment, OpenItem
from credit_control.engine.statement import Statement

Row = Mapping[str, Any]

INVOICE = "Sales Invoice"
#: of the registration facts, these are days and not indicators
DAYS = ("founded_on", "customer_since")


@dataclass(frozen=True, slots=True)
class Invoice:
	"""One invoice with the payments made for it."""

	no: str
	posted: date
	schedule: tuple[Instalment, ...]
	amount: Decimal
	payments: tuple[PaidPart, ...] = ()

	@property
	def due(self) -> date:
		"""The last day of the schedule."""
		return self.schedule[-1].due

	@property
	def outstanding(self) -> Decimal:
		return self.amount - sum((part.amount for part in self.payments), ZERO)

	def history(self) -> InvoiceHistory:
		"""How it was paid, for the figures of payment behaviour."""
		return InvoiceHistory(self.no, self.posted, self.due, self.amount, self.payments, self.outstanding)

	def item(self) -> OpenItem:
		"""What it leaves open, for overdue and ageing."""
		return OpenItem(INVOICE, self.no, self.posted, self.amount, self.outstanding, self.schedule)


@dataclass(frozen=True, slots=True)
class Customer:
	"""One customer: the facts of its file, its statements (newest first), and its dealings with us."""

	name: str
	facts: Mapping[str, Decimal | str | None]
	founded_on: date | None
	customer_since: date | None
	knock_outs: frozenset[str]
	statements: tuple[Statement, ...]
	invoices: tuple[Invoice, ...]
	open_orders: Decimal
	receipts: Decimal
	expected_purchases: Decimal | None
	#: what only a real site needs: currency, ERPNext's own limit, deliveries, credit notes
	site: Row


@dataclass(frozen=True, slots=True)
class Ledger:
	"""The whole ledger on its day. `events` is what happens on that day, in order."""

	company: str
	currency: str
	today: date
	customers: tuple[Customer, ...]
	events: tuple[Row, ...]


def load(text: str | None = None) -> Ledger:
	"""The ledger in `text`, or the one that ships with the app."""
	text = text or files(__package__).joinpath("ledger.json").read_text(encoding="utf-8")
	data = json.loads(text, parse_float=Decimal)
	return Ledger(
		company=data["company"],
		currency=data["currency"],
		today=date.fromisoformat(data["today"]),
		customers=tuple(_customer(row) for row in data["customers"]),
		events=tuple(data["events"]),
	)


def _customer(row: Row) -> Customer:
	file = dict(row["file"])
	marks = frozenset(file.pop("marks", ()))
	founded_on, customer_since = (_day(file.pop(name, None)) for name in DAYS)
	return Customer(
		name=row["name"],
		facts={code: value if isinstance(value, str) else decimal(value) for code, value in file.items()},
		founded_on=founded_on,
		customer_since=customer_since,
		knock_outs=marks,
		statements=tuple(_statement(item) for item in row.get("statements", ())),
		invoices=tuple(_invoice(item) for item in row["invoices"]),
		open_orders=_sum(amount for _no, _day, amount in row.get("orders", ())),
		receipts=decimal(row.get("receipts", 0)),
		expected_purchases=decimal(row["expected_purchases"]) if "expected_purchases" in row else None,
		site=row.get("site", {}),
	)


def _statement(row: Row) -> Statement:
	unit = decimal(row["unit"])
	lines = {code: decimal(amount) * unit for code, amount in row["lines"].items()}
	return Statement(lines, date.fromisoformat(row["from"]), date.fromisoformat(row["to"]), row["audit"])


def _invoice(row: Row) -> Invoice:
	posted, amount, terms = date.fromisoformat(row["date"]), decimal(row["amount"]), row["days"]
	schedule = tuple(Instalment(posted + timedelta(days=days), amount / len(terms)) for days in terms)
	payments = tuple(PaidPart(decimal(paid), date.fromisoformat(day)) for day, paid in row["paid"])
	return Invoice(row["no"], posted, schedule, amount, payments)


def _day(text: str | None) -> date | None:
	return date.fromisoformat(text) if text else None


def _sum(amounts: Iterable[int | Decimal]) -> Decimal:
	return sum((decimal(amount) for amount in amounts), ZERO)
