"""What makes a connected customer a warning: held orders, knock-outs, bad debt, more owed than granted."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.engine.exposure import Exposure
from credit_control.erp.exposure import exposures_of
from credit_control.services import files, groups, settings
from credit_control.services.hold_words import CREDIT_HOLD, WAITING

#: marks of a Credit File that speak against credit, in the order they are told
MARKS = {
	"bad_debt": "Bad Debt with Us",
	"insolvency": "Insolvency",
	"dishonest_debtor": "On the Dishonest-Debtor List",
	"fraud": "Fraud",
	"on_hold": "New Documents Held",
}

Standing = Mapping[str, tuple[Exposure, Decimal | None]]


def alerts(names: Sequence[str], standing: Standing | None = None) -> dict[str, list[str]]:
	"""The warnings about each customer that has any, in the user's language; the gravest first.

	`standing` is exposure and limit (None: unlimited) of each that has one; without it those of all companies
	are read.
	"""
	rows = _files(names)
	waiting = _held(names)
	over = _over(standing) if standing is not None else _over_anywhere(names)
	found = {name: _marks(rows.get(name)) for name in names}
	for name in names:
		found[name] += [_("Over Limit")] if name in over else []
		found[name] += [_("Documents on Hold")] if name in waiting else []
	return {name: told for name, told in found.items() if told}


def _files(names: Sequence[str]) -> dict:
	fields = ["customer", *MARKS]
	rows = frappe.get_all(files.CREDIT_FILE, {"customer": ["in", list(names)]}, fields)
	return {row.customer: row for row in rows}


def _marks(row) -> list[str]:
	return [_(label, context=files.CREDIT_FILE) for name, label in MARKS.items() if row and row[name]]


def _held(names: Sequence[str]) -> set[str]:
	filters = {"customer": ["in", list(names)], "status": ["in", WAITING]}
	return set(frappe.get_all(CREDIT_HOLD, filters, pluck="customer", distinct=True))


def _over(standing: Standing) -> set[str]:
	return {
		name
		for name, (exposure, limit) in standing.items()
		if limit is not None and exposure.total > max(limit, Decimal(0))
	}


def _over_anywhere(names: Sequence[str]) -> set[str]:
	"""Who owes more than it was granted by any company that is judged."""
	over: set[str] = set()
	for row in settings.settings().companies:
		if row.mode != settings.OFF:
			exposures = exposures_of(names, row.company, settings.switches(), getdate())
			limits = groups.limits_of(names, row.company, getdate())
			over |= _over({name: (exposures[name], limits[name]) for name in limits})
	return over
