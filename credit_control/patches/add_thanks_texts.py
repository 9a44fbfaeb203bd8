"""Give a site that has the app already the texts of thanks that new sites start with; no strategy uses them yet."""

from credit_control.setup import collection_defaults


def execute():
	collection_defaults.make_thanks()
