"""Late interest on the items of a Legal Action: at the rate of the contract, of a Dunning Type or of the law."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import frappe
from frappe import _
from frappe.utils import date_diff, getdate

from credit_control.engine import late_interest
from credit_control.engine.late_interest import CENT, Owed, Span
from credit_control.engine.money import ZERO, decimal
from credit_control.engine.promises import Receipt
from credit_control.engine.receivables import Instalment
from credit_control.erp import claimed_invoices
from credit_control.erp.claimed_invoices import Invoice

DUNNING_TYPE = "Dunning Type"
#: more than this is a slip of the keyboard
HIGHEST = 100


@dataclass(frozen=True)
class Claim:
	"""One item as the letter demands it, in the currency of its invoice."""

	invoice: str
	due: date
	days: int
	currency: str
	open: Decimal
	spans: tuple[Span, ...]

	@property
	def interest(self) -> Decimal:
		return late_interest.total(self.spans)


def check(doc) -> None:
	"""Take the rate of a Dunning Type over; raise where a basis has no rate, or one that cannot be."""
	if doc.interest_basis == DUNNING_TYPE:
		_take_from_dunning_type(doc)
	else:
		doc.dunning_type = None
	if not doc.interest_basis:
		doc.interest_rate = 0
	elif not 0 < decimal(doc.interest_rate or 0) <= HIGHEST:
		frappe.throw(
			_("Interest % a Year must lie above 0 and not above {0}. 0.05 % a day is 18.25.").format(HIGHEST)
		)


def _take_from_dunning_type(doc) -> None:
	if not doc.dunning_type:
		frappe.throw(_("Dunning Type is missing. Choose the one whose rate of interest applies."))
	row = frappe.db.get_value(DUNNING_TYPE, doc.dunning_type, ["company", "rate_of_interest"], as_dict=True)
	if row.company and row.company != doc.company:
		frappe.throw(_("Dunning Type {0} is not one of {1}.").format(doc.dunning_type, doc.company))
	doc.interest_rate = row.rate_of_interest


def claims(doc, day: date) -> list[Claim]:
	"""The items that are still open, each with its interest up to and with a day."""
	found = claimed_invoices.read(doc.customer, doc.company, [row.sales_invoice for row in doc.items])
	return [
		_claim(doc, row, found[row.sales_invoice], day) for row in doc.items if row.sales_invoice in found
	]


def _claim(doc, row, invoice: Invoice, day: date) -> Claim:
	claimed = min(decimal(row.amount), invoice.outstanding)
	own = lambda amount: _in_own(amount, invoice)  # noqa: E731
	owed = Owed(
		[Instalment(term.due, own(term.amount)) for term in invoice.terms],
		own(invoice.outstanding),
		[Receipt(each.posted, own(each.amount)) for each in invoice.lowered],
		# what was left out when the claim was made, such as a part in dispute
		own(max(ZERO, decimal(row.outstanding) - decimal(row.amount))),
	)
	rate = decimal(doc.interest_rate or 0)
	return Claim(
		row.sales_invoice,
		getdate(row.due_date),
		max(date_diff(day, row.due_date), 0),
		invoice.currency,
		own(claimed),
		late_interest.spans(owed, day, rate) if rate else (),
	)


def _in_own(amount: Decimal, invoice: Invoice) -> Decimal:
	"""An amount in the currency of the invoice, at the rate at which it stands in the books."""
	return (amount / invoice.rate).quantize(CENT, ROUND_HALF_UP)


def a_day(doc, found: Iterable[Claim], day: date) -> dict[str, Decimal]:
	"""What each further day costs, by currency, as long as nothing is paid."""
	rate, costs = decimal(doc.interest_rate or 0), {}
	for claim in found:
		if rate and claim.due <= day:
			costs[claim.currency] = costs.get(claim.currency, ZERO) + late_interest.a_day(claim.open, rate)
	return costs


def totals(found: Iterable[Claim]) -> dict[str, tuple[Decimal, Decimal]]:
	"""Open and interest by currency."""
	sums: dict[str, tuple[Decimal, Decimal]] = {}
	for claim in found:
		is_open, interest = sums.get(claim.currency, (ZERO, ZERO))
		sums[claim.currency] = (is_open + claim.open, interest + claim.interest)
	return sums
