"""Customer: its Credit File follows a rename or merge; ERPNext's own limits are closed where we govern."""

from credit_control.services import core_limits, files


def validate(doc, method=None):
	core_limits.refuse_new(doc)


def before_rename(doc, method, old, new, merge=False):
	if merge:
		files.merge(old, new)
