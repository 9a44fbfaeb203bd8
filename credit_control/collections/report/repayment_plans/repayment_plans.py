"""What the plans foresaw, what came in, and what was missed."""

from credit_control.services import plan_report


def execute(filters=None):
	"""Columns, rows, message, chart and summary."""
	return plan_report.run(filters or {})
