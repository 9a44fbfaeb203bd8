"""Payment Entry: money received may clear a customer's holds."""

from credit_control.services import rejudging


def on_submit(doc, method=None):
	_rejudge(doc)


def on_cancel(doc, method=None):
	_rejudge(doc)


def _rejudge(doc):
	if doc.party_type == "Customer":
		rejudging.later(doc.party, doc.company)
