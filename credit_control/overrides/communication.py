"""Communication: a mail that came in may tell of a reminder that came back."""

from credit_control.services import bounces


def after_insert(doc, method=None):
	bounces.received(doc)
