"""The worklist as a report: the open cases with their priority and next step, and how they share out."""

from credit_control.services import worklist_report


def execute(filters=None):
	"""Columns, rows, message, chart and summary."""
	return worklist_report.run(filters or {})
