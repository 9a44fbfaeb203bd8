"""How much of each sales person's and each territory's credit budget is used."""

from credit_control.services import budget_views


def execute(filters=None):
	"""Columns and rows."""
	return budget_views.report(filters or {})
