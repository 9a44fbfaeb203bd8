"""What a Credit Security must be before it is kept, and what is filled in by itself."""

from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.engine.money import ZERO, decimal
from credit_control.erp import currency, customers, deposits, guarantees
from credit_control.services import files, securities, security_steps, wording
from credit_control.services.securities import (
	BANK_TYPES,
	DEPOSIT,
	DOCTYPE,
	GUARANTEE_TYPES,
	INSURANCE,
	security_of,
	status_of,
)

#: what only an insurance has
CONDITIONS = (
	"coverage_percent",
	"maximum_cover",
	"maximum_extension_days",
	"covers_only_currency",
	"covers_only_from_start",
	"must_report",
	"must_stop",
	"premium",
)


def validate(doc) -> None:
	"""Check a security and fill what follows from its figures."""
	doc.credit_file = files.ensure(doc.customer)
	doc.currency = doc.currency or customers.currency_of_customer(doc.customer)
	_drop_what_does_not_apply(doc)
	if doc.bank_guarantee:
		_follow_guarantee(doc)
	_validate_figures(doc)
	_validate_people(doc)
	if doc.replaces:
		security_steps.validate_replacing(doc)
	doc.on_account = _validate_receipt(doc) if doc.receipt else ZERO
	doc.counted_amount = float(security_of(doc).value)
	doc.status = status_of(doc)


def _drop_what_does_not_apply(doc) -> None:
	if doc.security_type == INSURANCE:
		doc.haircut_percent = 0
	else:
		doc.update(dict.fromkeys(CONDITIONS, 0))
	if not doc.must_report:
		doc.report_after_days = 0
	if not doc.must_stop:
		doc.stop_after_days = 0
	if doc.security_type not in BANK_TYPES:
		doc.bank_guarantee = None
	if doc.security_type not in GUARANTEE_TYPES:
		doc.guarantor = None
	if doc.security_type != DEPOSIT or not doc.receipt:
		doc.receipt_type = doc.receipt = None


def _validate_figures(doc) -> None:
	if not doc.amount or doc.amount < 0:
		frappe.throw(_("Amount is missing. Enter what the security is worth before haircut."))
	for fieldname in ("haircut_percent", "coverage_percent"):
		if not 0 <= (doc.get(fieldname) or 0) <= 100:
			frappe.throw(_("{0} must be between 0 and 100.").format(_label(doc, fieldname)))
	if doc.security_type == INSURANCE and not doc.coverage_percent:
		frappe.throw(_("Coverage % is missing. Enter the share of a loss that the insurer pays."))
	if doc.valid_to and getdate(doc.valid_to) < getdate(doc.valid_from):
		frappe.throw(_("Valid to lies before Valid From. Correct one of the two."))


def _validate_people(doc) -> None:
	if doc.guarantor and doc.guarantor == doc.customer:
		frappe.throw(_("Guarantor {0} is the customer. Choose who stands in for it.").format(doc.guarantor))
	if doc.guarantor:
		doc.provider = doc.provider or customers.name_of(doc.guarantor)


def _follow_guarantee(doc) -> None:
	"""Take over what the Bank Guarantee says, and refuse what goes beyond it."""
	known = guarantees.guarantee(doc.bank_guarantee)
	_refuse_guarantee(doc, known)
	doc.amount = doc.amount or float(known.amount)
	doc.valid_to = doc.valid_to or known.end_date
	doc.provider = doc.provider or known.bank
	doc.reference_number = doc.reference_number or known.number
	if decimal(doc.amount) > known.amount:
		frappe.throw(
			_("Amount is above that of Bank Guarantee {0}, {1}. Enter at most that.").format(
				known.name, frappe.format(float(known.amount), "Currency")
			)
		)
	if known.end_date and getdate(doc.valid_to) > known.end_date:
		frappe.throw(
			_("Valid to lies after the end of Bank Guarantee {0}, {1}. Enter at most that day.").format(
				known.name, frappe.format(known.end_date, "Date")
			)
		)


def _refuse_guarantee(doc, known) -> None:
	if not known.is_received:
		frappe.throw(
			_("Bank Guarantee {0} is not a submitted one that we received. Choose another.").format(
				known.name
			)
		)
	if known.customer != doc.customer:
		frappe.throw(
			_("Bank Guarantee {0} belongs to customer {1}. Choose one of {2}.").format(
				known.name, known.customer, doc.customer
			)
		)
	if doc.currency != known.currency:
		frappe.throw(
			_("Bank Guarantee {0} is kept in {1}. Choose that currency.").format(known.name, known.currency)
		)
	if other := _counted_elsewhere(doc, {"bank_guarantee": known.name}):
		frappe.throw(
			_("Bank Guarantee {0} is counted by Credit Security {1} already.").format(known.name, other)
		)


def _counted_elsewhere(doc, source: dict[str, str]) -> str | None:
	"""The security that counts the same guarantee or receipt; the one that this one takes the place of may."""
	own = [name for name in (doc.name, doc.amended_from, doc.replaces) if name]
	open_ones = {"docstatus": 1, "released_on": ["is", "not set"], "name": ["not in", own or [""]]}
	return frappe.db.get_value(DOCTYPE, {**source, **open_ones})


def _validate_receipt(doc) -> Decimal:
	"""Check a deposit against the entry it was received with; returns what of it lowers the exposure already."""
	if doc.receipt_type not in deposits.RECEIPTS:
		frappe.throw(_("A deposit is received with a Payment Entry or a Journal Entry. Choose one of them."))
	known = deposits.receipt(doc.receipt_type, doc.receipt)
	if known is None:
		frappe.throw(_("{0} is not submitted. Submit it, or choose another receipt.").format(doc.receipt))
	_refuse_receipt(doc, known)
	entries = deposits.on_account([doc.receipt], [doc.customer], getdate()).get(doc.receipt, [])
	return securities.on_account(doc, entries, getdate())


def _refuse_receipt(doc, known) -> None:
	if known.customers and doc.customer not in known.customers:
		frappe.throw(
			_("{0} was not received from {1}. Choose another receipt.").format(doc.receipt, doc.customer)
		)
	if doc.only_for_company and doc.only_for_company != known.company:
		frappe.throw(_("{0} was received by {1}. Choose that company.").format(doc.receipt, known.company))
	if other := _counted_elsewhere(doc, {"receipt": doc.receipt, "receipt_type": doc.receipt_type}):
		frappe.throw(_("{0} is counted by Credit Security {1} already.").format(doc.receipt, other))
	received = known.amount * currency.rate(known.currency, doc.currency, getdate())
	if decimal(doc.amount) > received:
		frappe.throw(
			_("Amount is above what was received with {0}, {1}. Enter at most that.").format(
				doc.receipt, wording.show(received, doc.currency)
			)
		)


def _label(doc, fieldname: str) -> str:
	return _(doc.meta.get_label(fieldname), context=doc.doctype)
