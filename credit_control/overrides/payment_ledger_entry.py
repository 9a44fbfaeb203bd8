"""Payment Ledger Entry: every way in which money is allocated ends here; promises and plans are judged by it."""

from credit_control.services import keeping

MONEY = ("Payment Entry", "Journal Entry")


def on_submit(doc, method=None):
	if doc.party_type == "Customer" and doc.voucher_type in MONEY:
		keeping.later(doc.party, doc.company)
