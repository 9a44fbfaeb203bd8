"""What writing items off does: the loss it books, what was expected to be lost of them anyway, and what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import date_diff, getdate

from credit_control.engine.loss_rates import expected_loss
from credit_control.engine.money import ZERO, decimal
from credit_control.engine.month_ends import BUCKETS
from credit_control.engine.receivables import bucket_of
from credit_control.services import claimed_items, files, loss_report, wording, write_off_books


@dataclass(frozen=True)
class Provision:
	"""The expected loss of items by the roll rates of their ledger, in company currency; None where not known.

	`ledger` is that of all receivables of the company before the write-off.
	"""

	of_items: Decimal | None
	ledger: Decimal | None


def provision(doc) -> Provision:
	"""By the last months of the company's whole ledger, all of a default lost."""
	matrix = loss_report.matrix(doc.company, {})
	return Provision(expected_loss(_by_age(doc), matrix.rates, matrix.forward), matrix.loss)


def _by_age(doc) -> list[Decimal]:
	balances = [ZERO] * BUCKETS
	for row in doc.items:
		balances[bucket_of(days_overdue(row))] += decimal(row.amount)
	return balances


def days_overdue(row) -> int:
	"""Days since the item was due, 0 for one that is not overdue."""
	return max(date_diff(getdate(), row.due_date), 0)


def told(doc) -> dict:
	"""What an approval would do, as of now: {"pairs": [(label, value)], "warnings": [sentence]}."""
	show = lambda amount: wording.show(amount, doc.currency)  # noqa: E731
	is_open = claimed_items.open_amounts(doc.customer, doc.company)
	lost = decimal(doc.total_amount)
	pairs = [
		(_("Loss to Be Booked"), show(lost)),
		(_("Booked on"), write_off_books.account_of(doc) or "–"),
		(_("Customer Still Owes Afterwards"), show(sum(is_open.values(), ZERO) - lost)),
	]
	return {"pairs": pairs, "warnings": _warnings(doc, is_open), "holds": []}


def _warnings(doc, is_open: dict[str, Decimal]) -> Sequence[str]:
	found = []
	if any(decimal(row.amount) > is_open.get(row.sales_invoice, ZERO) for row in doc.items):
		found.append(_("Something was paid or credited since: less is open than is to be written off."))
	file = files.file_of(doc.customer)
	if not (file and frappe.db.get_value(files.CREDIT_FILE, file, "bad_debt")):
		found.append(_("The Credit File is marked with a bad debt, which knocks the customer out."))
	return found
