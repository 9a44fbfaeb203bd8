"""Sales Order: judged when it is submitted, enlarged or re-opened."""

from credit_control.engine.money import ZERO
from credit_control.erp import documents
from credit_control.services import facts, gate, grants, holds, rejudging, terms


def before_validate(doc, method=None):
	terms.propose(doc)


def after_mapping(doc, method=None, source=None):
	terms.follow(doc, source)


def on_submit(doc, method=None):
	gate.guard(doc, doc.customer, facts.added(doc, doc.customer), facts.SUBMIT)


def on_update_after_submit(doc, method=None):
	increase = facts.increase(doc)
	if increase > ZERO:
		gate.guard(doc, doc.customer, increase, facts.UPDATE)
		return
	decrease = documents.order_decrease(doc)
	if decrease > ZERO:
		grants.give_back(doc.doctype, doc.name, decrease)
		rejudging.later(doc.customer, doc.company)


def on_change(doc, method=None):
	if facts.is_reopened(doc):
		gate.guard(doc, doc.customer, facts.remainder(doc), facts.REOPEN)
	elif doc.docstatus == 1 and doc.status == "Closed":
		rejudging.later(doc.customer, doc.company)


def on_cancel(doc, method=None):
	grants.give_back(doc.doctype, doc.name)
	rejudging.later(doc.customer, doc.company)


def on_trash(doc, method=None):
	holds.close_for(doc.doctype, doc.name)
