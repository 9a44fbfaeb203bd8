"""What each collector did on the cases, and what came of it."""

from credit_control.services import contact_report


def execute(filters=None):
	"""Columns, rows, message, chart and summary."""
	return contact_report.run(filters or {})
