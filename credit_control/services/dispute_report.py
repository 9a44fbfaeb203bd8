"""The report Payment Disputes: how old what customers contest has grown, by reason, and how long settling takes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.engine.money import ZERO, decimal
from credit_control.engine.receivables import bucket_of
from credit_control.erp import customers
from credit_control.services import people
from credit_control.services import report_parts as parts
from credit_control.services.disputes import CREDITED, DOCTYPE, OPEN, RESOLUTIONS, RESOLVED

FIELDS = (
	"name",
	"customer",
	"customer_name",
	"currency",
	"reason",
	"raised_on",
	"due_date",
	"assigned_to",
	"status",
	"disputed_amount",
	"resolution",
	"resolved_on",
	"root_cause",
)
#: the ages of open disputes: up to 30, 60, 90 days, and older
AGES = 4


def run(filters: Mapping) -> tuple:
	"""Columns, rows, no message, chart and summary, as a script report returns them."""
	company = parts.company_of(filters)
	found = _disputes(company, filters)
	wanted, rows = (_one_by_one if filters.get("view") == "Disputes" else _by_reason)(found)
	money = customers.currency_of(company)
	return wanted, rows, None, _chart(found, money), _summary(found, money)


def _disputes(company: str, filters: Mapping) -> list:
	"""The disputes raised in the period that the user may read, each with its days: open so far, or to resolve."""
	wanted = {
		"company": company,
		"docstatus": 1,
		"status": ["in", (OPEN, RESOLVED)],
		"raised_on": ["between", parts.period(filters)],
	}
	for fieldname in ("customer", "reason", "status", "assigned_to"):
		if filters.get(fieldname):
			wanted[fieldname] = filters[fieldname]
	order = "raised_on asc, name asc"
	found = frappe.get_list(DOCTYPE, wanted, list(FIELDS), order_by=order, limit_page_length=0)
	today = getdate()
	for row in found:
		end = getdate(row.resolved_on) if row.status == RESOLVED else today
		row.days = (end - getdate(row.raised_on)).days
	return found


def _by_reason(found: Sequence) -> tuple[list[dict], list[dict]]:
	groups = defaultdict(list)
	for row in found:
		groups[row.reason].append(row)
	rows = [_reason_row(reason, disputes) for reason, disputes in groups.items()]
	return _reason_columns(), sorted(rows, key=lambda row: (-row["open_amount"], row["reason"]))


def _reason_row(reason: str, disputes: Sequence) -> dict:
	still_open = [row for row in disputes if row.status == OPEN]
	resolved = [row for row in disputes if row.status == RESOLVED]
	credited = [row for row in resolved if row.resolution == CREDITED]
	return {
		"reason": reason,
		"currency": disputes[0].currency,
		"disputes": len(disputes),
		"open": len(still_open),
		"open_amount": parts.total(row.disputed_amount for row in still_open),
		**{f"age_{place}": amount for place, amount in enumerate(_ages(still_open))},
		"oldest": max((row.days for row in still_open), default=None),
		"resolved": len(resolved),
		"days_to_resolve": _mean_days(resolved),
		"credited": parts.share(len(credited), len(resolved)),
	}


def _ages(still_open: Sequence) -> list[float]:
	"""Open amounts by age: up to 30, 60, 90 days, and older."""
	ages = [ZERO] * AGES
	for row in still_open:
		ages[max(0, bucket_of(row.days) - 1)] += decimal(row.disputed_amount)
	return [float(amount) for amount in ages]


def _mean_days(resolved: Sequence) -> float | None:
	return round(sum(row.days for row in resolved) / len(resolved), 1) if resolved else None


def age_labels() -> list[str]:
	"""The names of the ages, the youngest first."""
	return [_("Up to 30 Days"), _("31–60 Days"), _("61–90 Days"), _("Over 90 Days")]


def _reason_columns() -> list[dict]:
	return [
		parts.text("reason", _("Reason"), 130),
		parts.count("disputes", _("Disputes")),
		parts.count("open", _("Open", context="Payment Dispute")),
		parts.money("open_amount", _("Open Amount", context="Payment Disputes")),
		*(parts.money(f"age_{place}", label) for place, label in enumerate(age_labels())),
		parts.count("oldest", _("Oldest Days")),
		parts.count("resolved", _("Resolved", context="Payment Dispute")),
		parts.figure("days_to_resolve", _("Days to Resolve")),
		parts.percent("credited", _("Credit Note %")),
		parts.currency(),
	]


def _one_by_one(found: Sequence) -> tuple[list[dict], list[dict]]:
	today = getdate()
	names = people.full_names(row.assigned_to for row in found)
	rows = [
		{**row, "late": _days_late(row, today), "responsible": names.get(row.assigned_to)} for row in found
	]
	return [
		parts.link("name", _("Payment Dispute"), DOCTYPE),
		parts.link("customer", _("Customer"), "Customer"),
		parts.text("customer_name", _("Customer Name"), 170),
		parts.text("reason", _("Reason")),
		parts.money("disputed_amount", _("Disputed", context="Payment Dispute Item")),
		parts.text("status", _("Status"), 95),
		parts.day("raised_on", _("Raised On", context="Payment Dispute")),
		parts.count("days", _("Days")),
		parts.day("due_date", _("Settle by", context="Payment Dispute")),
		parts.count("late", _("Days Late")),
		parts.text("responsible", _("Responsible", context="Payment Dispute"), 150),
		parts.text("resolution", _("Resolution", context="Payment Dispute"), 140),
		parts.day("resolved_on", _("Resolved On", context="Payment Dispute")),
		parts.text("root_cause", _("Root Cause", context="Payment Dispute"), 180),
		parts.currency(),
	], rows


def _days_late(row, today: date) -> int | None:
	"""Days past the day by which it should have been settled; None when in time."""
	end = getdate(row.resolved_on) if row.status == RESOLVED else today
	late = (end - getdate(row.due_date)).days
	return late if late > 0 else None


def _chart(found: Sequence, money: str) -> dict | None:
	"""Open amounts by reason and age."""
	_columns, rows = _by_reason([row for row in found if row.status == OPEN])
	series = {label: [row[f"age_{place}"] for row in rows] for place, label in enumerate(age_labels())}
	labels = [_(row["reason"], context="Payment Dispute") for row in rows]
	colours = {"colors": ["blue", "yellow", "orange", "red"]}
	return parts.chart(labels, series, **colours, **parts.in_money(money))


def _summary(found: Sequence, money: str) -> list[dict]:
	if not found:
		return []
	still_open = [row for row in found if row.status == OPEN]
	resolved = [row for row in found if row.status == RESOLVED]
	late = sum(_days_late(row, getdate()) is not None for row in still_open)
	amount = parts.total(row.disputed_amount for row in still_open)
	settled = [row for row in resolved if row.resolution in RESOLUTIONS]
	credited = sum(row.resolution == CREDITED for row in settled)
	return parts.tiles(
		parts.tile(_("Open Disputes"), len(still_open)),
		parts.tile(_("Open Amount", context="Payment Disputes"), amount, "Currency", currency=money),
		parts.tile(_("Past the Day to Settle"), late, indicator="Red" if late else "Green"),
		parts.decimals(_("Days to Resolve"), _mean_days(resolved)),
		parts.tile(_("Credit Note %"), parts.share(credited, len(settled)), "Percent"),
	)
