"""The journals of a write-off and of what comes back: made here, booked by ERPNext with all of its checks.

Closed periods, frozen accounts and budgets are asked of whoever approves or records, as for a journal entered
by hand; only the right to enter journals is lent to the approver, because the matrix says that they decide.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import flt

from credit_control.engine.errors import CreditError
from credit_control.engine.money import decimal
from credit_control.engine.write_off import amount_in_account
from credit_control.erp import customers, write_offs
from credit_control.services import claimed_items, joining, wording

#: what keeps accounts of its own and cannot take a loss
UNFIT = ("Receivable", "Payable", "Bank", "Cash", "Stock")


def check_accounts(doc) -> None:
	"""Raise where the write-off account or cost centre cannot be booked on."""
	name = account_of(doc)
	if not name:
		frappe.throw(
			_("Write-Off Account is missing. Choose one here or in Company {0}.").format(doc.company)
		)
	must_be_fit(name, doc.company, _("Write-Off Account", context="Bad Debt Write-Off"))
	centre = doc.cost_center
	if centre and frappe.db.get_value("Cost Center", centre, ["company", "is_group"]) != (doc.company, 0):
		frappe.throw(
			_("Cost Centre {0} cannot be booked on. Choose one of {1} that is no group.").format(
				centre, doc.company
			)
		)


def must_be_fit(name: str, company: str, label: str) -> None:
	"""Raise unless a loss or what comes back of it can be booked on an account."""
	row = write_offs.account(name)
	usable = row and not row.is_group and not row.disabled and row.account_type not in UNFIT
	if not usable or (row.company, row.account_currency) != (company, customers.currency_of(company)):
		frappe.throw(
			_(
				"{0}: {1} cannot be booked on. Choose an account of {2} in its currency that is no group, receivable, payable, stock or bank account."
			).format(label, name, company)
		)


def account_of(doc) -> str | None:
	"""The account that takes the loss: the request's own, else the company's."""
	return doc.write_off_account or write_offs.defaults(doc.company)["account"]


def write_off(doc):
	"""Book the loss against the invoices; returns the submitted Journal Entry."""
	is_open = claimed_items.open_amounts(doc.customer, doc.company)
	found = write_offs.receivables(is_open, [row.sales_invoice for row in doc.items])
	remark = _("Bad debt of {0}, approved by {1}").format(doc.customer_name or doc.customer, doc.name)
	entry = _entry(doc.company, doc.posting_date, "Write Off Entry", remark)
	total = Decimal(0)
	for row in doc.items:
		receivable = found[row.sales_invoice]
		credit = _in_account(row, receivable, doc.currency)
		entry.append("accounts", _party_row(doc, row, receivable, credit))
		total += decimal(flt(float(credit * receivable.claim.rate), 2))
	entry.append("accounts", _counter_row(doc, total))
	entry.multi_currency = int(any(row.account_currency != doc.currency for row in found.values()))
	return _submit(entry, doc, ignore_permissions=True)


def _in_account(row, receivable, currency: str) -> Decimal:
	try:
		return amount_in_account(decimal(row.amount), receivable.claim)
	except CreditError as error:
		text = error.problem.render(_, lambda figure: wording.show(figure, currency))
		frappe.throw(joining.labelled(row.sales_invoice, text))


def _party_row(doc, row, receivable, credit: Decimal) -> dict:
	return {
		"account": receivable.account,
		"account_currency": receivable.account_currency,
		"exchange_rate": float(receivable.claim.rate),
		"party_type": "Customer",
		"party": doc.customer,
		"credit_in_account_currency": float(credit),
		"reference_type": "Sales Invoice",
		"reference_name": row.sales_invoice,
		"cost_center": _centre(doc, receivable.cost_center),
		"project": receivable.project,
	}


def _counter_row(doc, total: Decimal) -> dict:
	return {
		"account": account_of(doc),
		"debit_in_account_currency": float(total),
		"cost_center": _centre(doc, None),
	}


def _centre(doc, of_invoice: str | None) -> str | None:
	return doc.cost_center or of_invoice or write_offs.defaults(doc.company)["cost_center"]


def recover(doc, *, amount: Decimal, day, account: str, income_account: str, reference: str):
	"""Book money that came back of a debt that was written off; returns the submitted Journal Entry."""
	bank = write_offs.account(account)
	remark = _("Recovered of the bad debt of {0}, {1}").format(doc.customer_name or doc.customer, doc.name)
	kind = {"Bank": "Bank Entry", "Cash": "Cash Entry"}[bank.account_type]
	entry = _entry(doc.company, day, kind, remark)
	if reference:
		entry.update({"cheque_no": reference, "cheque_date": day})
	entry.append("accounts", {"account": account, "debit_in_account_currency": float(amount)})
	counter = {"account": income_account, "credit_in_account_currency": float(amount)}
	entry.append("accounts", {**counter, "cost_center": _centre(doc, None)})
	return _submit(entry, doc, ignore_permissions=False)


def _entry(company: str, day, kind: str, remark: str):
	values = {"company": company, "posting_date": day, "voucher_type": kind, "user_remark": remark}
	return frappe.get_doc({"doctype": "Journal Entry", **values})


def _submit(entry, doc, *, ignore_permissions: bool):
	entry.flags.ignore_permissions = ignore_permissions
	with _clear_fault(doc):
		entry.insert()
		entry.submit()
	return entry


def cancel(name: str, *, ignore_permissions: bool = True) -> None:
	"""Take a journal back; one that was taken back already is left as it is."""
	entry = frappe.get_doc("Journal Entry", name)
	if entry.docstatus == 1:
		entry.flags.ignore_permissions = ignore_permissions
		with _clear_fault(entry):
			entry.cancel()


@contextmanager
def _clear_fault(doc) -> Iterator[None]:
	"""Say that it was the booking that failed: the reason alone, of a frozen period say, leaves one guessing."""
	try:
		yield
	except frappe.PermissionError:
		raise
	except frappe.ValidationError as fault:
		frappe.clear_last_message()
		frappe.throw(
			_("ERPNext could not book this for {0}: {1}").format(doc.name, str(fault)),
			type(fault),
			title=_("Not Booked"),
		)
