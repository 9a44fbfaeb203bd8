"""Payment Ledger Entry: every way in which money is received or allocated ends here.

Promises, plans and Collection Cases are judged by it. Payments, credit notes, journals, reconciliations and cancelled invoices
alike may clear a customer's holds.
"""

from credit_control.services import keeping, rejudging

MONEY = ("Payment Entry", "Journal Entry")


def on_submit(doc, method=None):
	if doc.party_type != "Customer":
		return
	if doc.voucher_type in MONEY or doc.amount < 0:
		keeping.later(doc.party, doc.company, taken_back=bool(doc.delinked))
	if doc.amount < 0:
		rejudging.later(doc.party, doc.company)
