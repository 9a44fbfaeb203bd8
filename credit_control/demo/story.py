"""What happens on the ledger's day, step by step, as data: orders judged, releases given, money received."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from credit_control.engine.behaviour import PaidPart
from credit_control.engine.judgement import HELD, RELEASED, Case, Document, Judgement, judge
from credit_control.engine.money import ZERO, decimal
from credit_control.engine.policy import Policy
from credit_control.engine.release import Release

from . import facts
from .assessing import Assessed
from .ledger import Customer, Invoice, Ledger, Row

ORDER = "Sales Order"


@dataclass(frozen=True, slots=True)
class Judged:
	"""One order judged; `occasion` says why it came up: a new order, a changed one, or money received."""

	occasion: str
	case: Case
	judgement: Judgement


@dataclass(frozen=True, slots=True)
class Granted:
	"""A credit manager released a held order."""

	order: str
	release: Release
	reason: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Paid:
	"""A customer paid. `settled` names the invoices with what each was paid; the rest stays on account."""

	customer: str
	amount: Decimal
	settled: tuple[tuple[str, Decimal], ...]
	on_account: Decimal


Step = Judged | Granted | Paid


class Story:
	"""Plays the events of a ledger. What an order or a payment changes is seen by the next event."""

	def __init__(self, ledger: Ledger, assessed: tuple[Assessed, ...], policy: Policy) -> None:
		self.ledger = ledger
		self.policy = policy
		self.customers = {item.customer.name: item.customer for item in assessed}
		self.standings = {item.customer.name: item.standing for item in assessed}
		self.waiting: dict[str, tuple[str, Decimal]] = {}
		self.releases: dict[str, Release] = {}

	def play(self) -> Iterator[Step]:
		"""Every step, in the order of the ledger's events."""
		for event in self.ledger.events:
			yield from EVENTS[event["event"]](self, event)

	def order(self, event: Row) -> Iterator[Step]:
		"""A new order is submitted."""
		yield self._judge("order", event["no"], event["customer"], decimal(event["amount"]))

	def change(self, event: Row) -> Iterator[Step]:
		"""A held order is changed and submitted again."""
		customer, _amount = self.waiting[event["no"]]
		yield self._judge("change", event["no"], customer, decimal(event["amount"]))

	def release(self, event: Row) -> Iterator[Step]:
		"""A credit manager lets a held order pass within a cap, a tolerance and a number of days."""
		number = len(self.releases) + 1
		self.releases[event["no"]] = Release(
			reference=f"CH-{number:04}",
			amount_cap=decimal(event["cap"]),
			valid_to=self.ledger.today + timedelta(days=event["days"]),
			tolerance_percent=decimal(event["tolerance"]),
		)
		yield Granted(event["no"], self.releases[event["no"]], event["reason"])

	def payment(self, event: Row) -> Iterator[Step]:
		"""A customer pays its oldest invoices; then its held orders are judged again."""
		name, amount = event["customer"], decimal(event["amount"])
		self.customers[name], settled = receive(self.customers[name], amount, self.ledger.today)
		rest = amount - sum((paid for _no, paid in settled), ZERO)
		yield Paid(name, amount, settled, rest)
		for no, (customer, asked) in list(self.waiting.items()):
			if customer == name:
				yield self._judge("payment", no, customer, asked)

	def _judge(self, occasion: str, no: str, name: str, amount: Decimal) -> Judged:
		case = self._case(no, name, amount)
		judgement = judge(case)
		if judgement.outcome == HELD:
			self.waiting[no] = (name, amount)
		else:
			self._let_through(no, name, amount, judgement)
		return Judged(occasion, case, judgement)

	def _case(self, no: str, name: str, amount: Decimal) -> Case:
		customer, today = self.customers[name], self.ledger.today
		return Case(
			document=Document(ORDER, no, amount, amount),
			standing=self.standings[name],
			exposure=facts.exposure_of(customer),
			overdue=facts.overdue_of(customer, today),
			policy=self.policy,
			today=today,
			release=self.releases.get(no),
		)

	def _let_through(self, no: str, name: str, amount: Decimal, judgement: Judgement) -> None:
		self.waiting.pop(no, None)
		customer = self.customers[name]
		self.customers[name] = replace(customer, open_orders=customer.open_orders + amount)
		if judgement.outcome == RELEASED:
			self.releases[no] = replace(self.releases[no], consumed=amount)


EVENTS: Mapping[str, Callable[[Story, Row], Iterator[Step]]] = {
	"order": Story.order,
	"change": Story.change,
	"release": Story.release,
	"payment": Story.payment,
}


def receive(
	customer: Customer, amount: Decimal, day: date
) -> tuple[Customer, tuple[tuple[str, Decimal], ...]]:
	"""The customer after a payment of its oldest invoices, and what each was paid; the rest is a receipt."""
	invoices: list[Invoice] = []
	settled: list[tuple[str, Decimal]] = []
	for invoice in customer.invoices:
		paid = min(amount, invoice.outstanding)
		if paid > ZERO:
			settled.append((invoice.no, paid))
			invoice = replace(invoice, payments=(*invoice.payments, PaidPart(paid, day)))
		amount -= paid
		invoices.append(invoice)
	receipts = customer.receipts + amount
	return replace(customer, invoices=tuple(invoices), receipts=receipts), tuple(settled)


def calendar(assessed: tuple[Assessed, ...]) -> list[tuple[date, Assessed]]:
	"""When each customer comes up for review, the first one first; one without a grade has no date."""
	dated = [(item.standing.next_review, item) for item in assessed]
	due = [(day, item) for day, item in dated if day is not None]
	return sorted(due, key=lambda entry: (entry[0], entry[1].customer.name))
