"""Altman's Z′ and Z″ for firms that are not listed: one factor of a scorecard, not a verdict.

Source: domain.md, Altman (E. Altman, 1983 and 1995). Book equity stands for market value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .errors import CreditError
from .money import ZERO
from .statement import Statement

SAFE = "Safe"
GREY = "Grey"
DISTRESS = "Distress"

DEFINITIONS = (
	"(Current assets − current liabilities) / total assets",
	"Retained earnings / total assets",
	"EBIT / total assets",
	"Book equity / total liabilities",
	"Revenue / total assets",
)
# flows are scaled to a year when the period is not about one
_FLOWS = ("ebit", "revenue")
_LINES = ("current_assets", "current_liabilities", "total_assets", "retained_earnings", "ebit", "equity")


@dataclass(frozen=True, slots=True)
class AltmanModel:
	"""Coefficients of X1, X2 … in order, and the open ends of the grey zone; no units."""

	code: str
	label: str
	coefficients: tuple[Decimal, ...]
	distress_below: Decimal
	safe_above: Decimal

	@property
	def lines(self) -> tuple[str, ...]:
		"""The statement lines the model needs."""
		extra = ("revenue",) if len(self.coefficients) > 4 else ()
		return (*_LINES, "total_liabilities", *extra)


Z_PRIME = AltmanModel(
	"z_prime",
	"Altman Z′ (manufacturers)",
	(Decimal("0.717"), Decimal("0.847"), Decimal("3.107"), Decimal("0.420"), Decimal("0.998")),
	Decimal("1.23"),
	Decimal("2.90"),
)
Z_DOUBLE_PRIME = AltmanModel(
	"z_double_prime",
	"Altman Z″ (all industries)",
	(Decimal("6.56"), Decimal("3.26"), Decimal("6.72"), Decimal("1.05")),
	Decimal("1.10"),
	Decimal("2.60"),
)


@dataclass(frozen=True, slots=True)
class AltmanTerm:
	"""One X of the sum: its ratio, coefficient and their product."""

	code: str
	definition: str
	value: Decimal
	coefficient: Decimal
	contribution: Decimal


@dataclass(frozen=True, slots=True)
class AltmanResult:
	"""The score of one model with its terms; value and zone None, and a note, when an input is missing."""

	model: str
	value: Decimal | None
	zone: str | None
	terms: tuple[AltmanTerm, ...] = ()
	note: str = ""


@dataclass(frozen=True, slots=True)
class ModelChoice:
	"""Which model to use and why."""

	model: AltmanModel
	reason: str


def choose_model(industry_is_manufacturing: bool | None) -> ModelChoice:
	"""Z′ for manufacturers; Z″ for all others, and where the industry is not known."""
	if industry_is_manufacturing:
		return ModelChoice(Z_PRIME, "The customer is a manufacturer.")
	if industry_is_manufacturing is None:
		return ModelChoice(Z_DOUBLE_PRIME, "The industry is not known; this model fits every industry.")
	return ModelChoice(Z_DOUBLE_PRIME, "The customer is not a manufacturer.")


def altman(statement: Statement, model: AltmanModel = Z_DOUBLE_PRIME) -> AltmanResult:
	"""The score of one statement. Retained earnings that are missing are never replaced by something else."""
	missing = statement.missing(model.lines)
	if missing:
		return AltmanResult(model.code, None, None, note=f"missing: {', '.join(missing)}")
	figures = {code: value for code in model.lines if (value := _figure(statement, code)) is not None}
	if figures["total_assets"] <= ZERO or figures["total_liabilities"] <= ZERO:
		which = "assets" if figures["total_assets"] <= ZERO else "liabilities"
		return AltmanResult(model.code, None, None, note=f"no {which}")
	terms = tuple(_terms(model, _factors(figures)))
	value = sum((term.contribution for term in terms), ZERO)
	return AltmanResult(model.code, value, zone(model, value), terms, statement.scaled_note(_FLOWS))


def z_score(model: AltmanModel, factors: Sequence[Decimal | None]) -> Decimal | None:
	"""Σ coefficient × X over ready-made X1, X2 … (plain ratios); None when any is missing.

	Raises CreditError when there are more or fewer factors than the model has coefficients.
	"""
	if len(factors) != len(model.coefficients):
		raise CreditError(
			"{model} needs {needed} factors, not {given}.",
			{"model": model.label, "needed": len(model.coefficients), "given": len(factors)},
			field="factors",
		)
	known = [factor for factor in factors if factor is not None]
	if len(known) < len(factors):
		return None
	return sum((term.contribution for term in _terms(model, known)), ZERO)


def zone(model: AltmanModel, value: Decimal) -> str:
	"""Safe above the upper cut-off, Distress below the lower one; both cut-offs themselves are Grey."""
	if value > model.safe_above:
		return SAFE
	return DISTRESS if value < model.distress_below else GREY


def _figure(statement: Statement, code: str) -> Decimal | None:
	return statement.yearly(code) if code in _FLOWS else statement.value(code)


def _factors(figures: dict[str, Decimal]) -> list[Decimal]:
	assets = figures["total_assets"]
	factors = [
		(figures["current_assets"] - figures["current_liabilities"]) / assets,
		figures["retained_earnings"] / assets,
		figures["ebit"] / assets,
		figures["equity"] / figures["total_liabilities"],
	]
	return [*factors, figures["revenue"] / assets] if "revenue" in figures else factors


def _terms(model: AltmanModel, factors: Sequence[Decimal]) -> list[AltmanTerm]:
	return [
		AltmanTerm(f"X{position}", definition, value, coefficient, value * coefficient)
		for position, (definition, value, coefficient) in enumerate(
			zip(DEFINITIONS, factors, model.coefficients, strict=False), start=1
		)
	]
