"""Money that comes in for a debt that was written off: booked, tracked, and taken back when it was an error."""

from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.engine.money import ZERO, decimal
from credit_control.engine.receivables import RESIDUE
from credit_control.engine.write_off import left_to_recover
from credit_control.erp import customers, write_offs
from credit_control.services import wording, write_off_books
from credit_control.services.write_offs import DOCTYPE


def proposal(name: str) -> dict:
	"""What a recovery starts with: what is left, and the account that took the loss."""
	doc = frappe.get_doc(DOCTYPE, name)
	account = doc.write_off_account or write_offs.defaults(doc.company)["account"]
	return {"amount": float(_left(doc)), "income_account": account, "currency": doc.currency}


def record(name: str, *, amount: Decimal, day, account: str, income_account: str, reference: str = "") -> str:
	"""Book money that came in for a written-off debt; returns the Journal Entry.

	Raises where more comes back than was lost, or on an account that takes no money.
	"""
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	_must_be_possible(doc, amount, day)
	_must_take_money(account, doc)
	write_off_books.must_be_fit(income_account, doc.company, _("Book to"))
	values = {"amount": amount, "day": day, "account": account, "income_account": income_account}
	entry = write_off_books.recover(doc, **values, reference=(reference or "").strip())
	doc.append(
		"recoveries",
		{
			"received_on": day,
			"currency": doc.currency,
			"amount": float(amount),
			"account": account,
			"journal_entry": entry.name,
			"remarks": reference,
		},
	)
	_save(doc)
	return entry.name


def _must_be_possible(doc, amount: Decimal, day) -> None:
	if doc.docstatus != 1:
		frappe.throw(_("{0} is not booked. There is nothing to recover yet.").format(doc.name))
	if amount <= ZERO:
		frappe.throw(_("Amount is missing. Enter what came in."))
	if amount - _left(doc) > RESIDUE:
		frappe.throw(
			_("Only {0} is left to recover. Enter at most that, and the rest as other income.").format(
				wording.show(_left(doc), doc.currency)
			)
		)
	if getdate(day) < getdate(doc.posting_date):
		frappe.throw(_("Received On lies before the write-off. Enter a later day."))


def _must_take_money(account: str, doc) -> None:
	row = write_offs.account(account)
	fits = row and row.account_type in ("Bank", "Cash") and not row.is_group and not row.disabled
	if not fits or (row.company, row.account_currency) != (doc.company, customers.currency_of(doc.company)):
		frappe.throw(
			_("Received in: {0} is no bank or cash account of {1} in its currency. Choose another.").format(
				account, doc.company
			)
		)


def take_back(name: str, row_name: str) -> None:
	"""A recovery that was recorded in error: its journal is cancelled and it counts no more."""
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	row = next((row for row in doc.recoveries if row.name == row_name), None)
	if row is None:
		frappe.throw(_("This recovery was taken back already. Reload the page."))
	doc.remove(row)
	# before the journal: ERPNext keeps what a submitted document points at
	_save(doc)
	write_off_books.cancel(row.journal_entry, ignore_permissions=False)
	shown = wording.show(decimal(row.amount), doc.currency)
	doc.add_comment(
		"Info", _("Recovery of {0} was taken back, {1} cancelled.").format(shown, row.journal_entry)
	)


def _left(doc) -> Decimal:
	return left_to_recover(decimal(doc.booked_amount), _recovered(doc))


def _recovered(doc) -> Decimal:
	return sum((decimal(row.amount) for row in doc.recoveries), ZERO)


def _save(doc) -> None:
	doc.recovered_amount = float(_recovered(doc))
	# a change after submitting asks for the right to submit; recording money has its own (api/write_offs.py)
	doc.flags.ignore_permissions = True
	doc.save()
