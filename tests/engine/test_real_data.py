"""Measured on public data that is not part of the project (shared/data/README.md); skipped without it."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from credit_control.engine.altman import Z_DOUBLE_PRIME, z_score
from credit_control.engine.money import optional_decimal

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
POLISH = DATA / "polish_1year_horizon5y.csv"
# X1 to X4 of Z″
ALTMAN_COLUMNS = ("Attr3", "Attr6", "Attr7", "Attr8")


def scored_firms():
	with POLISH.open(newline="") as file:
		for row in csv.DictReader(file):
			score = z_score(Z_DOUBLE_PRIME, [optional_decimal(row[column]) for column in ALTMAN_COLUMNS])
			if score is not None:
				yield score, row["class"] == "1"


def area_under_curve(scored):
	"""The chance that a failed firm scores below a sound one; equal scores count half."""
	failed = sum(1 for _, has_failed in scored if has_failed)
	by_score = {}
	for score, has_failed in scored:
		by_score.setdefault(score, []).append(has_failed)
	failed_below, pairs = 0, Decimal(0)
	for score in sorted(by_score):
		group = by_score[score]
		sound = group.count(False)
		pairs += sound * (failed_below + Decimal(group.count(True)) / 2)
		failed_below += group.count(True)
	return pairs / (failed * (len(scored) - failed))


@pytest.mark.skipif(not POLISH.exists(), reason="public data not at hand")
def test_altman_z_double_prime_ranks_polish_firms_as_well_as_published():
	firms = list(scored_firms())
	assert len(firms) > 6900
	assert abs(area_under_curve(firms) - Decimal("0.690")) <= Decimal("0.002")
