"""Money that came in lately for invoices that notices were about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import frappe

from credit_control.engine.thanks import Payment
from credit_control.erp.receipts import NO_MONEY
from credit_control.erp.values import to_decimal

PAYMENTS = """
	from `tabPayment Ledger Entry` ple
	left join `tabJournal Entry` je on ple.voucher_type = 'Journal Entry' and je.name = ple.voucher_no
	where ple.posting_date >= %(since)s and ple.creation >= %(since)s and ple.company = %(company)s
		and ple.party_type = 'Customer' and ple.account_type = 'Receivable' and ple.delinked = 0
		and ple.voucher_type in ('Payment Entry', 'Journal Entry')
		and ple.against_voucher_type = 'Sales Invoice' and coalesce(je.voucher_type, '') not in %(no_money)s"""

CUSTOMERS = f"""
	select distinct ple.party {PAYMENTS} and ple.party > %(after)s and ple.amount < 0
		and exists (select 1 from `tabCollection Notice Item` item where item.sales_invoice = ple.against_voucher_no)
		and not exists (select 1 from `tabCollection Notice Item` done where done.paid_by = ple.voucher_no)
	order by ple.party limit %(limit)s"""

OF_CUSTOMERS = f"""
	select ple.party, ple.voucher_no, ple.against_voucher_no, ple.posting_date, -sum(ple.amount),
		date(min(ple.creation)) {PAYMENTS} and ple.party in %(customers)s
	group by ple.party, ple.voucher_no, ple.against_voucher_no, ple.posting_date
	having sum(ple.amount) <= -0.005"""


class Received(NamedTuple):
	"""A payment, and the day on which it was booked."""

	payment: Payment
	booked: date


def customers(company: str, since: date, after: str, limit: int) -> list[str]:
	"""The next customers, by name, that paid something since a day for which nobody was thanked."""
	values = {
		"company": company,
		"since": since,
		"after": after,
		"limit": limit,
		"no_money": NO_MONEY,
	}
	return frappe.db.sql_list(CUSTOMERS, values)


def payments(names: Sequence[str], company: str, since: date) -> dict[str, list[Received]]:
	"""What customers paid since a day, by customer; a payment that was taken back is none."""
	found: dict[str, list[Received]] = {}
	if not names:
		return found
	values = {"customers": tuple(names), "company": company, "since": since, "no_money": NO_MONEY}
	for customer, voucher, invoice, posted, amount, booked in frappe.db.sql(OF_CUSTOMERS, values):
		row = Received(Payment(voucher, invoice, posted, to_decimal(amount)), booked)
		found.setdefault(customer, []).append(row)
	return found
