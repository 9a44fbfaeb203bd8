"""Mode of Payment: which money counts as exposure until it has cleared or matured."""

from credit_control.services import exposure_sources


def on_update(doc, method=None):
	exposure_sources.refresh()
	exposure_sources.tell_what_counts(doc)


def after_rename(doc, method=None, *names):
	exposure_sources.refresh()


def after_delete(doc, method=None):
	exposure_sources.refresh()
