"""Bills and cheques that were received, settled invoices in the ledger, and may still come back.

Branches of the statement in `ledger.py`, one for each rule and kind of receipt, and none at all where no
mode of payment is marked. They start from an index that leads to what is uncleared. A receipt counts with
what it took off the customer's account, in company currency, less what journals have put back on it:
those that name it in a row's reference, in Dishonoured Payment, or as the journal they reverse.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import frappe

from credit_control.erp.sources import CLEARED, CLEARED_OR_MATURED, MATURED, Sources, known
from credit_control.erp.values import ZERO, to_decimal

BILL = "bill"

#: what a posting takes off the customer's account
CREDIT = "if(ple.account_type = 'Payable', ple.amount, -ple.amount)"

NOT_CLEARED = "(bill.clearance_date is null or bill.clearance_date > %(day)s)"
#: a bill without any date of its own cannot be known to have matured: clearing it ends it
NOT_MATURED = f"""(bill.bill_maturity_date >= %(day)s or (bill.bill_maturity_date is null
			and if(bill.{{reference}} is null, {NOT_CLEARED}, bill.{{reference}} >= %(day)s)))"""
STILL_OPEN = {
	CLEARED: NOT_CLEARED,
	MATURED: NOT_MATURED,
	CLEARED_OR_MATURED: f"{NOT_CLEARED} and {NOT_MATURED}",
}

#: journals that name the receipt in a row, and those that name it as the one that they take back; one that books
#: an exchange difference on it moves nothing in the currency of the account
RETURNED = """
		coalesce((select sum(back.amount) from `tabPayment Ledger Entry` back
			where back.against_voucher_type = '{doctype}' and back.against_voucher_no = bill.name
				and back.voucher_type = 'Journal Entry' and back.voucher_no <> bill.name
				and back.delinked = 0 and back.party = ple.party and back.amount_in_account_currency > 0{back_until}), 0)
		+ coalesce((select sum(back.amount) from `tabJournal Entry` taken
			join `tabPayment Ledger Entry` back on back.voucher_no = taken.name
				and back.voucher_type = 'Journal Entry' and back.against_voucher_no <> bill.name
				and back.delinked = 0 and back.party = ple.party and back.amount_in_account_currency > 0{back_until}
			where taken.{taken_back} = bill.name and taken.docstatus = 1), 0)"""

BILLS = """
	select 'bill', '{doctype}', bill.name, bill.posting_date,
		coalesce(bill.bill_maturity_date, if({matures}, bill.{reference}, null)),
		sum(if(ple.against_voucher_no = bill.name or ple.against_voucher_type = 'Sales Order', {credit}, 0)),
		sum({credit}) - ({returned}) /*, ple.party*/
	from `tab{doctype}` bill
	join `tabPayment Ledger Entry` ple on ple.voucher_no = bill.name and ple.voucher_type = '{doctype}'
		and ple.delinked = 0 and ple.party_type = 'Customer'{until}
	where bill.company = %(company)s and bill.docstatus = 1 and bill.mode_of_payment in %(modes_{rule})s
		and {open} and {whose}
	group by bill.name, ple.party
	having sum({credit}) >= 0.005"""

PAYMENTS = {
	"doctype": "Payment Entry",
	"reference": "reference_date",
	"taken_back": "dishonoured_payment",
	"whose": """bill.party_type = 'Customer' and bill.party in %(customers)s and ple.party = bill.party
		and bill.payment_type = 'Receive'""",
}
JOURNALS = {
	"doctype": "Journal Entry",
	"reference": "cheque_date",
	"taken_back": "reversal_of",
	"whose": "ple.party in %(customers)s",
}


def branches(sources: Sources, past: bool = False) -> Iterator[str]:
	"""The branches for what the site uses; `past` leaves out what was posted after the day."""
	for rule in sources.bills:
		for kind in (PAYMENTS, JOURNALS):
			yield branch(kind, rule, past)


def branch(kind: dict[str, str], rule: str, past: bool) -> str:
	"""One kind of receipt under one rule."""
	until = " and {0}.posting_date <= %(day)s" if past else ""
	texts = {
		**kind,
		"rule": key(rule),
		"credit": CREDIT,
		"open": STILL_OPEN[rule].format(**kind),
		"matures": int(rule != CLEARED),
		"until": until.format("ple"),
		"back_until": until.format("back"),
	}
	return BILLS.format(**texts, returned=RETURNED.format(**texts))


def values(sources: Sources) -> dict[str, tuple[str, ...]]:
	"""The modes of payment as the branches ask for them."""
	return {f"modes_{key(rule)}": modes for rule, modes in sources.bills.items()}


def key(rule: str) -> str:
	return rule.lower().replace(" ", "_")


def open_amounts(row) -> tuple[Decimal, Decimal]:
	"""What of a bill may still come back, and how much of that settled no invoice."""
	amount = max(ZERO, to_decimal(row.open))
	return amount, min(amount, max(ZERO, to_decimal(row.invoiced)))


def may_come_back(payment: str | None) -> bool:
	"""True for a Payment Entry by a mode of payment whose money is not final."""
	mode = payment and frappe.db.get_value("Payment Entry", payment, "mode_of_payment")
	return any(mode in modes for modes in known().bills.values())


#: journals that name the receipt in their head, or in a row
TAKEN_BACK = """
	select coalesce(sum(row.debit - row.credit), 0)
	from `tabJournal Entry` entry join `tabJournal Entry Account` row on row.parent = entry.name
	where entry.docstatus = 1 and entry.name <> %(besides)s
		and row.party_type = 'Customer' and row.party = %(party)s
		and (entry.dishonoured_payment = %(payment)s
			or (row.reference_type = 'Payment Entry' and row.reference_name = %(payment)s))"""


def taken_back(payment: str, party: str, besides: str) -> Decimal:
	"""What journals, but for one of them, put back on the customer's account because a receipt came back."""
	values = {"payment": payment, "party": party, "besides": besides}
	return to_decimal(frappe.db.sql(TAKEN_BACK, values)[0][0])


#: what of one mode's payments is uncleared, by company: without the journals, which only a customer narrows
OF_MODE = """
	select bill.company, count(*), sum(bill.base_paid_amount), company.default_currency
	from `tabPayment Entry` bill join `tabCompany` company on company.name = bill.company
	where bill.docstatus = 1 and bill.mode_of_payment = %(mode)s and bill.party_type = 'Customer'
		and bill.payment_type = 'Receive' and {open}
	group by bill.company order by bill.company"""


def of_mode(sources: Sources, mode: str, day: date) -> list[tuple[str, int, float, str]]:
	"""Company, number, sum and currency of the Payment Entries of a mode that count on the day."""
	rule = next((rule for rule, modes in sources.bills.items() if mode in modes), None)
	if rule is None:
		return []
	statement = OF_MODE.format(open=STILL_OPEN[rule].format(**PAYMENTS))
	return frappe.db.sql(statement, {"mode": mode, "day": day})
