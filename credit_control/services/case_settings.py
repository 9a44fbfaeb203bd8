"""What Credit Control Settings say of Collection Cases: from when on, whose, and how many points for what."""

from decimal import Decimal

from credit_control.engine.money import ZERO, decimal
from credit_control.engine.priority import Weights
from credit_control.services import settings

#: what a new site starts with
DEFAULTS = {
	"case_reopen_days": 30,
	"case_points_amount": 30,
	"case_points_age": 25,
	"case_old_days": 90,
	"case_points_risk": 15,
	"case_points_promises": 15,
	"case_points_insurer": 20,
	"case_points_limitation": 30,
}
LARGE_AMOUNT = 100_000


def minimum(company: str) -> Decimal:
	"""What a customer may be overdue with before a case is opened, in company currency."""
	row = settings.company_row(company)
	return decimal(row.case_minimum or 0) if row else ZERO


def default_collector(company: str) -> str | None:
	"""Who gets the cases of customers without an account manager that collects."""
	row = settings.company_row(company)
	return (row and row.default_collector) or None


def reopen_days() -> int:
	"""How long a closed case is opened again instead of a new one."""
	return _number("case_reopen_days")


def weights(company: str) -> Weights:
	"""How many points each kind of reason gives at most."""
	row = settings.company_row(company)
	return Weights(
		amount=_number("case_points_amount"),
		age=_number("case_points_age"),
		risk=_number("case_points_risk"),
		promises=_number("case_points_promises"),
		insurer=_number("case_points_insurer"),
		limitation=_number("case_points_limitation"),
		large_amount=decimal((row and row.case_large_amount) or LARGE_AMOUNT),
		old_days=_number("case_old_days"),
	)


def _number(fieldname: str) -> int:
	value = settings.settings().get(fieldname)
	return DEFAULTS[fieldname] if value is None else int(value)
