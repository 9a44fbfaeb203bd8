"""What a release grants, which documents it lets pass, and how much of it is used.

A release is given for one held document. By its scope it is good for that document and its amendments, for
what delivers or bills it too, or for all documents of the customer until its last day. Each document that
passed with it is a row of the hold, so that a cancelled one gives back what it took, whoever granted it.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

import frappe
from frappe.utils import getdate, now_datetime

from credit_control.engine.judgement import HELD, RELEASED, Case, Judgement, judge
from credit_control.engine.money import ZERO, decimal
from credit_control.engine.release import Release
from credit_control.erp import lineage
from credit_control.erp.documents import OFFERS
from credit_control.services import facts
from credit_control.services.hold_words import ALL_DOCUMENTS, CREDIT_HOLD, FOLLOWING

USE = "Credit Release Use"
#: a document that outgrew its release is held again, and may still be cut back to what was granted
GRANTING = ("Released", "Held", "Release Requested")
FIELDS = ("name", "status", "amount_cap", "tolerance_percent", "valid_to", "consumed_amount")


class Grant(NamedTuple):
	"""One release that may let a document pass; `own` is what was given for the document itself, `source` is
	the document that passed with it and is delivered or billed."""

	hold: str
	own: bool = False
	follows: bool = False
	source: str | None = None


def relieved(
	case: Case, judgement: Judgement, doc, customer: str, event: str = facts.SUBMIT, lock: bool = False
) -> tuple[Case, Judgement]:
	"""A held document judged with the first release that lets it pass, else with the first that does not.

	`lock` reads the releases as they are now and keeps them until the transaction ends.
	"""
	if judgement.outcome != HELD:
		return case, judgement
	first = None
	for grant in _grants(doc, customer):
		pair = _with_grant(case, doc, event, grant, lock)
		if pair and pair[1].outcome == RELEASED:
			return pair
		first = first or pair
	return first or (case, judgement)


def _with_grant(case: Case, doc, event: str, grant: Grant, lock: bool) -> tuple[Case, Judgement] | None:
	release = _release(grant, lock)
	if release is None:
		return None
	document = replace(case.document, total=_needed(case, doc, event, grant))
	case = replace(case, document=document, release=release)
	return case, judge(case)


def _needed(case: Case, doc, event: str, grant: Grant) -> Decimal:
	"""What a document needs of a release: its whole value of its own, what it adds of another's."""
	if grant.own and event == facts.SUBMIT:
		return case.document.total
	if event == facts.REOPEN:
		return max(ZERO, case.document.amount - used_by(grant.hold, doc.doctype, doc.name))
	if grant.follows and grant.source:
		# the whole order used it, with the lines that did not count
		return max(ZERO, case.document.amount - facts.unjudged(doc, grant.source))
	return case.document.amount


def _release(grant: Grant, lock: bool) -> Release | None:
	row = frappe.db.get_value(CREDIT_HOLD, grant.hold, FIELDS, as_dict=True, for_update=lock)
	if row.status not in GRANTING or not row.amount_cap:
		return None
	return Release(
		reference=row.name,
		amount_cap=decimal(row.amount_cap),
		tolerance_percent=decimal(row.tolerance_percent),
		valid_to=getdate(row.valid_to),
		consumed=decimal(row.consumed_amount),
		follows=grant.follows,
	)


def _grants(doc, customer: str) -> Iterator[Grant]:
	"""The releases a document may pass with, the nearest first."""
	found: set[str] = set()
	for grant in (*_own(doc), *_followed(doc), *_of_customer(customer, doc.company)):
		if grant.hold not in found:
			found.add(grant.hold)
			yield grant


def _own(doc) -> list[Grant]:
	names = lineage.versions(doc.doctype, doc.name or "", doc.get("amended_from"))
	holds = _granting({"reference_doctype": doc.doctype, "reference_name": ["in", names]}) if names else []
	return [Grant(hold.name, own=True) for hold in holds[:1]]


