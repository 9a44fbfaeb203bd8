"""What the tooling says, and how it gives up."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Failure(Exception):
	"""A problem the person at the terminal can act on; shown without a traceback."""


def say(text: str) -> None:
	print(text, flush=True)


def warn(text: str) -> None:
	print(text, file=sys.stderr, flush=True)


@contextmanager
def step(title: str) -> Iterator[None]:
	"""Announce a step that takes a while, and say how long it took."""
	print(f"  {title} ...", end="", flush=True)
	started = time.monotonic()
	try:
		yield
	except BaseException:
		print(" failed", flush=True)
		raise
	print(f" {time.monotonic() - started:.0f} s", flush=True)
