"""The exposure reckoned once more, from documents and ledger postings, slowly and in plain Python.

It shares no code and no query with `erp/`: every row of the customer is read as it is, and what ERPNext
keeps on orders and deliveries about their progress (delivered, billed, returned, percentages) is counted
anew from the documents that made it. `billed_share` and `is_open` name the two exceptions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import frappe

ZERO, ONE = Decimal(0), Decimal(1)
CENT = Decimal("0.005")
#: a mode of payment, and until when its money may come back
RULE = ["name", "counts_as_exposure_until"]


def number(value) -> Decimal:
	return Decimal(str(value or 0))


@dataclass
class Books:
	"""Every submitted selling document of one customer with one company, with its rows, and the postings."""

	orders: list
	deliveries: list
	invoices: list
	postings: list
	schedules: dict[str, list]
	payments: list
	journals: dict[str, frappe._dict]
	rules: dict[str, str]

	@classmethod
	def read(cls, customer: str, company: str) -> Books:
		invoices = documents("Sales Invoice", customer, company)
		return cls(
			documents("Sales Order", customer, company),
			documents("Delivery Note", customer, company),
			invoices,
			frappe.db.sql(
				"select * from `tabPayment Ledger Entry` where party = %s and company = %s and delinked = 0",
				(customer, company),
				as_dict=True,
			),
			grouped("Payment Schedule", [invoice.name for invoice in invoices]),
			frappe.get_all("Payment Entry", {"party": customer, "company": company, "docstatus": 1}, ["*"]),
			{row.name: row for row in frappe.get_all("Journal Entry", {"company": company}, ["*"])},
			dict(frappe.get_all("Mode of Payment", fields=RULE, as_list=True)),
		)


def documents(doctype: str, customer: str, company: str) -> list:
	"""The submitted documents, each with its rows in `lines`."""
	found = frappe.db.sql(
		f"select * from `tab{doctype}` where customer = %s and company = %s and docstatus = 1",
		(customer, company),
		as_dict=True,
	)
	rows = grouped(f"{doctype} Item", [doc.name for doc in found])
	for doc in found:
		doc.lines = rows[doc.name]
	return found


def grouped(doctype: str, parents: Iterable[str]) -> dict[str, list]:
	"""Rows of a child table by document."""
	rows = defaultdict(list)
	if parents := tuple(parents):
		query = f"select * from `tab{doctype}` where parent in %s"
		for row in frappe.db.sql(query, (parents,), as_dict=True):
			rows[row.parent].append(row)
	return rows


def value(doc, line) -> Decimal:
	"""A line with its share of taxes and discounts, in company currency."""
	net = number(doc.base_net_total)
	return number(line.base_net_amount) * number(doc.base_grand_total) / net if net else ZERO


def open_orders(books: Books, horizon: date | None) -> Decimal:
	"""max(0, qty - max(delivered, billed)) x price of each line that is to be delivered by the horizon."""
	total = ZERO
	for order in books.orders:
		if order.status == "Closed" or credited_as_billed(order):
			continue
		for line in order.lines:
			due = line.delivery_date or order.delivery_date or order.transaction_date
			if horizon is None or due <= horizon:
				done = max(delivered_share(books, line), billed_share(books, line))
				total += max(ZERO, 1 - done) * value(order, line)
	return total


def credited_as_billed(order) -> bool:
	"""True where ERPNext takes what was credited beyond the billing for billed: its share drops the sign."""
	return order.per_billed >= 100 and any(number(line.billed_amt) < 0 for line in order.lines)


def delivered_share(books: Books, line) -> Decimal:
	"""Goods that left by deliveries and by invoices that ship, less those that came back."""
	quantity = sum((number(row.qty) for doc in books.deliveries for row in of_order(doc, line)), ZERO)
	for invoice in books.invoices:
		if invoice.update_stock:
			quantity += sum((number(row.qty) for row in of_order(invoice, line)), ZERO)
	return quantity / number(line.qty)


def billed_share(books: Books, line) -> Decimal:
	"""What was billed of an order's line.

	A credit note opens the line again where it says so. Where it does not, ERPNext leaves the line alone,
	until it is billed or credited once more and everything is added up: only ERPNext's own figure tells then.
	"""
	if not line.amount:
		return ZERO
	rows = [(doc, row) for doc in books.invoices for row in of_order(doc, line)]
	silent = any(doc.is_return and not doc.update_billed_amount_in_sales_order for doc, _ in rows)
	billed = number(line.billed_amt) if silent else sum((number(row.amount) for _, row in rows), ZERO)
	return billed / number(line.amount)


def of_order(doc, line) -> list:
	"""A document's rows that come from a line of an order."""
	return [row for row in doc.lines if row.so_detail == line.name]


