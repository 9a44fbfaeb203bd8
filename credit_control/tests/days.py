"""Another day on the clock of the code under test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch

from frappe.utils import add_to_date, data, now_datetime


@contextmanager
def years_later(years: int) -> Iterator[datetime]:
	"""Frappe's date and time so many years on: today, now and everything that is reckoned from them."""
	moment = add_to_date(now_datetime(), years=years)
	with patch.object(data, "now_datetime", lambda: moment):
		yield moment
