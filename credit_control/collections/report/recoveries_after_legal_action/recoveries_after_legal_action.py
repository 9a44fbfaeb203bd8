"""Legal actions with what was claimed, recovered and spent."""

from credit_control.services import legal_report


def execute(filters=None):
	"""Columns, rows, message, chart and summary."""
	return legal_report.run(filters or {})
