"""Credit Scorecard documents as the engine reads them."""

from decimal import Decimal

from credit_control.engine.indicators import INDICATORS
from credit_control.engine.money import decimal, optional_decimal
from credit_control.engine.scorecard import REALLOCATE, ZERO_POINTS, Band, Factor, Scorecard

CODES = {indicator.label: code for code, indicator in INDICATORS.items()}
LABELS = {code: indicator.label for code, indicator in INDICATORS.items()}
MISSING_MODES = {"Reallocate": REALLOCATE, "Zero": ZERO_POINTS}
#: knock-out code → check box of the scorecard
KNOCK_OUT_FIELDS = {
	"insolvency": "knock_out_insolvency",
	"dishonest_debtor": "knock_out_dishonest_debtor",
	"negative_equity": "knock_out_negative_equity",
	"bad_debt": "knock_out_bad_debt",
	"fraud": "knock_out_fraud",
	"expired_registration": "knock_out_expired_registration",
}


def unreadable_bands(doc) -> list:
	"""The band rows whose From is no number."""
	return [row for row in doc.bands if not _is_readable(row)]


def _is_readable(row) -> bool:
	try:
		_start(row)
	except ValueError:
		return False
	return True


def engine_scorecard(doc) -> Scorecard:
	"""The document as the engine reads it."""
	return Scorecard(
		name=doc.scorecard_name or "",
		version=doc.name or "",
		factors=tuple(_factor(row, doc.bands) for row in doc.factors),
		missing_mode=MISSING_MODES.get(doc.missing_data, REALLOCATE),
		minimum_coverage=decimal(doc.minimum_coverage or 0),
		knock_outs=tuple(code for code, field in KNOCK_OUT_FIELDS.items() if doc.get(field)),
		no_history_cap=doc.no_history_cap or None,
		unaudited_cap=doc.unaudited_cap or None,
		old_statement_months=doc.old_statement_months or None,
		old_statement_cap=doc.old_statement_cap or None,
	)


def _factor(row, bands) -> Factor:
	own = tuple(_band(band) for band in bands if band.indicator == row.indicator)
	return Factor(CODES.get(row.indicator, row.indicator), decimal(row.weight or 0), own)


def _band(row) -> Band:
	return Band(_start(row), decimal(row.points or 0), row.text_value or "", row.advice or "")


def _start(row) -> Decimal | None:
	return None if row.text_value else optional_decimal(row.from_value)
