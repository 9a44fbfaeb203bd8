"""Open disputes by reason and age, and how long settling them takes."""

from credit_control.services import dispute_report


def execute(filters=None):
	"""Columns, rows, message, chart and summary."""
	return dispute_report.run(filters or {})
