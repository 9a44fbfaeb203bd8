"""Sales Invoice: judged for what it bills beyond orders and deliveries; a credit note clears holds."""

from credit_control.services import dispute_credit_notes, facts, gate, grants, holds, rejudging, terms


def before_validate(doc, method=None):
	terms.propose(doc)


def after_mapping(doc, method=None, source=None):
	terms.follow(doc, source)


def on_submit(doc, method=None):
	gate.guard(doc, doc.customer, facts.added(doc, doc.customer), facts.SUBMIT)
	if doc.is_return:
		dispute_credit_notes.issued(doc)
		rejudging.later(doc.customer, doc.company)


def on_cancel(doc, method=None):
	grants.give_back(doc.doctype, doc.name)
	if doc.is_return:
		dispute_credit_notes.taken_back(doc)
	rejudging.later(doc.customer, doc.company)


def on_trash(doc, method=None):
	holds.close_for(doc.doctype, doc.name)
