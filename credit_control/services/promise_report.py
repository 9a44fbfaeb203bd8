"""The report Promises to Pay: what fell due, what was kept, and how far customers and collectors can rely on it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.engine.promises import BROKEN, KEPT, OPEN, PARTLY_KEPT
from credit_control.erp import customers
from credit_control.services import people
from credit_control.services import report_parts as parts
from credit_control.services.promises import DOCTYPE

JUDGED = (KEPT, PARTLY_KEPT, BROKEN)
STATUSES = (*JUDGED, OPEN)
COLOURS = ("green", "orange", "red", "blue")
FIELDS = (
	"name",
	"customer",
	"customer_name",
	"currency",
	"amount",
	"received_amount",
	"made_on",
	"promised_date",
	"status",
	"channel",
	"promised_by",
	"owner",
)


def run(filters: Mapping) -> tuple:
	"""Columns, rows, no message, chart and summary, as a script report returns them."""
	company = parts.company_of(filters)
	found = _promises(company, filters)
	wanted, rows = _views().get(filters.get("view"), _one_by_one)(found)
	return wanted, rows, None, _chart(found), _summary(found, customers.currency_of(company))


def _views() -> dict:
	return {"Customers": _by_customer, "Collectors": _by_collector}


def _promises(company: str, filters: Mapping) -> list:
	"""The promises due in the period that the user may read."""
	wanted = {
		"company": company,
		"docstatus": 1,
		"status": ["in", STATUSES],
		"promised_date": ["between", parts.period(filters)],
	}
	for fieldname, asked in (("customer", "customer"), ("owner", "collector"), ("status", "status")):
		if filters.get(asked):
			wanted[fieldname] = filters[asked]
	order = "promised_date desc, name desc"
	return frappe.get_list(DOCTYPE, wanted, list(FIELDS), order_by=order, limit_page_length=0)


def _one_by_one(found: Sequence) -> tuple[list[dict], list[dict]]:
	names = people.full_names(row.owner for row in found)
	rows = [{**row, "collector": names.get(row.owner, row.owner)} for row in found]
	return [
		parts.link("name", _("Promise to Pay"), DOCTYPE),
		parts.link("customer", _("Customer"), "Customer"),
		parts.text("customer_name", _("Customer Name"), 170),
		parts.day("promised_date", _("Pays by", context="Promise to Pay")),
		parts.money("amount", _("Amount")),
		parts.money("received_amount", _("Received in Time", context="Promise to Pay")),
		parts.text("status", _("Status"), 110),
		parts.day("made_on", _("Promised On", context="Promise to Pay")),
		parts.text("collector", _("Collector"), 150),
		parts.text("promised_by", _("Promised by", context="Promise to Pay")),
		parts.currency(),
	], rows


def _by_customer(found: Sequence) -> tuple[list[dict], list[dict]]:
	who = [
		parts.link("customer", _("Customer"), "Customer"),
		parts.text("customer_name", _("Customer Name"), 170),
	]
	rows = [
		{"customer": customer, "customer_name": promises[0].customer_name, **_figures(promises)}
		for customer, promises in _grouped(found, "customer").items()
	]
	return [*who, *_figure_columns()], _least_reliable_first(rows)


def _by_collector(found: Sequence) -> tuple[list[dict], list[dict]]:
	"""A promise is that of whoever recorded it."""
	names = people.full_names(row.owner for row in found)
	rows = [
		{"user": user, "collector": names.get(user, user), **_figures(promises)}
		for user, promises in _grouped(found, "owner").items()
	]
	return [parts.text("collector", _("Collector"), 200), *_figure_columns()], _least_reliable_first(rows)


def _grouped(found: Sequence, fieldname: str) -> dict[str, list]:
	groups = defaultdict(list)
	for row in found:
		groups[row[fieldname]].append(row)
	return groups


def _least_reliable_first(rows: list[dict]) -> list[dict]:
	"""Those of whom nothing is known yet come last."""
	return sorted(rows, key=lambda row: (row["reliability"] is None, row["reliability"] or 0, -row["amount"]))


def _figures(promises: Sequence) -> dict:
	judged = [row for row in promises if row.status in JUDGED]
	promised = parts.total(row.amount for row in judged)
	# paying more than was promised makes up for no other promise
	in_time = parts.total(min(row.amount, row.received_amount) for row in judged)
	return {
		"currency": promises[0].currency,
		"promises": len(promises),
		"amount": parts.total(row.amount for row in promises),
		"received": parts.total(row.received_amount for row in promises),
		**{_key(status): sum(row.status == status for row in promises) for status in STATUSES},
		"reliability": parts.share(sum(row.status == KEPT for row in judged), len(judged)),
		"amount_kept": round(100 * in_time / promised, 1) if promised else None,
	}


def _key(status: str) -> str:
	return status.lower().replace(" ", "_")


def _figure_columns() -> list[dict]:
	return [
		parts.count("promises", _("Promises")),
		*(parts.count(_key(status), _(status, context="Promise to Pay")) for status in STATUSES),
		parts.percent("reliability", _("Kept %")),
		parts.percent("amount_kept", _("Amount Kept %")),
		parts.money("amount", _("Promised", context="Promises to Pay")),
		parts.money("received", _("Received in Time", context="Promise to Pay")),
		parts.currency(),
	]


def _chart(found: Sequence) -> dict | None:
	"""The promises by the month that they fell due in."""
	months = sorted({_month(row) for row in found})
	series = {
		_(status, context="Promise to Pay"): [
			sum(row.status == status and _month(row) == month for row in found) for month in months
		]
		for status in STATUSES
	}
	return parts.chart(months, series, colors=COLOURS, title=_("Promises by the Month They Fell Due"))


def _month(row) -> str:
	return f"{getdate(row.promised_date):%Y-%m}"


def _summary(found: Sequence, money: str) -> list[dict]:
	if not found:
		return []
	figures = _figures(found)
	kept = figures["reliability"]
	colour = "Green" if kept is None or kept >= 80 else "Orange" if kept >= 50 else "Red"
	return parts.tiles(
		parts.tile(_("Promises"), figures["promises"]),
		parts.tile(_("Promised", context="Promises to Pay"), figures["amount"], "Currency", currency=money),
		parts.tile(
			_("Received in Time", context="Promise to Pay"), figures["received"], "Currency", currency=money
		),
		parts.tile(_("Kept %"), kept, "Percent", indicator=colour),
		parts.tile(_("Amount Kept %"), figures["amount_kept"], "Percent"),
	)
