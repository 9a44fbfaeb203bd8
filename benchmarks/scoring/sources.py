"""Reading the public data. It is not part of the project and never gets into it: see README.md."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

#: beside the repository
DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
POLISH = "polish_1year_horizon5y.csv"
LEDGER = "ibm_late_payments.csv"
AMERICAN = "us_bankruptcy_dev.csv"


def is_there(name: str, folder: Path = DATA) -> bool:
	return (folder / name).is_file()


def rows(name: str, folder: Path = DATA) -> Iterator[dict[str, str]]:
	"""The rows of one file as texts by column. Raises FileNotFoundError when it is not at hand."""
	with (folder / name).open(newline="", encoding="utf-8") as file:
		yield from csv.DictReader(file)
