"""Company: a new one starts in Warn Only; ERPNext's own default limit is closed where we govern."""

from credit_control.services import core_limits, policies, settings


def validate(doc, method=None):
	core_limits.refuse_new_default(doc)


def after_insert(doc, method=None):
	if policies.exists():
		settings.start(doc.name)


def on_trash(doc, method=None):
	settings.forget(doc.name)
