"""Exposure and open items of one customer in one round trip: what judging an order reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from credit_control.engine.exposure import Exposure, ExposureSwitches
from credit_control.engine.receivables import OpenItem
from credit_control.erp import ledger, past_exposure
from credit_control.erp.exposure import exposure_of, horizon_of
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


@dataclass(frozen=True, slots=True)
class Position:
	"""Where a customer stands with a company at one moment."""

	exposure: Exposure
	items: tuple[OpenItem, ...]


def read_position(customer: str, company: str, switches: ExposureSwitches, today: date) -> Position:
	"""`read_exposure` and `open_items` from the same rows of one statement."""
	rows = ledger.read_ledger(customer, company, KINDS, today, horizon_of(switches, today))
	return Position(exposure_of(rows, switches), tuple(items_of(rows)))


def positions_of(
	customers: Sequence[str], company: str, switches: ExposureSwitches, day: date, *, past: bool
) -> dict[str, Position]:
	"""The same of many customers; `past`: as it stood at the end of the day, else as of now."""
	asked = tuple(dict.fromkeys(customers))
	if past:
		found = past_exposure.rows_of(asked, company, (*past_exposure.RECEIVABLE, ledger.TERM), switches, day)
	else:
		found = ledger.read_ledgers(asked, company, KINDS, day, horizon_of(switches, day))
	return {
		customer: Position(exposure_of(rows, switches), tuple(items_of(rows)))
		for customer, rows in found.items()
	}
