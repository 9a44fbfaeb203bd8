"""Altman Z″ on Polish firms: does a low score tell who fails within five years?"""

from __future__ import annotations

from pathlib import Path

from benchmarks.scoring.sources import DATA, POLISH, rows
from credit_control.engine.altman import Z_DOUBLE_PRIME, z_score
from credit_control.engine.money import optional_decimal
from credit_control.engine.ranking import Measured, Ranked, area_under_curve

#: X1 to X4; about one firm in a hundred lacks one of them and is left out
RATIOS = ("Attr3", "Attr6", "Attr7", "Attr8")


def measure(folder: Path = DATA) -> Measured:
	"""Z″ of every firm that has the four ratios, against failure within five years."""
	cases = []
	for row in rows(POLISH, folder):
		score = z_score(Z_DOUBLE_PRIME, [optional_decimal(row[column]) for column in RATIOS])
		if score is not None:
			cases.append(Ranked(float(score), row["class"] == "1"))
	return area_under_curve(cases)