def _followed(doc) -> list[Grant]:
	"""The releases with which the documents passed that this one delivers or bills."""
	grants = []
	for doctype, name in lineage.sources(doc):
		names = lineage.versions(doctype, name)
		filters = {"reference_doctype": doctype, "reference_name": ["in", names], "scope": FOLLOWING}
		offer = doctype in OFFERS
		grants += [
			Grant(hold.name, follows=not offer, source=name)
			for hold in _granting(filters)
			if offer or hold.consumed_amount
		]
	return grants


def _of_customer(customer: str, company: str) -> list[Grant]:
	filters = {"customer": customer, "company": company, "scope": ALL_DOCUMENTS}
	return [Grant(hold.name) for hold in _granting({**filters, "valid_to": [">=", getdate()]})]


def _granting(filters: dict) -> list:
	return frappe.get_all(
		CREDIT_HOLD,
		filters={**filters, "status": ["in", GRANTING], "amount_cap": [">", 0]},
		fields=["name", "consumed_amount"],
		order_by="creation desc",
	)


def consume(hold: str, doc, amount: Decimal) -> None:
	"""Count what passed against its release; an offer owes nothing yet, and what is ordered by it is counted."""
	if doc.doctype not in OFFERS:
		_set_use(hold, doc.doctype, doc.name, used_by(hold, doc.doctype, doc.name) + amount)
	row = frappe.db.get_value(CREDIT_HOLD, hold, ["reference_doctype", "reference_name"], as_dict=True)
	versions = lineage.versions(doc.doctype, doc.name, doc.get("amended_from"))
	if row.reference_doctype == doc.doctype and row.reference_name in versions:
		# a release for the whole customer may be used while its own document is held again
		frappe.db.set_value(CREDIT_HOLD, hold, "status", "Released")


def used_by(hold: str, doctype: str, name: str) -> Decimal:
	"""What a document has used of a release."""
	filters = {"parent": hold, "reference_doctype": doctype, "reference_name": name}
	return decimal(frappe.db.get_value(USE, filters, "amount") or 0)


def give_back(doctype: str, name: str, amount: Decimal | None = None) -> None:
	"""A document was cancelled, or reduced by an amount: what it used of releases may be used again.

	What was granted last is given back first, as it was needed last.
	"""
	uses = frappe.get_all(
		USE,
		filters={"reference_doctype": doctype, "reference_name": name},
		fields=["parent", "amount"],
		order_by="used_on desc, creation desc",
	)
	for use in uses:
		used = decimal(use.amount)
		back = used if amount is None else min(used, amount)
		if back > ZERO:
			_set_use(use.parent, doctype, name, used - back)
		amount = None if amount is None else amount - back


def _set_use(hold: str, doctype: str, name: str, amount: Decimal) -> None:
	"""Keep what a document uses, and the sum with it; the hold's row is the lock on both."""
	used = decimal(frappe.db.get_value(CREDIT_HOLD, hold, "consumed_amount", for_update=True) or 0)
	filters = {
		"parent": hold,
		"parenttype": CREDIT_HOLD,
		"reference_doctype": doctype,
		"reference_name": name,
	}
	row = frappe.db.get_value(USE, filters, ["name", "amount"], as_dict=True)
	before = decimal(row.amount) if row else ZERO
	_write_use(hold, filters, row and row.name, amount)
	frappe.db.set_value(CREDIT_HOLD, hold, "consumed_amount", float(max(ZERO, used + amount - before)))


def _write_use(hold: str, filters: dict, row: str | None, amount: Decimal) -> None:
	if row and amount <= ZERO:
		frappe.db.delete(USE, {"name": row})
	elif row:
		frappe.db.set_value(USE, row, {"amount": float(amount), "used_on": now_datetime()})
	elif amount > ZERO:
		_add_use(hold, filters, amount)


def _add_use(hold: str, filters: dict, amount: Decimal) -> None:
	values = {
		"doctype": USE,
		**filters,
		"parentfield": "uses",
		"idx": frappe.db.count(USE, {"parent": hold}) + 1,
		"amount": float(amount),
		"used_on": now_datetime(),
		"currency": frappe.db.get_value(CREDIT_HOLD, hold, "currency"),
	}
	frappe.get_doc(values).db_insert()
