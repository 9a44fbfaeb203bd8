"""The collector's worklist: the open cases, the most urgent first, a page at a time.

Figures are those that the cases keep: no ledger is read for a list. The order is that of an index, so the cost
of a page does not depend on how many cases are open.
"""

from typing import Any

import frappe
from frappe.desk.reportview import build_match_conditions
from frappe.utils import get_fullname, getdate

from credit_control.engine import codec
from credit_control.engine.priority import AMOUNT, Judged
from credit_control.services import case_owners, wording
from credit_control.services.collection_cases import DOCTYPE

PAGE = 50
FIELDS = (
	"name",
	"modified",
	"customer",
	"customer_name",
	"company",
	"currency",
	"status",
	"stage",
	"collector",
	"priority",
	"overdue_amount",
	"excused_amount",
	"oldest_days",
	"next_action",
	"next_action_on",
	"last_contact_on",
	"last_contact_by",
	"last_outcome",
	"contacts",
	"inputs",
)
COLUMNS = ", ".join(f"worked.{name}" for name in FIELDS)
#: filter → its condition
CONDITIONS = {
	"company": "worked.company = %(company)s",
	"collector": "worked.collector = %(collector)s",
	"stage": "worked.stage = %(stage)s",
	"customer": "worked.customer = %(customer)s",
	"amount_from": "worked.overdue_amount >= %(amount_from)s",
	"due": "worked.next_action_on <= %(today)s",
	"nobody": "coalesce(worked.collector, '') = ''",
}
ORDER = "worked.priority desc, worked.overdue_amount desc, worked.name desc"


def read(filters: dict[str, Any], start: int = 0) -> dict:
	"""A page of the open cases that the user may see, and how many there are in all by currency."""
	where, values = conditions(filters)
	rows = frappe.db.sql(
		f"select {COLUMNS} from `tabCollection Case` worked where {where} order by {ORDER}"
		" limit %(page)s offset %(start)s",
		{**values, "page": PAGE + 1, "start": start},
		as_dict=True,
	)
	return {
		"rows": [shown(row) for row in rows[:PAGE]],
		"more": len(rows) > PAGE,
		"totals": totals(where, values) if not start else None,
	}


def conditions(filters: dict[str, Any]) -> tuple[str, dict[str, Any]]:
	"""The condition of the open cases `worked` that the user may see and asks for, and its values."""
	values = {key: value for key, value in filters.items() if value not in (None, "", 0, False)}
	parts = ["worked.status = 'Open'", *(CONDITIONS[key] for key in values)]
	match = build_match_conditions(DOCTYPE)
	if match:
		parts.append(f"({match.replace(f'`tab{DOCTYPE}`', 'worked')})")
	return " and ".join(parts), {**values, "today": getdate()}


def totals(where: str, values: dict[str, Any]) -> list[dict]:
	"""How many cases, how much is overdue with them and how many are due today, by currency."""
	return frappe.db.sql(
		f"""select worked.currency, count(*) number, sum(worked.overdue_amount) amount,
			sum(worked.next_action_on <= %(today)s) due
		from `tabCollection Case` worked where {where} group by worked.currency""",
		values,
		as_dict=True,
	)


def row(name: str) -> dict:
	"""One case as the list shows it, as it is now."""
	found = frappe.db.sql(
		f"select {COLUMNS} from `tabCollection Case` worked where worked.name = %s", name, as_dict=True
	)
	return shown(found[0])


def shown(found) -> dict:
	"""A row in the reader's language: names instead of users, the reasons in words, its version."""
	reasons = reasons_of(found.pop("inputs"), found.currency)
	return {
		**found,
		"version": str(found.pop("modified")),
		"collector_name": found.collector and get_fullname(found.collector),
		"last_contact_name": found.last_contact_by and get_fullname(found.last_contact_by),
		"reasons": reasons,
		"waits": any(reason["points"] < 0 for reason in reasons),
	}


def reasons_of(inputs: str | None, currency: str) -> list[dict]:
	"""The reasons of a priority with their points; none before a case was judged."""
	if not inputs:
		return []
	found = codec.loads(Judged, inputs).priority()
	return [
		{
			"points": reason.points,
			"text": wording.say(reason.message, currency),
			"of_amount": reason.message.template == AMOUNT,
		}
		for reason in found.reasons
	]


def choices() -> dict[str, list]:
	"""What there is to filter by, and whom a case can be handed over to."""
	where, values = conditions({})
	companies = frappe.db.sql(
		f"select distinct worked.company from `tabCollection Case` worked where {where} order by 1",
		values,
		pluck=True,
	)
	options = frappe.get_meta(DOCTYPE).get_options("stage").split("\n")
	return {"company": companies, "stage": options, "collector": case_owners.people()}
