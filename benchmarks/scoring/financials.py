"""The financial part of the default scorecard on American firms, beside Altman Z″ on the very same firms.

The file says of every year of a firm whether it failed in the end. So one year is taken of each firm: the
last one there is, or the one before it, which is the fairer test because the last accounts of a failed firm
often come out after its filing. A firm counts only where both scores can be had of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from benchmarks.scoring.sources import AMERICAN, DATA, rows
from credit_control.engine.defaults import default_scorecard
from credit_control.engine.financials import statement_values
from credit_control.engine.indicators import from_source
from credit_control.engine.money import decimal
from credit_control.engine.ranking import Measured, Ranked, area_under_curve
from credit_control.engine.scorecard import Scorecard, score
from credit_control.engine.statement import AUDITED, Statement

#: columns of the file and our lines; interest and cash flow are not in it, so those factors are missing
LINES = {
	"X1_current_assets": "current_assets",
	"X2_cogs": "cost_of_sales",
	"X5_inventory": "inventory",
	"X6_net_income": "net_profit",
	"X7_receivables": "receivables",
	"X9_net_sales": "revenue",
	"X10_total_assets": "total_assets",
	"X12_ebit": "ebit",
	"X14_current_liabilities": "current_liabilities",
	"X15_retained_earnings": "retained_earnings",
	"X17_total_liabilities": "total_liabilities",
}
LAST, YEAR_BEFORE = 0, 1


@dataclass(frozen=True, slots=True)
class FirmYear:
	"""One year of a firm, scored both ways; `failed` is what became of the firm in the end."""

	year: int
	failed: bool
	card: Decimal
	z_double_prime: Decimal


@dataclass(frozen=True, slots=True)
class Compared:
	"""Both scores on the same firms."""

	card: Measured
	z_double_prime: Measured


def financial_card() -> Scorecard:
	"""The default scorecard's financial part alone, its weights as they are; what is missing is re-allocated."""
	card = default_scorecard()
	codes = from_source("statement")
	return replace(card, factors=tuple(factor for factor in card.factors if factor.indicator in codes))


def read(folder: Path = DATA) -> dict[str, list[dict[str, str]]]:
	"""The rows of each firm, oldest year first."""
	firms = defaultdict(list)
	for row in rows(AMERICAN, folder):
		firms[row["company_name"]].append(row)
	return {firm: sorted(years, key=lambda row: int(row["year"])) for firm, years in firms.items()}


def firm_years(firms: Mapping[str, list[dict[str, str]]], back: int) -> list[FirmYear]:
	"""Of each firm the year so many before its last; firms without it or without a score are left out."""
	card = financial_card()
	chosen = (years[-1 - back] for years in firms.values() if len(years) > back)
	found = (_scored(row, card) for row in chosen)
	return [firm for firm in found if firm is not None]


def _scored(row: Mapping[str, str], card: Scorecard) -> FirmYear | None:
	values = statement_values(statement(row))
	z_score, points = values["z_double_prime"], score(card, values).score
	if not isinstance(z_score, Decimal) or points is None:
		return None
	return FirmYear(int(row["year"]), row["status_label"] != "alive", points, z_score)


def statement(row: Mapping[str, str]) -> Statement:
	"""A row as one of our statements; book equity follows from assets and liabilities."""
	lines = {line: decimal(row[column]) for column, line in LINES.items() if row[column]}
	year = int(row["year"])
	return Statement(lines, date(year, 1, 1), date(year, 12, 31), AUDITED)


def compare(firms: Iterable[FirmYear]) -> Compared:
	"""How well either score ranks these firms."""
	found = list(firms)
	return Compared(
		area_under_curve(Ranked(float(firm.card), firm.failed) for firm in found),
		area_under_curve(Ranked(float(firm.z_double_prime), firm.failed) for firm in found),
	)
