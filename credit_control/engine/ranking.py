"""How well a score tells two kinds apart: the area under the curve, by ranks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Ranked:
	"""One case: its score (higher is better) and whether it went wrong."""

	score: Decimal | float
	bad: bool


@dataclass(frozen=True, slots=True)
class Measured:
	"""The area under the curve over so many cases, of which so many went wrong."""

	area: float
	cases: int
	bad: int


def area_under_curve(cases: Iterable[Ranked]) -> Measured:
	"""The chance that a bad case scores below a good one; equal scores count half (Mann–Whitney).

	0.5 is a coin, 1 a perfect order. Raises ValueError when there are not both kinds.
	Source: Mann and Whitney, 1947; ties as mid-ranks.
	"""
	ordered = sorted(cases, key=lambda case: case.score)
	bad = sum(case.bad for case in ordered)
	good = len(ordered) - bad
	if not bad or not good:
		raise ValueError("area under the curve: cases of one kind only")
	bad_below, twice_won = 0, 0
	for _, ties in groupby(ordered, key=lambda case: case.score):
		group = list(ties)
		bad_here = sum(case.bad for case in group)
		twice_won += (len(group) - bad_here) * (2 * bad_below + bad_here)
		bad_below += bad_here
	return Measured(float(Fraction(twice_won, 2 * bad * good)), len(ordered), bad)
