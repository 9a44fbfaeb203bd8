"""The fields this app adds to ERPNext's documents."""

from copy import deepcopy

import frappe
from frappe.custom.doctype.custom_field.custom_field import create_custom_fields

STATUS = {
	"fieldname": "credit_status",
	"label": "Credit Status",
	"fieldtype": "Select",
	"options": "\nPassed\nWarned\nHeld\nReleased\nExempt",
	"read_only": 1,
	"no_copy": 1,
	"allow_on_submit": 1,
	"print_hide": 1,
	"in_standard_filter": 1,
	"module": "Credit Control",
}


COMPLAINT = {
	"fieldname": "counts_as_complaint",
	"label": "Counts as Complaint",
	"fieldtype": "Check",
	"insert_after": "description",
	"description": "Issues of this type are complaints in the service record of a Credit File.",
	"module": "Credit Control",
}


def _after(fieldname: str) -> list[dict]:
	return [{**STATUS, "insert_after": fieldname}]


#: what a task is about, so that it is not made twice
TASK_MARK = {
	"fieldname": "credit_file_item",
	"label": "Credit File Item",
	"fieldtype": "Data",
	"insert_after": "reference_name",
	"read_only": 1,
	"hidden": 1,
	"no_copy": 1,
	"print_hide": 1,
	"report_hide": 1,
	"module": "Credit Control",
}

#: which templates were made from a grade, and of which rows
TERMS_MARK = {
	"fieldname": "credit_control_mark",
	"label": "Credit Control Mark",
	"fieldtype": "Data",
	"insert_after": "allocate_payment_based_on_payment_terms",
	"read_only": 1,
	"hidden": 1,
	"no_copy": 1,
	"print_hide": 1,
	"report_hide": 1,
	"search_index": 1,
	"module": "Credit Control",
}

#: money that was received and may still come back
EXPOSED_UNTIL = {
	"fieldname": "counts_as_exposure_until",
	"label": "Counts as Credit Exposure Until",
	"fieldtype": "Select",
	"options": "\nCleared\nMatured\nCleared or Matured",
	"insert_after": "type",
	"description": "Empty: money received this way is final. Cleared: a cheque counts until its clearance date. Matured: an acceptance bill counts until its maturity date, also when it was discounted or endorsed. Cleared or Matured: until the first of the two.",
	"module": "Credit Control",
}

MATURITY = {
	"fieldname": "bill_maturity_date",
	"label": "Bill Maturity Date",
	"fieldtype": "Date",
	"description": "When the bill is due. Left empty, the reference date counts.",
	"depends_on": "mode_of_payment",
	"no_copy": 1,
	"allow_on_submit": 1,
	"print_hide": 1,
	"module": "Credit Control",
}

#: the receipt that a journal takes back
DISHONOURED = {
	"fieldname": "dishonoured_payment",
	"label": "Dishonoured Payment",
	"fieldtype": "Link",
	"options": "Payment Entry",
	"insert_after": "bill_maturity_date",
	"description": "The bill or cheque that came back: it no longer counts as uncleared.",
	"search_index": 1,
	"no_copy": 1,
	"print_hide": 1,
	"module": "Credit Control",
}

#: what came of a contact that a collector recorded
CONTACT = {
	"fieldtype": "Data",
	"read_only": 1,
	"no_copy": 1,
	"print_hide": 1,
	"depends_on": "collection_outcome",
	"module": "Collections",
}
CONTACT_CHANNEL = {
	**CONTACT,
	"fieldname": "collection_channel",
	"label": "Collection Channel",
	"insert_after": "communication_medium",
}
CONTACT_OUTCOME = {
	**CONTACT,
	"fieldname": "collection_outcome",
	"label": "Collection Outcome",
	"insert_after": "collection_channel",
	"search_index": 1,
}
CONTACT_PLACE = {
	**CONTACT,
	"fieldname": "collection_place",
	"label": "Place of the Visit",
	"insert_after": "collection_outcome",
}

#: the dispute that a credit note settles
DISPUTE = {
	"fieldname": "payment_dispute",
	"label": "Payment Dispute",
	"fieldtype": "Link",
	"options": "Payment Dispute",
	"insert_after": "return_against",
	"depends_on": "eval:doc.is_return",
	"description": "Submitting this credit note settles the dispute.",
	"search_index": 1,
	"no_copy": 1,
	"print_hide": 1,
	"module": "Collections",
}

#: who wants to be called and not written to
NO_EMAILS = {
	"fieldname": "no_collection_emails",
	"label": "No E-Mails about Open Items",
	"fieldtype": "Check",
	"insert_after": "language",
	"description": "Reminders go by letter or telephone instead, as the Collection Strategy has them.",
	"module": "Collections",
}

