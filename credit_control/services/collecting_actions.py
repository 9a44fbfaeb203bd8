"""What was done to collect some invoices of a customer: messages, contacts, promises, plans, legal stages, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import get_fullname, getdate

from credit_control.services import credit_report_parts as parts
from credit_control.services import step_names

CASE, NOTICE, PROMISE, PLAN, ACTION = (
	"Collection Case",
	"Collection Notice",
	"Promise to Pay",
	"Repayment Plan",
	"Legal Action",
)


class Action(NamedTuple):
	"""One thing that was done, in words of the reader's language."""

	day: date
	what: str
	result: str
	by: str


def taken(customer: str, company: str, invoices: Sequence[str]) -> list[Action]:
	"""All that was done, the oldest first; contacts are of the whole customer, everything else of the invoices."""
	if not invoices:
		return []
	found = [
		*_notices(invoices),
		*_contacts(customer, company),
		*_promises(invoices),
		*_plans(invoices),
		*_stages(invoices),
	]
	return sorted(found, key=lambda action: action.day)


def _two(kind: str, which: str | None) -> str:
	return f"{kind} · {which}" if which else kind


def _notices(invoices: Sequence[str]) -> Iterator[Action]:
	fields = ["name", "taken_on", "step_label", "channel", "status", "responsible"]
	for row in _documents(NOTICE, "Collection Notice Item", invoices, fields):
		what = _two(_(row.channel, context=NOTICE), step_names.shown(row.step_label))
		yield Action(
			getdate(row.taken_on), what, _(row.status, context=NOTICE), parts.person(row.responsible)
		)


def _contacts(customer: str, company: str) -> Iterator[Action]:
	cases = frappe.get_all(CASE, {"customer": customer, "company": company}, pluck="name")
	rows = frappe.get_all(
		"Communication",
		filters={
			"reference_doctype": CASE,
			"reference_name": ["in", cases or [""]],
			"collection_outcome": ["is", "set"],
		},
		fields=["communication_date", "collection_channel", "collection_outcome", "user"],
	)
	for row in rows:
		what = _(row.collection_channel, context=CASE)
		result = _(row.collection_outcome, context=CASE)
		yield Action(getdate(row.communication_date), what, result, get_fullname(row.user))


def _promises(invoices: Sequence[str]) -> Iterator[Action]:
	fields = ["name", "made_on", "promised_date", "amount", "currency", "status", "owner"]
	for row in _documents(PROMISE, "Promise to Pay Item", invoices, fields, docstatus=1):
		what = _("Promise of {0} by {1}").format(
			parts.money(row.amount, row.currency), parts.day(row.promised_date)
		)
		yield Action(getdate(row.made_on), what, _(row.status, context=PROMISE), get_fullname(row.owner))


def _plans(invoices: Sequence[str]) -> Iterator[Action]:
	fields = ["name", "agreed_on", "total_amount", "received_amount", "currency", "status", "owner"]
	for row in _documents(PLAN, "Repayment Plan Item", invoices, fields, docstatus=1):
		what = _("Repayment plan over {0}").format(parts.money(row.total_amount, row.currency))
		came = _("{0}, {1} received").format(
			_(row.status, context=PLAN), parts.money(row.received_amount, row.currency)
		)
		yield Action(getdate(row.agreed_on), what, came, get_fullname(row.owner))


def _stages(invoices: Sequence[str]) -> Iterator[Action]:
	for row in _documents(ACTION, "Legal Action Item", invoices, ["name"], docstatus=1):
		for step in frappe.get_doc(ACTION, row.name).steps:
			what = _two(_(ACTION), _(step.stage, context="Legal Action Step"))
			yield Action(
				getdate(step.step_date), what, step.note or parts.NOTHING, parts.person(step.entered_by)
			)


def _documents(doctype: str, child: str, invoices: Sequence[str], fields: list[str], **filters) -> list:
	"""The documents with one of the invoices among their items, each once."""
	found = frappe.get_all(
		child,
		{"parenttype": doctype, "sales_invoice": ["in", list(invoices)]},
		pluck="parent",
		distinct=True,
	)
	return frappe.get_all(doctype, {"name": ["in", found or [""]], **filters}, fields)
