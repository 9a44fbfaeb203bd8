"""The documents that wait for a decision, in the order in which they need one.

Figures are those of each hold's last judgement, which payments, new limits and each new day renew. What a
page shows is said in the reader's language; counts and order come from two statements over what waits.
"""

from collections.abc import Iterator
from typing import Any

import frappe
from frappe.desk.reportview import build_match_conditions
from frappe.utils import add_days, get_fullname, now_datetime

from credit_control.services import askers, judging, wording
from credit_control.services.hold_words import CREDIT_HOLD, WAITING
from credit_control.services.policies import CHECK_LABELS, check_label

PAGE = 50
#: who asked waits for an answer; what one cannot decide oneself comes after; what was rejected comes last
PRIORITY = f"""field(hold.status, 'Release Requested', 'Held', 'Rejected'),
	{askers.OWN_CONDITION},
	coalesce(hold.requested_on, hold.held_on), hold.name"""
ORDERS = {
	"priority": PRIORITY,
	"oldest": "hold.held_on, hold.name",
	"amount": "hold.amount desc, hold.name",
	"customer": "hold.customer_name, hold.held_on, hold.name",
	"overdue": "hold.overdue_amount desc, hold.name",
}
FIELDS = (
	"name",
	"status",
	"reference_doctype",
	"reference_name",
	"customer",
	"customer_name",
	"company",
	"currency",
	"amount",
	"held_on",
	"judged_on",
	"grade",
	"limit_mode",
	"effective_limit",
	"exposure_before",
	"exposure_after",
	"overdue_amount",
	"oldest_overdue_days",
	"reserved_amount",
	"document_owner",
	"sales_person",
	"requested_by",
	"askers",
	"requested_on",
	"request_reason",
	"release_reason",
	"inputs",
)
#: filter → its condition
CONDITIONS = {
	"company": "hold.company = %(company)s",
	"customer": "hold.customer = %(customer)s",
	"grade": "hold.grade = %(grade)s",
	"document_type": "hold.reference_doctype = %(document_type)s",
	"salesperson": "coalesce(nullif(hold.sales_person, ''), hold.document_owner) = %(salesperson)s",
	"amount_from": "hold.amount >= %(amount_from)s",
	"amount_to": "hold.amount <= %(amount_to)s",
	"held_before": "hold.held_on < %(held_before)s",
	"customer_group": """hold.customer in (
		select cust.name from tabCustomer cust
		join `tabCustomer Group` leaf on leaf.name = cust.customer_group
		join `tabCustomer Group` top on leaf.lft between top.lft and top.rgt
		where top.name = %(customer_group)s)""",
	"reason": """exists (select 1 from `tabCredit Hold Check` failed
		where failed.parent = hold.name and failed.parenttype = 'Credit Hold' and failed.`check` = %(reason)s)""",
}


def read(
	filters: dict[str, Any], *, status: str | None = None, order: str = "priority", start: int = 0
) -> dict:
	"""One page of what waits, and how many and how much there is in all by status.

	`filters` are keys of CONDITIONS and `waiting_days`; the counts are of the filters without the status.
	"""
	where, values = _conditions(filters)
	rows = _rows(where, {**values, "status": status}, order, start)
	return {
		"rows": [_shown(row) for row in rows[:PAGE]],
		"more": len(rows) > PAGE,
		"counts": _counts(where, values),
	}


def _conditions(filters: dict[str, Any]) -> tuple[str, dict[str, Any]]:
	values: dict[str, Any] = {key: value for key, value in filters.items() if value not in (None, "")}
	days = values.pop("waiting_days", None)
	if days:
		values["held_before"] = add_days(now_datetime(), -int(days))
	parts = ["hold.status in %(waiting)s", *(CONDITIONS[key] for key in values)]
	match = build_match_conditions(CREDIT_HOLD)
	if match:
		parts.append(f"({match.replace('`tabCredit Hold`', 'hold')})")
	return " and ".join(parts), {**values, "waiting": WAITING, "user": frappe.session.user}


def _rows(where: str, values: dict, order: str, start: int) -> list:
	columns = ", ".join(f"hold.{name}" for name in FIELDS)
	if values["status"]:
		where += " and hold.status = %(status)s"
	return frappe.db.sql(
		f"""select {columns}, cust.customer_group
		from `tabCredit Hold` hold left join tabCustomer cust on cust.name = hold.customer
		where {where} order by {ORDERS[order]} limit %(page)s offset %(start)s""",
		{**values, "page": PAGE + 1, "start": start},
		as_dict=True,
	)


def _counts(where: str, values: dict) -> list[dict]:
	return frappe.db.sql(
		f"""select hold.status, hold.currency, count(*) number, sum(hold.amount) amount
		from `tabCredit Hold` hold where {where} group by hold.status, hold.currency""",
		values,
		as_dict=True,
	)


def _shown(row) -> dict:
	"""A row as the worklist shows it: reasons and remedies in the reader's language, names instead of users."""
	judgement = judging.replay(row.pop("inputs")) if row.inputs else None
	own = askers.is_own(row)
	row.pop("askers")
	waited = now_datetime() - row.held_on if row.held_on else None
	return {
		**row,
		"waiting_hours": int(waited.total_seconds() // 3600) if waited else None,
		"reasons": wording.reasons(judgement, row.currency) if judgement else [],
		"clearings": wording.clearings(judgement, row.currency) if judgement else [],
		"checks": [check_label(result.check) for result in judgement.failures] if judgement else [],
		"seller": row.sales_person or get_fullname(row.document_owner),
		"requester": row.requested_by and get_fullname(row.requested_by),
		"own": own,
	}


def choices() -> dict[str, list]:
	"""What there is to filter by among what waits and the user may see."""
	where, values = _conditions({})
	return {
		"company": _distinct("hold.company", where, values),
		"grade": _distinct("hold.grade", where, values),
		"document_type": _distinct("hold.reference_doctype", where, values),
		"salesperson": list(_salespeople(where, values)),
		"reason": list(CHECK_LABELS.values()),
	}


def _distinct(column: str, where: str, values: dict) -> list[str]:
	query = f"select distinct {column} from `tabCredit Hold` hold where {where} and {column} > '' order by 1"
	return frappe.db.sql(query, values, pluck=True)


def _salespeople(where: str, values: dict) -> Iterator[dict]:
	query = f"""select distinct hold.sales_person, if(hold.sales_person > '', '', hold.document_owner) user
		from `tabCredit Hold` hold where {where}"""
	for person, user in frappe.db.sql(query, values):
		if person or user:
			yield {"value": person or user, "label": person or get_fullname(user)}