#: an address whose e-mails come back; another one is none
BOUNCED = {
	"fieldname": "bounced_email",
	"label": "Address That Bounced",
	"fieldtype": "Data",
	"depends_on": "bounced_email",
	"no_copy": 1,
	"print_hide": 1,
	"description": "E-mails to it came back. Reminders are sent again once the address is changed, or this is emptied.",
	"module": "Collections",
}

#: from when and on which basis interest runs, and until when to pay; a Dunning takes them from its type
INTEREST_BASIS = {
	"fieldname": "interest_basis",
	"label": "Basis of the Interest",
	"fieldtype": "Data",
	"insert_after": "rate_of_interest",
	"description": "The clause or law that the rate rests on. It is printed in the letter.",
	"module": "Collections",
}
FREE_DAYS = {
	"fieldname": "interest_free_days",
	"label": "Days without Interest",
	"fieldtype": "Int",
	"insert_after": "interest_basis",
	"non_negative": 1,
	"description": "After the due date. 0: interest runs from the day after it.",
	"module": "Collections",
}
DAYS_TO_PAY = {
	"fieldname": "days_to_pay",
	"label": "Days Allowed to Pay",
	"fieldtype": "Int",
	"insert_after": "dunning_fee",
	"non_negative": 1,
	"description": "From the date of the Dunning. 0: the letter names no day.",
	"module": "Collections",
}


def _of_type(field: dict) -> dict:
	"""A field of a Dunning that its type fills."""
	return {**field, "fetch_from": f"dunning_type.{field['fieldname']}", "fetch_if_empty": 1}


FILLED = {"fieldtype": "Date", "read_only": 1, "no_copy": 1, "module": "Collections"}
INTEREST_FROM = {
	**FILLED,
	"fieldname": "interest_from",
	"label": "Interest From",
	"insert_after": "interest_free_days",
}
PAY_BY = {**FILLED, "fieldname": "pay_by", "label": "Pay by", "insert_after": "days_to_pay"}
LAST_DEMAND = {
	**FILLED,
	"fieldname": "last_demand_on",
	"label": "Last Demand On",
	"insert_after": "pay_by",
}
LAPSES = {
	**FILLED,
	"fieldname": "limitation_ends_on",
	"label": "Claims Lapse After",
	"insert_after": "last_demand_on",
	"print_hide": 1,
	"description": "Of the first of these invoices, as this demand makes the period begin anew.",
}
DUNNING_CLOCKS = [
	_of_type(INTEREST_BASIS),
	_of_type(FREE_DAYS),
	INTEREST_FROM,
	{**_of_type(DAYS_TO_PAY), "insert_after": "dunning_type"},
	PAY_BY,
	LAST_DEMAND,
	LAPSES,
]

CUSTOM_FIELDS = {
	"Dunning Type": [INTEREST_BASIS, FREE_DAYS, DAYS_TO_PAY],
	"Dunning": DUNNING_CLOCKS,
	"Customer": [NO_EMAILS, {**BOUNCED, "insert_after": "no_collection_emails"}],
	"Contact": [{**BOUNCED, "insert_after": "email_id"}],
	"Communication": [CONTACT_CHANNEL, CONTACT_OUTCOME, CONTACT_PLACE],
	"Mode of Payment": [EXPOSED_UNTIL],
	"Payment Entry": [{**MATURITY, "insert_after": "reference_date"}],
	"Journal Entry": [{**MATURITY, "insert_after": "cheque_date"}, DISHONOURED],
	"ToDo": [TASK_MARK],
	"Quotation": _after("valid_till"),
	"Sales Order": _after("delivery_date"),
	"Delivery Note": _after("posting_time"),
	"Sales Invoice": [*_after("due_date"), DISPUTE],
	"POS Invoice": _after("due_date"),
	"Issue Type": [COMPLAINT],
	"Payment Terms Template": [TERMS_MARK],
}


def create() -> None:
	"""Add the fields that are missing and bring the others up to date; what is as it should be is left alone."""
	for doctype, fields in CUSTOM_FIELDS.items():
		wanted = [field for field in fields if not frappe.db.exists("Custom Field", {"dt": doctype, **field})]
		create_custom_fields({doctype: deepcopy(wanted)}, ignore_validate=True)


def remove() -> None:
	"""Take the fields and their columns away again."""
	for doctype, fields in CUSTOM_FIELDS.items():
		for field in fields:
			frappe.db.delete("Custom Field", {"dt": doctype, "fieldname": field["fieldname"]})
			frappe.db.delete("Property Setter", {"doc_type": doctype, "field_name": field["fieldname"]})
			frappe.db.sql_ddl(f"alter table `tab{doctype}` drop column if exists `{field['fieldname']}`")
		frappe.clear_cache(doctype=doctype)
