"""Quotation: terms are proposed; to a customer it is judged as the order that it would become."""

from credit_control.services import facts, gate, holds, terms


def before_validate(doc, method=None):
	terms.propose(doc)


def on_submit(doc, method=None):
	gate.guard(doc, terms.customer_of(doc), facts.added(doc), facts.SUBMIT)


def on_trash(doc, method=None):
	holds.close_for(doc.doctype, doc.name)
