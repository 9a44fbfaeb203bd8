"""Bank Guarantee: the Credit Security that counts it follows."""

from credit_control.services import bank_guarantees


def on_update_after_submit(doc, method=None):
	bank_guarantees.changed(doc)


def on_cancel(doc, method=None):
	bank_guarantees.cancelled(doc)
