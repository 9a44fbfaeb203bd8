"""Sales Order: judged when it is submitted, enlarged or re-opened."""

from credit_control.engine.money import ZERO, decimal
from credit_control.erp import documents
from credit_control.services import facts, gate, grants, holds, terms


def before_validate(doc, method=None):
	terms.propose(doc)


def on_submit(doc, method=None):
	gate.guard(doc, doc.customer, documents.added_exposure(doc, doc.customer), facts.SUBMIT)


def on_update_after_submit(doc, method=None):
	increase = documents.order_increase(doc)
	if increase > ZERO:
		gate.guard(doc, doc.customer, increase, facts.UPDATE)


def on_change(doc, method=None):
	if facts.is_reopened(doc):
		gate.guard(doc, doc.customer, documents.order_remainder(doc), facts.REOPEN)


def on_cancel(doc, method=None):
	grants.give_back(doc.doctype, doc.name, decimal(doc.base_grand_total))


def on_trash(doc, method=None):
	holds.close_for(doc.doctype, doc.name)
