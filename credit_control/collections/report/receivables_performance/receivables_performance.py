"""How well each month's receivables were collected, and who owes them."""

from credit_control.services import performance_report


def execute(filters=None):
	"""Columns, rows, message, chart and summary."""
	return performance_report.run(filters or {})
