"""What every customer owes or will owe, against its limit, on any day."""

from credit_control.services import exposure_report


def execute(filters=None):
	"""Columns, rows, message, chart and summary."""
	return exposure_report.run(filters or {})
