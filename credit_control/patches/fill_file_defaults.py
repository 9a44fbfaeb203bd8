"""Give a site that has the app already what new sites start with: rating scales and the items of a file."""

from credit_control.setup import file_defaults


def execute():
	file_defaults.create()
