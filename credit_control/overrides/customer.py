"""Customer: its Credit File follows a rename or merge; ERPNext's own limits are closed where we govern."""

from credit_control.services import core_limits, files, group_members, manual_holds


def validate(doc, method=None):
	core_limits.refuse_new(doc)


def after_rename(doc, method, old, new, merge=False):
	if merge:
		manual_holds.refresh(new)


def before_rename(doc, method, old, new, merge=False):
	if merge:
		group_members.merge(old, new)
		files.merge(old, new)
