"""Give a site that has the app already the disabled strategy that new sites start with."""

from credit_control.setup import collection_defaults


def execute():
	collection_defaults.create()
