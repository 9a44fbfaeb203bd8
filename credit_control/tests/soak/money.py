"""Operations on money: receipts, advances, reconciliation, journals."""

from __future__ import annotations

from random import Random

import frappe
from frappe.utils import flt

from credit_control.tests.soak import choosing, papers
from credit_control.tests.soak.selling import AWAKE, USD_RATES
from credit_control.tests.soak.world import Party, World

OWED = {"outstanding_amount": [">", 0.01], "is_return": 0}


def pay(world: World, party: Party, rng: Random) -> None:
	"""For one invoice, all of it or a part; sometimes more than it owes."""
	doc = choosing.document(rng, "Sales Invoice", world.submitted("Sales Invoice", party, **OWED))
	amount = choosing.some(rng, doc.outstanding_amount)
	payment = papers.payment_of("Sales Invoice", doc.name, party, amount)
	if rng.random() < 0.15 and payment.paid_from_account_currency == payment.paid_to_account_currency:
		payment.paid_amount += 50
		payment.received_amount += 50
	papers.saved(payment)


def pay_several(world: World, party: Party, rng: Random) -> None:
	"""One receipt over several invoices, a part of each, and something left."""
	owed = world.submitted("Sales Invoice", party, **OWED)
	if len(owed) < 2:
		raise choosing.NothingToDoError
	chosen = rng.sample(owed, min(len(owed), rng.choice((2, 3))))
	parts = {name: choosing.some(rng, outstanding(name)) for name in chosen}
	payment = papers.receipt(party, round(sum(parts.values()) + rng.choice((0, 20)), 2), rate=7)
	for name, amount in parts.items():
		row = {"reference_doctype": "Sales Invoice", "reference_name": name, "allocated_amount": amount}
		payment.append("references", row)
	papers.saved(payment)


def outstanding(invoice: str) -> float:
	"""What an invoice owes, in the currency of the customer's account."""
	return frappe.db.get_value("Sales Invoice", invoice, "outstanding_amount")


def pay_on_account(world: World, party: Party, rng: Random) -> None:
	papers.saved(
		papers.receipt(party, rng.choice((50, 300, 999.99)), rng.choice((0, 30)), rate=rng.choice(USD_RATES))
	)


def pay_order(world: World, party: Party, rng: Random) -> None:
	"""An advance for an order."""
	name = choosing.one(rng, world.submitted("Sales Order", party, **AWAKE, per_billed=0))
	payment = papers.payment_of("Sales Order", name, party)
	if not payment.paid_amount:
		raise choosing.NothingToDoError
	paid = choosing.some(rng, payment.paid_amount)
	payment.received_amount = round(payment.received_amount * paid / payment.paid_amount, 2)
	payment.paid_amount = payment.references[0].allocated_amount = paid
	papers.saved(payment)


def reconcile(world: World, party: Party, rng: Random) -> None:
	"""Match some of what is open with some of what was received."""
	tool = reconciliation(party)
	invoices = [row.as_dict() for row in tool.invoices]
	payments = [row.as_dict() for row in tool.payments]
	if not (invoices and payments):
		raise choosing.NothingToDoError
	chosen = {
		"invoices": rng.sample(invoices, rng.randint(1, min(3, len(invoices)))),
		"payments": rng.sample(payments, rng.randint(1, min(2, len(payments)))),
	}
	tool.allocate_entries(frappe._dict(chosen))
	if rng.random() < 0.3:
		for row in tool.allocation:
			row.allocated_amount = choosing.some(rng, flt(row.allocated_amount, 2))
	tool.reconcile()


def reconciliation(party: Party):
	"""Payment Reconciliation with everything that is open of the party."""
	tool = frappe.get_doc("Payment Reconciliation")
	tool.update(
		{
			"company": party.company,
			"party_type": "Customer",
			"party": party.customer,
			"receivable_payable_account": party.receivable,
		}
	)
	tool.get_unreconciled_entries()
	return tool


def unreconcile(world: World, party: Party, rng: Random) -> None:
	"""Take back what a receipt or a journal was allocated to."""
	receipts = [("Payment Entry", name) for name in world.submitted("Payment Entry", party)]
	entries = [("Journal Entry", name) for name in world.journals(party)]
	matched = [pair for pair in receipts + entries if allocated(*pair)]
	if not matched:
		raise choosing.NothingToDoError
	voucher_type, voucher = rng.choice(matched)
	doc = frappe.get_doc(
		doctype="Unreconcile Payment", company=party.company, voucher_type=voucher_type, voucher_no=voucher
	)
	doc.add_references()
	papers.saved(doc)


def allocated(voucher_type: str, voucher: str) -> bool:
	"""True when the ledger has postings of the voucher against another."""
	rows = frappe.get_all(
		"Payment Ledger Entry",
		{"voucher_type": voucher_type, "voucher_no": voucher, "delinked": 0},
		pluck="against_voucher_no",
	)
	return any(name != voucher for name in rows)


def debit(world: World, party: Party, rng: Random) -> None:
	"""A journal that makes the customer owe something, with or without a due date.

	The report knows the due date of a journal only if it has the number of a bill.
	"""
	back = rng.choice((0, 25))
	due = (
		{"due_date": papers.day(rng.choice((0, 5))), "bill_no": "B-1"} if rng.random() < 0.5 and back else {}
	)
	papers.saved(papers.journal(party, rng.choice((80, 500.5)), back, rate=rng.choice(USD_RATES), **due))


def credit_by_journal(world: World, party: Party, rng: Random) -> None:
	papers.saved(
		papers.journal(party, -rng.choice((60, 410.1)), rng.choice((0, 25)), rate=rng.choice(USD_RATES))
	)


def write_off(world: World, party: Party, rng: Random) -> None:
	"""A journal that takes something off an invoice."""
	doc = choosing.document(rng, "Sales Invoice", world.submitted("Sales Invoice", party, **OWED))
	amount = choosing.some(rng, doc.outstanding_amount)
	papers.saved(papers.journal(party, -amount, against=doc, rate=doc.conversion_rate))


def interest(world: World, party: Party, rng: Random) -> None:
	"""A journal that adds something to an invoice."""
	doc = choosing.document(rng, "Sales Invoice", world.submitted("Sales Invoice", party, **OWED))
	papers.saved(papers.journal(party, rng.choice((5, 12.34)), against=doc, rate=doc.conversion_rate))


def settle_journal(world: World, party: Party, rng: Random) -> None:
	"""A journal that credits what another one debits."""
	doc = choosing.document(rng, "Journal Entry", world.journals(party))
	row = next((row for row in doc.accounts if row.party == party.customer and row.debit), None)
	if row is None or row.reference_name:
		raise choosing.NothingToDoError
	amount = choosing.some(rng, row.debit_in_account_currency)
	papers.saved(papers.journal(party, -amount, against=doc, rate=row.exchange_rate))
