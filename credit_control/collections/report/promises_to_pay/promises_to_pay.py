"""Promises that fell due, those that were kept, and who keeps them."""

from credit_control.services import promise_report


def execute(filters=None):
	"""Columns, rows, message, chart and summary."""
	return promise_report.run(filters or {})
