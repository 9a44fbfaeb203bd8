"""Indicators and their values in the reader's language."""

from __future__ import annotations

from decimal import Decimal

from frappe import _

from credit_control.engine.indicators import INDICATORS

#: where the texts that an indicator may take are translated
CONTEXT = "Credit File"


def label(code: str) -> str:
	"""An indicator's name."""
	return _(INDICATORS[code].label)


def value(code: str, figure: Decimal | str | None) -> str:
	"""A value with its unit; a word for one that is missing."""
	if figure is None:
		return _("missing")
	if isinstance(figure, str):
		return _(figure, context=CONTEXT)
	return _with_unit(code, f"{figure.quantize(Decimal('0.01')):,}")


def _with_unit(code: str, figure: str) -> str:
	unit = INDICATORS[code].unit
	figure = figure.rstrip("0").rstrip(".") if "." in figure else figure
	if unit == "percent":
		return f"{figure} %"
	return _("{0} days").format(figure) if unit == "days" else figure
