"""Journal Entry: judged for what it debits a customer by hand; a credit clears holds."""

from credit_control.engine.money import ZERO
from credit_control.erp import documents
from credit_control.services import facts, gate, grants, rejudging, returned_bills


def validate(doc, method=None):
	returned_bills.validate(doc)


def on_submit(doc, method=None):
	# in one order everywhere, so that two journals do not wait for each other's customers
	for customer, amount in sorted(documents.debits(doc).items()):
		if amount > ZERO:
			gate.guard(doc, customer, amount, facts.SUBMIT)
		else:
			rejudging.later(customer, doc.company)


def on_cancel(doc, method=None):
	grants.give_back(doc.doctype, doc.name)
	for customer in documents.debits(doc):
		rejudging.later(customer, doc.company)
