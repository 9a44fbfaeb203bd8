"""Everything a collector wants in front of them while the telephone rings: one case, live from the ledgers."""

from collections.abc import Mapping
from decimal import Decimal

import frappe
from frappe.utils import add_months, get_fullname, getdate, strip_html

from credit_control.engine.money import ZERO
from credit_control.engine.promises import BROKEN, KEPT, PARTLY_KEPT
from credit_control.engine.receivables import AGEING_EDGES, OpenTerm, ageing, open_terms
from credit_control.erp import reachable
from credit_control.erp.position import read_position
from credit_control.services import (
	case_contacts,
	case_worklist,
	disputes,
	overdue_notes,
	planned_items,
	promises,
	repayment_plans,
	settings,
	strips,
)
from credit_control.services.collection_cases import DOCTYPE

NOTICE = "Collection Notice"
CONTACTS, COMMITMENTS, ITEMS = 8, 5, 100


def view(name: str) -> dict:
	"""A case with its customer's open items, ageing, contacts, promises, plans, disputes and standing."""
	case = case_worklist.row(name)
	customer, company = case["customer"], case["company"]
	return {
		"case": case,
		"notes": frappe.db.get_value(DOCTYPE, name, "notes"),
		"people": people(customer),
		**_items(customer, company),
		"contacts": [_contact(row) for row in case_contacts.contacts_of(name, CONTACTS)],
		"notices": _notices(customer, company),
		"promises": _promises(customer, company),
		"reliability": reliability(customer, company),
		"plans": _plans(customer, company),
		"disputes": _disputes(customer, company),
		"standing": strips.for_customer(customer, company),
		"may_write": bool(frappe.has_permission(DOCTYPE, "write", name)),
		"may_promise": bool(frappe.has_permission(promises.DOCTYPE, "submit")),
		"may_dispute": bool(frappe.has_permission(disputes.DOCTYPE, "create")),
	}


def people(customer: str) -> list[dict]:
	"""Who decides about payments in the Credit File first, then ERPNext's contacts; each number once."""
	found = [*_people_of_file(customer), *(person._asdict() for person in reachable.people_of(customer))]
	seen: set[tuple] = set()
	known = []
	for person in found:
		key = (person["name"], person["phone"] or person["mobile"], person["email"])
		if key not in seen:
			seen.add(key)
			known.append(person)
	return known


def _people_of_file(customer: str) -> list[dict]:
	rows = frappe.db.sql(
		"""
		select person.person_name name, coalesce(nullif(person.position, ''), person.role) role, person.phone,
			null mobile, person.email, person.decides is_billing, 0 is_primary
		from `tabCredit File` file join `tabCredit File Person` person on person.parent = file.name
			and person.parenttype = 'Credit File' and person.parentfield = 'key_persons'
		where file.customer = %s and (person.phone > '' or person.email > '')
		order by person.decides desc, person.role = 'Accounts Payable' desc, person.idx
		""",
		(customer,),
		as_dict=True,
	)
	return [{**row, "is_billing": bool(row.is_billing), "is_primary": False} for row in rows]


def _items(customer: str, company: str) -> dict:
	"""What is open, the oldest first, what is disputed or planned of it, and the ageing."""
	today = getdate()
	position = read_position(customer, company, settings.switches(), today)
	terms = sorted(open_terms(position.items), key=lambda term: (term.due, term.voucher_no))
	disputed = disputes.disputed(customer, company)
	planned = planned_items.of_customer(customer, company)
	shown = terms[:ITEMS]
	notes = overdue_notes.by_invoice([term.voucher_no for term in shown]) if shown else {}
	return {
		"items": [_item(term, disputed, planned, notes, today) for term in shown],
		"unallocated": float(position.credit),
		"more_items": max(0, len(terms) - ITEMS),
		"ageing": [float(amount) for amount in ageing(terms, today)],
		"ageing_edges": list(AGEING_EDGES),
	}


def _item(term: OpenTerm, disputed: Mapping[str, Decimal], planned: Mapping, notes: Mapping, today) -> dict:
	note = notes.get(term.voucher_no)
	return {
		"voucher_type": term.voucher_type,
		"voucher_no": term.voucher_no,
		"due_date": str(term.due),
		"days": term.days_overdue(today),
		"amount": float(term.amount),
		"disputed": float(min(disputed.get(term.voucher_no, ZERO), term.amount)),
		"planned": float(min(planned.get(term.voucher_no, ZERO), term.amount)),
		"reason": note and note.reason,
	}


def _contact(row) -> dict:
	return {
		"name": row.name,
		"on": str(row.communication_date),
		"by": row.user and get_fullname(row.user),
		"title": row.subject,
		"text": _text(row),
		"channel": row.collection_channel or ("E-Mail" if row.communication_medium == "Email" else None),
		"outcome": row.collection_outcome or None,
		"received": row.sent_or_received == case_contacts.RECEIVED,
	}


def _text(row) -> str:
	"""What was noted, without the title that the log repeats."""
	text = strip_html((row.content or "").replace("</p>", "\n")).strip()
	return text.removeprefix(row.subject or "").strip()[:400]


def _notices(customer: str, company: str) -> list[dict]:
	"""What Collection Strategies sent or asked for lately, for who may read that."""
	if not frappe.has_permission(NOTICE, "read"):
		return []
	return frappe.get_all(
		NOTICE,
		{"customer": customer, "company": company},
		["name", "taken_on", "step_label", "channel", "status"],
		order_by="taken_on desc, name desc",
		limit=COMMITMENTS,
	)


def _promises(customer: str, company: str) -> list[dict]:
	return frappe.get_all(
		promises.DOCTYPE,
		{"customer": customer, "company": company, "docstatus": 1, "status": ["!=", "Cancelled"]},
		["name", "amount", "received_amount", "promised_date", "status"],
		order_by="promised_date desc, name desc",
		limit=COMMITMENTS,
	)


def reliability(customer: str, company: str) -> dict:
	"""How many of the promises that fell due lately were kept."""
	since = getdate(add_months(getdate(), -(settings.settings().promise_months or 12)))
	statuses = frappe.get_all(
		promises.DOCTYPE,
		{
			"customer": customer,
			"company": company,
			"docstatus": 1,
			"status": ["in", (KEPT, PARTLY_KEPT, BROKEN)],
			"promised_date": [">=", since],
		},
		pluck="status",
	)
	return {"judged": len(statuses), "kept": statuses.count(KEPT)}


def _plans(customer: str, company: str) -> list[dict]:
	return frappe.get_all(
		repayment_plans.DOCTYPE,
		{
			"customer": customer,
			"company": company,
			"docstatus": 1,
			"status": ["in", (repayment_plans.ON_TRACK, repayment_plans.IN_DEFAULT)],
		},
		["name", "status", "total_amount", "received_amount", "next_due"],
		order_by="agreed_on desc, name desc",
		limit=COMMITMENTS,
	)


def _disputes(customer: str, company: str) -> list[dict]:
	return frappe.get_all(
		disputes.DOCTYPE,
		{
			"customer": customer,
			"company": company,
			"docstatus": ["<", 2],
			"status": ["in", ("Draft", "Open")],
		},
		["name", "status", "reason", "disputed_amount", "due_date"],
		order_by="raised_on desc, name desc",
		limit=COMMITMENTS,
	)
