"""Unreconcile Payment: money that is taken off an invoice may settle another debt, or be missing there."""

from credit_control.services import keeping, rejudging


def on_submit(doc, method=None):
	for row in doc.allocations:
		if row.party_type == "Customer":
			rejudging.later(row.party, doc.company)
			keeping.later(row.party, doc.company, taken_back=True)
