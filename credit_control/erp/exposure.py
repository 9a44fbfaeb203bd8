"""A customer's exposure to a company, by parts, from ERPNext's own documents and ledgers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from credit_control.engine.exposure import Exposure, ExposureSwitches
from credit_control.erp import bills, ledger
from credit_control.erp.bills import BILL
from credit_control.erp.ledger import Row, Rows
from credit_control.erp.values import ZERO, to_amount, to_decimal

KINDS = (ledger.INVOICE, ledger.TILL, ledger.OTHER, ledger.ORDERS, ledger.DELIVERIES, BILL)


def read_exposure(customer: str, company: str, switches: ExposureSwitches, today: date) -> Exposure:
	"""Every part of the exposure in company currency, in one statement.

	Parts that are switched off are read all the same (`Exposure.receivable` needs them); the switches
	travel with the result and decide what its total counts. Only the horizon changes what is read.
	"""
	rows = ledger.read_ledger(customer, company, KINDS, today, horizon_of(switches, today))
	return exposure_of(rows, switches)


def exposures_of(
	customers: Sequence[str], company: str, switches: ExposureSwitches, day: date
) -> dict[str, Exposure]:
	"""`read_exposure` of many customers as of now, in one statement; a customer named twice counts once.

	`day` is today: it moves the horizon and bills mature by it. Customers without any document have an exposure of zero.
	"""
	asked = tuple(dict.fromkeys(customers))
	found = ledger.read_ledgers(asked, company, KINDS, day, horizon_of(switches, day))
	return {customer: exposure_of(rows, switches) for customer, rows in found.items()}


def horizon_of(switches: ExposureSwitches, today: date) -> date | None:
	"""The last delivery date on which an order line still counts; None counts them all."""
	if switches.horizon_days is None:
		return None
	return today + timedelta(days=switches.horizon_days)


def exposure_of(rows: Rows, switches: ExposureSwitches) -> Exposure:
	"""The parts of the exposure from the rows of the ledger statement."""
	invoices = rows.get(ledger.INVOICE, [])
	others = rows.get(ledger.OTHER, []) + rows.get(ledger.PAYABLE, [])
	open_invoices, credit_notes = debits_and_credits(invoices)
	other_receivables, unallocated_receipts = debits_and_credits(others)
	uncleared, unallocated_bills = uncleared_bills(rows.get(BILL, ()))
	return Exposure(
		open_orders=single_figure(rows, ledger.ORDERS),
		delivered_not_billed=single_figure(rows, ledger.DELIVERIES),
		open_invoices=open_invoices,
		other_receivables=other_receivables,
		credit_notes=credit_notes,
		unallocated_receipts=unallocated_receipts,
		switches=switches,
		uncleared_bills=uncleared,
		unallocated_bills=unallocated_bills,
	)


def uncleared_bills(rows: Iterable[Row]) -> tuple[Decimal, Decimal]:
	"""What may still come back, and how much of that settled no invoice."""
	amount = unallocated = ZERO
	for row in rows:
		whole, free = bills.open_amounts(row)
		amount += whole
		unallocated += free
	return amount, unallocated


def debits_and_credits(rows: Iterable[Row]) -> tuple[Decimal, Decimal]:
	"""Open debits and open credits, both as positive figures: an item is one or the other as a whole."""
	debit = credit = ZERO
	for row in rows:
		amount = to_decimal(row.open)
		if amount > ZERO:
			debit += amount
		else:
			credit -= amount
	return debit, credit


def single_figure(rows: Rows, kind: str) -> Decimal:
	"""The sum that a branch of one row holds; no documents sum to nothing, which is zero."""
	return sum((to_amount(row.open) for row in rows.get(kind, [])), ZERO)
