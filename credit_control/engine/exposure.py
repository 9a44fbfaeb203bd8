"""What a customer owes or will owe: the parts of its credit exposure, in company currency."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from .money import HUNDRED, ZERO

OPEN_ORDERS = "open_orders"
DELIVERED_NOT_BILLED = "delivered_not_billed"
OPEN_INVOICES = "open_invoices"
OTHER_RECEIVABLES = "other_receivables"
UNCLEARED_BILLS = "uncleared_bills"
CREDIT_NOTES = "credit_notes"
UNALLOCATED_RECEIPTS = "unallocated_receipts"

#: parts that raise the exposure, in the order a business sees them arise
ADDING = (OPEN_ORDERS, DELIVERED_NOT_BILLED, OPEN_INVOICES, OTHER_RECEIVABLES, UNCLEARED_BILLS)
#: parts that lower it; their amounts are stored as positive figures
DEDUCTING = (CREDIT_NOTES, UNALLOCATED_RECEIPTS)
PARTS = ADDING + DEDUCTING


@dataclass(frozen=True, slots=True)
class ExposureSwitches:
	"""Which parts count, and how many days ahead an order line must be due to count (None: all)."""

	open_orders: bool = True
	delivered_not_billed: bool = True
	open_invoices: bool = True
	other_receivables: bool = True
	credit_notes: bool = True
	unallocated_receipts: bool = True
	horizon_days: int | None = None
	uncleared_bills: bool = True

	def includes(self, part: str) -> bool:
		return bool(getattr(self, part))


@dataclass(frozen=True, slots=True)
class Exposure:
	"""The parts of one customer's exposure to one company; every amount is positive, in company currency.

	`unallocated_bills` is what of the uncleared bills is among the unallocated receipts too: it is no
	part of its own.
	"""

	open_orders: Decimal = ZERO
	delivered_not_billed: Decimal = ZERO
	open_invoices: Decimal = ZERO
	other_receivables: Decimal = ZERO
	credit_notes: Decimal = ZERO
	unallocated_receipts: Decimal = ZERO
	switches: ExposureSwitches = field(default_factory=ExposureSwitches)
	uncleared_bills: Decimal = ZERO
	unallocated_bills: Decimal = ZERO

	def parts(self) -> Iterator[tuple[str, Decimal]]:
		"""The parts that are switched on, with their signed contribution to the total."""
		for part in PARTS:
			if self.switches.includes(part):
				amount = self.amount(part)
				yield part, -amount if part in DEDUCTING else amount

	def amount(self, part: str) -> Decimal:
		"""What a part counts for, as a positive figure.

		An uncleared bill makes up for what it lowered in the ledger, so that receiving it changes nothing.
		Where unallocated receipts lower nothing there is nothing to make up for.
		"""
		amount: Decimal = getattr(self, part)
		if part == UNCLEARED_BILLS and not self.switches.unallocated_receipts:
			return amount - self.unallocated_bills
		return amount

	@property
	def total(self) -> Decimal:
		"""Orders + deliveries + invoices + uncleared bills − credit notes and receipts (domain.md, Exposure)."""
		return sum((amount for _, amount in self.parts()), ZERO)

	@property
	def receivable(self) -> Decimal:
		"""What the ledger shows the customer owes, net of its credits, whatever the switches say."""
		debits = self.open_invoices + self.other_receivables
		return debits - self.credit_notes - self.unallocated_receipts

	def plus(self, part: str, amount: Decimal) -> Exposure:
		"""The same exposure with `amount` added to one part."""
		if part not in PARTS:
			raise ValueError(f"unknown exposure part: {part}")
		return replace(self, **{part: getattr(self, part) + amount})


def utilisation(exposure: Decimal, limit: Decimal) -> Decimal | None:
	"""Exposure as a percentage of the limit; None when the limit is zero, where a ratio has no meaning."""
	if limit <= ZERO:
		return None
	return exposure / limit * HUNDRED
