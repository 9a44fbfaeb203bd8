"""The registry of indicators as people read it: what each means, where it comes from, which way is better."""

from frappe import _

from credit_control.engine.indicators import INDICATORS, Indicator
from credit_control.services.assessment_rows import SOURCE_LABELS
from credit_control.services.scorecards import part_of

UNIT_LABELS = {
	"ratio": "Ratio",
	"percent": "%",
	"days": "Days",
	"months": "Months",
	"years": "Years",
	"amount": "Amount",
}
DIRECTION_LABELS = {
	"higher": "Higher is better",
	"lower": "Lower is better",
	"category": "One of the words",
}


def rows() -> list[dict]:
	"""Every indicator in the user's language, in the order of the registry."""
	return [_row(indicator) for indicator in INDICATORS.values()]


def _row(indicator: Indicator) -> dict:
	return {
		"code": indicator.code,
		"value": indicator.label,
		"part": part_of(indicator.code),
		"label": _(indicator.label),
		"source": _(SOURCE_LABELS[indicator.source]),
		"unit": _(UNIT_LABELS[indicator.unit]) if indicator.unit in UNIT_LABELS else "",
		"direction": _(DIRECTION_LABELS[indicator.direction]),
		"lower_is_better": indicator.direction == "lower",
		"definition": _(indicator.definition),
		"texts": [{"value": text, "label": _(text, context="Credit File")} for text in indicator.texts],
		"is_category": indicator.direction == "category",
	}