def delivered_not_billed(books: Books) -> Decimal:
	"""Goods with the customer that are still to be billed: those of orders, and those delivered without."""
	lines = [(note, line) for note in books.deliveries if not note.is_return for line in note.lines]
	ordered: dict[str, list] = defaultdict(list)
	total = ZERO
	for note, line in lines:
		if line.so_detail:
			ordered[line.so_detail].append((note, line))
		elif line.amount and not line.si_detail and is_open(note):
			total += max(ZERO, kept_share(books, line) - billed_of_delivery(books, line)) * value(note, line)
	return total + sum((unbilled_of_order(books, name, found) for name, found in ordered.items()), ZERO)


def is_open(note) -> bool:
	"""A closed delivery will not be billed, nor one of which ERPNext says that all of it is.

	It says so wrongly where an order was delivered twice, by a Delivery Note and by an invoice that ships:
	what that invoice bills is then taken for a billing of the note. Nobody is ever asked to bill it, so it
	is not held against us that we count nothing; docs/developers/proofs.md states it.
	"""
	return note.status not in ("Closed", "Stopped") and note.per_billed < 100


def kept_share(books: Books, line) -> Decimal:
	"""The share of a delivered line that did not come back."""
	back = ZERO
	for note in books.deliveries:
		if note.is_return:
			back += sum((-number(row.stock_qty) for row in note.lines if row.dn_detail == line.name), ZERO)
	return 1 - back / number(line.stock_qty)


def billed_of_delivery(books: Books, line) -> Decimal:
	"""The share of a delivered line that was billed; what a credit note took back is to be billed anew."""
	billed = sum((number(row.amount) for row in invoice_rows(books) if row.dn_detail == line.name), ZERO)
	return max(ZERO, billed) / number(line.amount)


def unbilled_of_order(books: Books, order_line: str, delivered: list) -> Decimal:
	"""Of one line of an order: all that was delivered of it and kept, less all that was billed of it.

	Whichever delivery an invoice names: what was billed of an order's line is billed, and only what is
	delivered beyond that is still to come. No more than the open deliveries hold.
	"""
	billed = sum((number(row.amount) for row in unshipped_rows(books) if row.so_detail == order_line), ZERO)
	kept = [(note, line, kept_share(books, line) * number(line.amount)) for note, line in delivered]
	left = max(ZERO, sum((amount for _, _, amount in kept), ZERO) - max(ZERO, billed))
	held = [(note, line, amount) for note, line, amount in kept if is_open(note) and amount]
	amounts = sum((amount for _, _, amount in held), ZERO)
	worth = sum((amount / number(line.amount) * value(note, line) for note, line, amount in held), ZERO)
	return min(ONE, left / amounts) * worth if amounts else ZERO


def unshipped_rows(books: Books) -> list:
	"""The same without those of invoices that took the goods from the stock themselves."""
	return [row for invoice in books.invoices if not invoice.update_stock for row in invoice.lines]


def invoice_rows(books: Books) -> list:
	"""The rows of all invoices and credit notes."""
	return [row for invoice in books.invoices for row in invoice.lines]


def open_vouchers(books: Books) -> dict[tuple[str, str], Decimal]:
	"""What the postings leave open of each voucher; below half a cent it is settled.

	It is settled, too, when nothing is left in the currency of its account: what the rates left over in the
	company's currency is owed by nobody.
	"""
	return {
		voucher: amount
		for voucher, amount, in_its_currency in sums(books)
		if abs(amount) >= CENT and abs(in_its_currency) >= CENT
	}


def exchange_differences(books: Books) -> Decimal:
	"""What rates left over on settled invoices, and ERPNext has not booked, or has taken back."""
	return sum((amount for _voucher, amount, rest in sums(books) if abs(rest) < CENT), ZERO)


def sums(books: Books) -> list[tuple[tuple[str, str], Decimal, Decimal]]:
	"""Of each voucher what the postings leave, in company currency and in that of the account."""
	amounts: dict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [ZERO, ZERO])
	for row in books.postings:
		found = amounts[row.against_voucher_type, row.against_voucher_no]
		found[0] += number(row.amount) * (-1 if row.account_type == "Payable" else 1)
		found[1] += number(row.amount_in_account_currency)
	return [(voucher, *found) for voucher, found in amounts.items()]


