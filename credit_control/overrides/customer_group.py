"""Customer Group: ERPNext's own limits are closed where we govern."""

from credit_control.services import core_limits


def validate(doc, method=None):
	core_limits.refuse_new(doc)
