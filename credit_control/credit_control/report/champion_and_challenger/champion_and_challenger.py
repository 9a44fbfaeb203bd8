"""What the challenger scorecard would have graded, beside the champion, and how the customers paid since."""

from credit_control.services import challenger_report


def execute(filters=None):
	"""Columns, rows, nothing, chart and summary of the chosen view."""
	return challenger_report.run(filters or {})
