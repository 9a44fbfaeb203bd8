"""What keeps a Credit File from being saved: dates and figures that cannot be, named with their row."""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.engine.errors import number
from credit_control.engine.money import HUNDRED, ZERO, decimal, optional_decimal
from credit_control.services import joining

#: a million millions: no column holds it
TOO_LARGE = 10**12
#: days on which something has happened, by table; None is the file itself
PAST: dict[str | None, tuple[str, ...]] = {
	None: (
		"founded_on",
		"registration_checked_on",
		"registration_valid_from",
		"external_rating_date",
		"courts_checked_on",
	),
	"documents": ("issued_on", "verified_on"),
	"bank_references": ("reference_date", "account_since"),
	"trade_references_given": ("reference_date", "trading_since"),
	"external_ratings": ("rated_on",),
	"legal_records": ("filed_on", "closed_on", "checked_on"),
	"tax_records": ("period_end", "checked_on"),
}
#: first and last day, in this order
SPANS: dict[str | None, tuple[str, str]] = {
	None: ("registration_valid_from", "registration_valid_to"),
	"documents": ("issued_on", "expires_on"),
	"bank_references": ("reference_date", "valid_to"),
	"trade_references_given": ("reference_date", "valid_to"),
	"external_ratings": ("rated_on", "valid_to"),
	"legal_records": ("filed_on", "closed_on"),
	"insurances": ("valid_from", "valid_to"),
}
AMOUNTS: dict[str | None, tuple[str, ...]] = {
	None: ("registered_capital", "paid_in_capital"),
	"shareholders": ("subscribed_capital", "paid_in_capital"),
	"trade_references_given": ("highest_credit",),
	"legal_records": ("amount",),
	"tax_records": ("tax_paid", "tax_owed"),
	"insurances": ("sum_insured",),
}


def check(file) -> None:
	"""Raise on the first date, span, amount, share or person that cannot be."""
	for table, names in PAST.items():
		_each(file, table, names, _refuse_future)
	for table, (first, last) in SPANS.items():
		for row in _rows(file, table):
			_refuse_backwards(file, table, row, first, last)
	for table, names in AMOUNTS.items():
		_each(file, table, names, _refuse_amount)
	_refuse_shares(file)
	_refuse_strangers(file)


def _each(file, table: str | None, names: Iterable[str], refuse) -> None:
	for row in _rows(file, table):
		for name in names:
			if row.get(name):
				refuse(file, table, row, name)


def _rows(file, table: str | None) -> list:
	return [file] if table is None else file.get(table) or []


def place(file, table: str | None, row, fieldname: str) -> str:
	"""The label of a field, with table and row where it stands in one."""
	label = _(row.meta.get_label(fieldname), context=row.doctype)
	if table is None:
		return label
	return _("{0}, row {1}: {2}").format(table_label(file, table), row.idx, label)


def table_label(file, table: str) -> str:
	"""The label of a table as the form shows it."""
	return _(file.meta.get_label(table))


def _refuse_future(file, table: str | None, row, name: str) -> None:
	if getdate(row.get(name)) > getdate():
		message = _("{0} lies in the future. Enter a day up to today.")
		frappe.throw(message.format(place(file, table, row, name)))


def _refuse_backwards(file, table: str | None, row, first: str, last: str) -> None:
	begin, end = row.get(first), row.get(last)
	if begin and end and getdate(end) < getdate(begin):
		message = _("{0} is before {1}. Correct one of the two days.")
		earlier = _(row.meta.get_label(first), context=row.doctype)
		frappe.throw(message.format(place(file, table, row, last), earlier))


def _refuse_amount(file, table: str | None, row, name: str) -> None:
	label = place(file, table, row, name)
	if row.get(name) < 0:
		frappe.throw(_("{0} is negative. Enter zero or more.").format(label))
	if row.get(name) >= TOO_LARGE:
		frappe.throw(_("{0} is too large. Check the figure.").format(label))


def _refuse_shares(file) -> None:
	shares = [
		(row.idx, optional_decimal(row.share_percent) or ZERO) for row in file.get("shareholders") or []
	]
	total = sum((share for _idx, share in shares), ZERO)
	# shares are kept with four decimals: thirds add up to 99.9999 or 100.0002
	if total > HUNDRED + decimal("0.01"):
		rows = joining.listed(str(idx) for idx, share in shares if share)
		message = _("The shares of the shareholders add up to {0} %. Correct rows {1}.")
		frappe.throw(message.format(number(total), rows))


def _refuse_strangers(file) -> None:
	people = file.get("key_persons") or []
	names = {(row.person_name or "").strip() for row in people}
	for row in people:
		superior = (row.reports_to or "").strip()
		if superior and (superior not in names or superior == (row.person_name or "").strip()):
			message = _("{0} is not another person of the table. Enter a name as it stands there.")
			frappe.throw(message.format(f"{place(file, 'key_persons', row, 'reports_to')} ({superior})"))
