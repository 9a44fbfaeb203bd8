"""Which lines of a document to keep so that it fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby

from .case import Line
from .money import ZERO


def lines_to_keep(lines: Sequence[Line], left_out: Decimal) -> tuple[Line, ...]:
	"""Lines to keep when at least `left_out` must go; empty when none can stay, or all together are not enough.

	The best of three fillings, by size from either end and by row: near the most that fits, and fast for
	any number of lines.
	"""
	room = total(lines) - left_out
	by_size = sorted(lines, key=lambda line: line.amount)
	fillings = (_filled(order, room) for order in (by_size[::-1], lines, by_size))
	return max(fillings, key=lambda kept: (total(kept), len(kept)))


def _filled(lines: Iterable[Line], room: Decimal) -> tuple[Line, ...]:
	kept: list[Line] = []
	for line in lines:
		if line.amount <= room:
			kept.append(line)
			room -= line.amount
	return tuple(sorted(kept, key=lambda line: line.row))


def total(lines: Iterable[Line]) -> Decimal:
	"""What lines are worth together."""
	return sum((line.amount for line in lines), ZERO)


def rows_text(rows: Sequence[int]) -> str:
	"""Row numbers as people write them: 1–3, 5."""
	runs = [
		[row for _, row in run] for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0])
	]
	return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
