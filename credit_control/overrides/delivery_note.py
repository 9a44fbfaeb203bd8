"""Delivery Note: judged for what it delivers beyond submitted orders."""

from credit_control.services import facts, gate, grants, holds, rejudging


def on_submit(doc, method=None):
	gate.guard(doc, doc.customer, facts.added(doc, doc.customer), facts.SUBMIT)
	if doc.is_return:
		rejudging.later(doc.customer, doc.company)


def on_cancel(doc, method=None):
	grants.give_back(doc.doctype, doc.name)
	rejudging.later(doc.customer, doc.company)


def on_trash(doc, method=None):
	holds.close_for(doc.doctype, doc.name)
