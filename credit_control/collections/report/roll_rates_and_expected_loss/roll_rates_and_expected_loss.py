"""How the ageing buckets grow older, and the loss to be expected from them."""

from credit_control.services import loss_report


def execute(filters=None):
	"""Columns, rows, message, chart and summary."""
	return loss_report.run(filters or {})
