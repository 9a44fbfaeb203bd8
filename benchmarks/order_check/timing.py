"""Times checks on one customer: warm, repeated, in turns, with the memory they need."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

#: repeat for about this long, at least and at most so many times
SECONDS, LEAST, MOST = 20.0, 20, 1000


@dataclass(frozen=True)
class Timing:
	"""Milliseconds of the median call and of the one that 95 % are faster than, and Python's peak in KiB."""

	median: float
	p95: float
	peak: float


def timed(checks: Sequence[Callable[[], object]]) -> list[Timing]:
	"""Times several checks in turns, so that whatever else the machine does hits all of them alike."""
	slowest = max(seconds(check) for check in checks)
	repeats = max(LEAST, min(MOST, int(SECONDS / slowest)))
	runs = [[seconds(check) * 1000 for check in checks] for _ in range(repeats)]
	columns = list(zip(*runs, strict=True))
	return [
		Timing(median(column), quantiles(column, n=20)[-1], peak_memory(check))
		for column, check in zip(columns, checks, strict=True)
	]


def seconds(check: Callable[[], object]) -> float:
	started = time.perf_counter()
	check()
	return time.perf_counter() - started


def peak_memory(check: Callable[[], object]) -> float:
	"""The most that Python held during a call, in KiB; what MariaDB needs is not in it."""
	tracemalloc.start()
	try:
		check()
		return tracemalloc.get_traced_memory()[1] / 1024
	finally:
		tracemalloc.stop()
