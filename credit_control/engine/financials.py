"""What a customer's statements contribute to an assessment: indicators, knock-outs, bases for a limit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from .altman import Z_DOUBLE_PRIME, altman
from .indicators import from_source
from .knock_outs import NEGATIVE_EQUITY
from .limit_methods import LimitInputs
from .money import ZERO
from .ratios import ratio
from .statement import Statement, tangible_net_worth, with_subtotals
from .wall import wall_index

#: indicators that are no ratio of two figures
SCORES: Mapping[str, Callable[[Statement], Decimal | None]] = {
	Z_DOUBLE_PRIME.code: lambda statement: altman(statement).value,
	"wall_index": lambda statement: wall_index(statement).index,
	# needs the standards of an industry, which the engine does not know
	"five_tier_score": lambda statement: None,
}


def statement_values(
	current: Statement, previous: Statement | None = None
) -> dict[str, Decimal | str | None]:
	"""Every indicator that comes from statements, by code; subtotals left out are filled in first.

	Raises CreditError when `previous` does not end before `current`.
	"""
	now, before = with_subtotals(current), previous and with_subtotals(previous)
	values: dict[str, Decimal | str | None] = {}
	for code in from_source("statement"):
		values[code] = SCORES[code](now) if code in SCORES else ratio(code, now, before).scored
	return values


def statement_knock_outs(statement: Statement) -> frozenset[str]:
	"""Negative equity when equity is zero or less; nothing when it is missing."""
	equity = with_subtotals(statement).value("equity")
	return frozenset({NEGATIVE_EQUITY}) if equity is not None and equity <= ZERO else frozenset()


def limit_inputs(statement: Statement) -> LimitInputs:
	"""What the limit methods need of a statement, in its currency; None for whatever it does not say."""
	full = with_subtotals(statement)
	equity, assets, liabilities = (
		full.value(code) for code in ("equity", "current_assets", "current_liabilities")
	)
	return LimitInputs(
		net_worth=equity,
		tangible_net_worth=tangible_net_worth(full),
		turnover=full.yearly("revenue"),
		working_capital=None if assets is None or liabilities is None else assets - liabilities,
		current_ratio=ratio("current_ratio", full).value,
		quick_ratio=ratio("quick_ratio", full).value,
		current_liabilities_to_equity=_per_equity(liabilities, equity),
		liabilities_to_equity=ratio("debt_to_equity", full).value,
	)


def _per_equity(amount: Decimal | None, equity: Decimal | None) -> Decimal | None:
	return None if amount is None or equity is None or equity <= ZERO else amount / equity
