"""POS Invoice: judged for what is not paid at the till; ERPNext itself has no credit check there."""

from credit_control.services import exposure_sources, facts, gate, grants, holds, rejudging


def on_submit(doc, method=None):
	# before it is judged: the ledgers are read with it
	exposure_sources.note_till()
	gate.guard(doc, doc.customer, facts.added(doc, doc.customer), facts.SUBMIT)


def on_cancel(doc, method=None):
	grants.give_back(doc.doctype, doc.name)
	rejudging.later(doc.customer, doc.company)


def on_trash(doc, method=None):
	holds.close_for(doc.doctype, doc.name)