def overdue(books: Books, today: date) -> tuple[Decimal, int]:
	"""What is past its due date, and for how many days the oldest of it is."""
	total, oldest = ZERO, 0
	for voucher, amount in open_vouchers(books).items():
		for due, share in dues(books, voucher, amount):
			if due < today and share > CENT:
				total, oldest = total + share, max(oldest, (today - due).days)
	return total, oldest


def dues(books: Books, voucher: tuple[str, str], amount: Decimal) -> list[tuple[date, Decimal]]:
	"""An open voucher by due date: the payments settled the first terms first, so the last stay open."""
	if amount <= ZERO:
		return []
	terms = sorted(books.schedules.get(voucher[1], ()), key=lambda term: term.due_date)
	if len(terms) < 2:
		return [(due_date(books, voucher), amount)]
	open_terms, rest = [], amount
	for term in reversed(terms):
		share = min(rest, unpaid(term))
		open_terms.append((term.due_date, share))
		rest -= share
	return [*open_terms, (terms[0].due_date, rest)]


def unpaid(term) -> Decimal:
	"""A term of the schedule less what was paid for this very term."""
	amount = number(term.base_payment_amount)
	if not term.payment_amount:
		return amount
	settled = (number(term.paid_amount) + number(term.discounted_amount)) / number(term.payment_amount)
	return max(ZERO, amount - settled * amount)


def due_date(books: Books, voucher: tuple[str, str]) -> date:
	"""The due date of a voucher that has one term, else the day on which it was posted itself."""
	rows = [r for r in books.postings if (r.against_voucher_type, r.against_voucher_no) == voucher]
	own = [row for row in rows if row.voucher_no == row.against_voucher_no]
	# a bill that came back has no posting of its own: it is owed since it was put back
	own = own or [row for row in rows if number(row.amount) > 0] or rows
	dated = [row.due_date for row in own if row.due_date]
	return min(dated) if dated else min(row.posting_date for row in own)


def uncleared_bills(books: Books, today: date) -> Decimal:
	"""What was received by bills that may still come back, less what did."""
	received = (left_of(books, bill) for bill in books.payments if may_come_back(books, bill, today))
	return sum((amount for amount in received if amount >= CENT), ZERO)


def may_come_back(books: Books, bill, today: date) -> bool:
	"""A bill is safe when it has cleared, when it has matured, or with the first of the two: as its mode says."""
	rule = books.rules.get(bill.mode_of_payment)
	cleared = bool(bill.clearance_date and bill.clearance_date <= today)
	matures = bill.bill_maturity_date or bill.reference_date
	# one that names no day is known to be safe only when it has cleared
	matured = matures < today if matures else cleared
	safe = {"Cleared": cleared, "Matured": matured, "Cleared or Matured": cleared or matured}
	return bool(rule) and bill.payment_type == "Receive" and not safe[rule]


def left_of(books: Books, bill) -> Decimal:
	"""What a bill took off the account, less what journals put back on it because it was dishonoured."""
	taken = -sum((number(row.amount) for row in books.postings if row.voucher_no == bill.name), ZERO)
	return taken - sum((number(row.amount) for row in books.postings if puts_back(books, row, bill)), ZERO)


def puts_back(books: Books, row, bill) -> bool:
	"""True for a debit by a journal that names the bill, in the row or in its head."""
	if row.voucher_type != "Journal Entry" or row.amount <= 0:
		return False
	journal = books.journals[row.voucher_no]
	named = row.against_voucher_no == bill.name or journal.dishonoured_payment == bill.name
	return named and journal.voucher_type != "Exchange Gain Or Loss"


def parts(books: Books, today: date, horizon_days: int | None) -> dict[str, Decimal]:
	"""The parts of the exposure, each as a positive figure in company currency."""
	horizon = None if horizon_days is None else today + timedelta(days=horizon_days)
	vouchers = open_vouchers(books)
	invoices = [amount for (kind, _), amount in vouchers.items() if kind == "Sales Invoice"]
	others = [amount for (kind, _), amount in vouchers.items() if kind != "Sales Invoice"]
	return {
		"open_orders": open_orders(books, horizon),
		"delivered_not_billed": delivered_not_billed(books),
		"open_invoices": sum((amount for amount in invoices if amount > ZERO), ZERO),
		"other_receivables": sum((amount for amount in others if amount > ZERO), ZERO),
		"uncleared_bills": uncleared_bills(books, today),
		"credit_notes": -sum((amount for amount in invoices if amount < ZERO), ZERO),
		"unallocated_receipts": -sum((amount for amount in others if amount < ZERO), ZERO),
	}
