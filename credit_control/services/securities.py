"""Credit Securities: what secures a customer's debts, and what that counts for."""

from datetime import date
from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from credit_control.engine.money import HUNDRED, decimal
from credit_control.engine.security import Security, total_value
from credit_control.erp import currency, customers, guarantees
from credit_control.services import files, prefetch

DOCTYPE = "Credit Security"
INSURANCE = "Credit Insurance"
#: the types that may be an ERPNext Bank Guarantee
BANK_TYPES = ("Guarantee", "Letter of Credit")
ACTIVE, EXPIRED, RELEASED = "Active", "Expired", "Released"
FIELDS = (
	"customer, security_type, amount, currency, haircut_percent, coverage_percent, maximum_cover,"
	" valid_from, valid_to"
)


def secured_amount(customer: str, company: str, as_of: date) -> Decimal | None:
	"""What the securities valid on a day are worth after haircut, in company currency.

	None when none is held; 0 when those held have run out. Insurance is not in it. Raises
	NoExchangeRateError for a currency without a rate.
	"""
	return total_value(_held(customer, company, as_of, insurance=False), as_of)


def insured_cap(customer: str, company: str, as_of: date) -> Decimal | None:
	"""What insurers cover of the customer's debts on a day, in company currency.

	None for a customer that is not insured; 0 once an insurance has run out and was not released.
	"""
	return total_value(_held(customer, company, as_of, insurance=True), as_of)


def _held(customer: str, company: str, as_of: date, *, insurance: bool) -> list[Security]:
	rows = prefetch.of_customer(held_rows, customer, company, as_of)
	money = customers.currency_of(company)
	return [_security(row, money, as_of) for row in rows if (row.security_type == INSURANCE) == insurance]


def held_rows(names: list[str], company: str, as_of: date) -> dict[str, list]:
	"""The submitted securities of many customers that had begun and were not released on a day."""
	rows = frappe.db.sql(
		f"""
		select {FIELDS} from `tabCredit Security`
		where customer in %(names)s and docstatus = 1 and valid_from <= %(as_of)s
			and (released_on is null or released_on > %(as_of)s)
			and coalesce(only_for_company, '') in ('', %(company)s)
		order by name
		""",
		{"names": names, "company": company, "as_of": as_of},
		as_dict=True,
	)
	found: dict[str, list] = {}
	for row in rows:
		found.setdefault(row.customer, []).append(row)
	return found


def _security(row, money: str, as_of: date) -> Security:
	rate = currency.rate(row.currency or money, money, as_of)
	own = security_of(row)
	maximum = None if own.maximum is None else own.maximum * rate
	return Security(own.amount * rate, own.percent, own.valid_from, own.valid_to, maximum)


def security_of(doc) -> Security:
	"""A Credit Security as the engine reads it, in its own currency."""
	insured = doc.security_type == INSURANCE
	return Security(
		amount=decimal(doc.amount or 0),
		percent=decimal(doc.coverage_percent or 0)
		if insured
		else HUNDRED - decimal(doc.haircut_percent or 0),
		valid_from=doc.valid_from and getdate(doc.valid_from),
		valid_to=getdate(doc.valid_to) if doc.valid_to else None,
		maximum=decimal(doc.maximum_cover) if insured and doc.maximum_cover else None,
	)


def validate(doc) -> None:
	"""Check a security and fill what follows from its figures."""
	doc.credit_file = files.ensure(doc.customer)
	doc.currency = doc.currency or customers.currency_of_customer(doc.customer)
	_drop_what_does_not_apply(doc)
	if doc.bank_guarantee:
		_follow_guarantee(doc)
	_validate_figures(doc)
	doc.counted_amount = float(security_of(doc).value)
	doc.status = status_of(doc)


def _drop_what_does_not_apply(doc) -> None:
	if doc.security_type == INSURANCE:
		doc.haircut_percent = 0
	else:
		doc.coverage_percent = doc.maximum_cover = 0
	if doc.security_type not in BANK_TYPES:
		doc.bank_guarantee = None


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
	other = frappe.db.get_value(
		DOCTYPE, {"bank_guarantee": known.name, "docstatus": 1, "name": ["!=", doc.name or ""]}
	)
	if other and doc.amended_from != other:
		frappe.throw(
			_("Bank Guarantee {0} is counted by Credit Security {1} already.").format(known.name, other)
		)


def status_of(doc, today: date | None = None) -> str:
	"""Where a security stands on a day."""
	if doc.docstatus != 1:
		return "Cancelled" if doc.docstatus == 2 else "Draft"
	if doc.released_on and getdate(doc.released_on) <= (today or getdate()):
		return RELEASED
	return EXPIRED if doc.valid_to and getdate(doc.valid_to) < (today or getdate()) else ACTIVE


def release(name: str, reason: str) -> None:
	"""Give a security back: from today on it counts no more, and why is kept."""
	doc = frappe.get_doc(DOCTYPE, name)
	if doc.status not in (ACTIVE, EXPIRED):
		frappe.throw(_("Credit Security {0} is not in force. There is nothing to release.").format(name))
	if not (reason or "").strip():
		frappe.throw(_("Reason is missing. Say why the security is given back."))
	values = {"released_on": nowdate(), "released_by": frappe.session.user, "release_reason": reason.strip()}
	doc.update(values)
	doc.status = RELEASED
	# a change after submitting asks for the right to submit, releasing for one of its own (api/securities.py)
	doc.flags.ignore_permissions = True
	doc.save()


def expire(today: date | None = None) -> int:
	"""Mark the securities whose last day has passed; returns how many. Runs every day, changes each once."""
	today = today or getdate()
	names = frappe.get_all(
		DOCTYPE,
		{"docstatus": 1, "status": ACTIVE, "valid_to": ["between", ["1900-01-01", today]]},
		["name", "valid_to"],
	)
	passed = [row.name for row in names if row.valid_to < today]
	for name in passed:
		frappe.db.set_value(DOCTYPE, name, "status", EXPIRED)
	return len(passed)


def _label(doc, fieldname: str) -> str:
	return _(doc.meta.get_label(fieldname), context=doc.doctype)
