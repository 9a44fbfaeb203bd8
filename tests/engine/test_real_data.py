"""Measured on public data that is not part of the project (benchmarks/scoring/README.md); skipped without it."""

import pytest

from benchmarks.scoring import financials, ledger, polish, sources


def needs(name):
	return pytest.mark.skipif(not sources.is_there(name), reason="public data not at hand")


@needs(sources.POLISH)
def test_altman_z_double_prime_ranks_polish_firms_as_well_as_published():
	measured = polish.measure()
	assert measured.cases > 6900
	assert measured.area == pytest.approx(0.690, abs=0.002)


@needs(sources.LEDGER)
def test_the_default_behaviour_part_tells_who_will_mostly_pay_late():
	measured = ledger.measure(ledger.cases(ledger.read(), ledger.CUTS))
	assert (measured.cases, measured.bad) == (188, 55)
	assert measured.area >= 0.95


@needs(sources.LEDGER)
def test_it_is_about_as_good_as_the_late_ratio_where_the_baseline_was_measured():
	cases = ledger.cases(ledger.read(), [ledger.SPLIT])
	assert ledger.measure(cases, ledger.by_late_ratio).area == pytest.approx(0.965, abs=0.005)
	assert ledger.measure(cases).area == pytest.approx(0.961, abs=0.002)


@needs(sources.AMERICAN)
@pytest.mark.parametrize(
	("back", "firms", "failed"), [(financials.YEAR_BEFORE, 1456, 119), (financials.LAST, 1619, 125)]
)
def test_the_default_financial_part_beats_altman_on_the_same_american_firms(back, firms, failed):
	compared = financials.compare(financials.firm_years(financials.read(), back))
	assert (compared.card.cases, compared.card.bad) == (firms, failed)
	assert compared.card.area > compared.z_double_prime.area + 0.04


@needs(sources.AMERICAN)
def test_it_beats_altman_in_the_earlier_years_and_in_the_later_ones():
	years = financials.firm_years(financials.read(), financials.YEAR_BEFORE)
	for half in ([firm for firm in years if firm.year <= 2005], [firm for firm in years if firm.year > 2005]):
		compared = financials.compare(half)
		assert compared.card.area > compared.z_double_prime.area + 0.04
