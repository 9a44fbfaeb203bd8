"""Documents of collections and holds that name people: on the form and in print by their full names."""

from credit_control.services import people


def onload(doc, method=None):
	people.show(doc)


def before_print(doc, method=None, settings=None):
	people.put_names(doc)
