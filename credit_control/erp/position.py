"""Exposure and open items of one customer in one round trip: what judging an order reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from credit_control.engine.exposure import Exposure, ExposureSwitches
from credit_control.engine.money import ZERO
from credit_control.engine.receivables import OpenItem
from credit_control.erp import advances, ledger, past_exposure
from credit_control.erp.exposure import debits_and_credits, exposure_of, horizon_of
from credit_control.erp.ledger import Rows
from credit_control.erp.receivables import items_of

KINDS = (
	ledger.INVOICE,
	ledger.TILL,
	ledger.TERM,
	ledger.OTHER,
	ledger.ORDERS,
	ledger.DELIVERIES,
	ledger.BILL,
)


#: vouchers that may hold an advance
ADVANCING = ("Payment Entry", "Journal Entry")


@dataclass(frozen=True, slots=True)
class Position:
	"""Where a customer stands with a company at one moment."""

	exposure: Exposure
	items: tuple[OpenItem, ...]
	#: credit notes and money without an invoice, as far as they lower the exposure and are for no order
	credit: Decimal = ZERO


def read_position(customer: str, company: str, switches: ExposureSwitches, today: date) -> Position:
	"""`read_exposure` and `open_items` from the same rows of one statement."""
	return position_of(read_rows(customer, company, switches, today), switches)


def read_rows(
	customer: str, company: str, switches: ExposureSwitches, today: date, others: Sequence[str] = ()
) -> Rows:
	"""The rows of the ledger statement; `others` are branches that are read along with it."""
	return ledger.read_ledger(customer, company, KINDS, today, horizon_of(switches, today), others)


def position_of(rows: Rows, switches: ExposureSwitches) -> Position:
	"""Exposure, items and credits from the rows of the ledger statement."""
	exposure = exposure_of(rows, switches)
	return Position(exposure, tuple(items_of(rows)), credit_of(rows, exposure))


def credit_of(rows: Rows, exposure: Exposure) -> Decimal:
	"""What would pay open items if somebody allocated it; an advance for an order, or a bill, would not."""
	notes = exposure.credit_notes if exposure.switches.credit_notes else ZERO
	if not exposure.switches.unallocated_receipts:
		return notes
	free = exposure.unallocated_receipts - for_orders(rows) - exposure.unallocated_bills
	return max(ZERO, notes + free)


def for_orders(rows: Rows) -> Decimal:
	"""The advances among the open credits."""
	credits = [row for row in rows.get(ledger.OTHER, ()) if row.open < 0]
	_, against_orders = debits_and_credits(row for row in credits if row.voucher_type == "Sales Order")
	return against_orders + advances.held_for_orders(
		row.voucher_no for row in credits if row.voucher_type in ADVANCING
	)


def positions_of(
	customers: Sequence[str], company: str, switches: ExposureSwitches, day: date, *, past: bool
) -> dict[str, Position]:
	"""The same of many customers; `past`: as it stood at the end of the day, else as of now."""
	asked = tuple(dict.fromkeys(customers))
	if past:
		found = past_exposure.rows_of(asked, company, (*past_exposure.RECEIVABLE, ledger.TERM), switches, day)
	else:
		found = ledger.read_ledgers(asked, company, KINDS, day, horizon_of(switches, day))
	return {customer: position_of(rows, switches) for customer, rows in found.items()}
