"""A customer's open items against their payment schedules, as the Accounts Receivable report shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from frappe.utils import getdate

from credit_control.engine.receivables import RESIDUE, Instalment, OpenItem
from credit_control.erp import ledger, past
from credit_control.erp.ledger import Row
from credit_control.erp.values import ZERO, to_amount, to_decimal

KINDS = (ledger.INVOICE, ledger.TILL, ledger.TERM, ledger.OTHER)


class Term(NamedTuple):
	"""One row of a Payment Schedule: its amount, and what was paid for this very term."""

	due: date
	amount: Decimal
	paid: Decimal


def open_items(customer: str, company: str, day: date | None = None) -> list[OpenItem]:
	"""Every receivable that is not settled, in company currency; open credits are not items.

	With a `day`, what was open at its end; without one what the ledger has open, whatever its date.
	The schedule of an item always sums to what it was invoiced for, so that spreading the payments
	over it first in first out leaves exactly what is outstanding.
	"""
	if day is None:
		return items_of(ledger.read_ledger(customer, company, KINDS, getdate()))
	return items_of(past.read_ledger(customer, company, KINDS, day))


def items_of(rows: dict[str, list[Row]]) -> list[OpenItem]:
	"""Open items from the rows of the ledger statement."""
	terms = terms_by_invoice(rows.get(ledger.TERM, []))
	receivable = rows.get(ledger.INVOICE, []) + rows.get(ledger.OTHER, [])
	return [item_of(row, terms.get(row.voucher_no, ())) for row in receivable if row.open > RESIDUE]


def terms_by_invoice(rows: Sequence[Row]) -> dict[str, list[Term]]:
	"""The payment schedules by invoice."""
	terms: dict[str, list[Term]] = {}
	for row in rows:
		if row.due_date:
			term = Term(row.due_date, to_decimal(row.invoiced), to_amount(row.open))
			terms.setdefault(row.voucher_no, []).append(term)
	return terms


def item_of(row: Row, terms: Sequence[Term]) -> OpenItem:
	"""One open item. More outstanding than invoiced (interest booked on the invoice) raises the invoiced."""
	outstanding = to_decimal(row.open)
	invoiced = max(to_decimal(row.invoiced), outstanding)
	due = row.due_date or row.posting_date
	return OpenItem(
		voucher_type=row.voucher_type,
		voucher_no=row.voucher_no,
		posting_date=row.posting_date,
		invoiced=invoiced,
		outstanding=outstanding,
		schedule=fitted_schedule(terms, invoiced, due),
	)


def fitted_schedule(terms: Sequence[Term], invoiced: Decimal, due: date) -> tuple[Instalment, ...]:
	"""The schedule made to sum to `invoiced`.

	ERPNext leaves out of it what was prepaid or written off when the invoice was made, and a payment
	may be meant for one term: both are settled already, so they stand before everything else that is
	to be paid, on the first term. A schedule that sums to more gives way at its end.
	"""
	if len(terms) < 2:
		return (Instalment(terms[0].due if terms else due, invoiced),)
	dues = sorted((term.due, max(ZERO, term.amount - term.paid)) for term in terms)
	amounts = [amount for _, amount in dues]
	difference = invoiced - sum(amounts, ZERO)
	if difference >= ZERO:
		amounts[0] += difference
	else:
		take_from_end(amounts, -difference)
	return tuple(Instalment(term[0], amount) for term, amount in zip(dues, amounts, strict=True))


def take_from_end(amounts: list[Decimal], excess: Decimal) -> None:
	"""Lower the last amounts, in place, by `excess` altogether."""
	for index in reversed(range(len(amounts))):
		taken = min(amounts[index], excess)
		amounts[index] -= taken
		excess -= taken
