"""The benchmark's own arithmetic, and that it looks at nothing that was not known on the day."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.scoring import financials, ledger
from credit_control.engine.ranking import Ranked, area_under_curve

CUT = date(2012, 12, 31)
CASES = st.lists(st.builds(Ranked, st.integers(0, 5).map(float), st.booleans()), max_size=30)


def area(bad, good):
	return area_under_curve(
		[Ranked(score, True) for score in bad] + [Ranked(score, False) for score in good]
	).area


@pytest.mark.parametrize(
	("bad", "good", "expected"),
	[
		([1, 2], [3, 4], 1),
		([3, 4], [1, 2], 0),
		([2], [2], 0.5),
		([1, 3], [2, 4], 0.75),
		# pairs: 1<2, 1<3, 2=2, 2<3 → (1 + 1 + ½ + 1) / 4
		([1, 2], [2, 3], 0.875),
	],
)
def test_the_area_counts_the_pairs_in_the_right_order_and_ties_half(bad, good, expected):
	assert area(bad, good) == expected


@given(CASES)
def test_the_area_is_what_comparing_every_pair_gives(cases):
	bad, good = ([case.score for case in cases if case.bad is kind] for kind in (True, False))
	if not bad or not good:
		with pytest.raises(ValueError, match="one kind only"):
			area_under_curve(cases)
		return
	won = sum(1.0 if low < high else 0.5 if low == high else 0.0 for low, high in product(bad, good))
	assert area_under_curve(cases).area == pytest.approx(won / len(bad) / len(good))


def invoice(written, due, settled, amount=100):
	return ledger.Invoice("1", written, due, Decimal(amount), settled)


LATE_AFTER_THE_CUT = invoice(date(2012, 11, 15), date(2012, 12, 15), date(2013, 2, 20))


def test_an_invoice_settled_after_the_cut_is_open_on_it():
	known = LATE_AFTER_THE_CUT.known(CUT)
	assert (known.payments, known.outstanding) == ((), 100)


def test_what_happens_after_the_cut_changes_no_value():
	later = invoice(LATE_AFTER_THE_CUT.written, LATE_AFTER_THE_CUT.due, date(2013, 1, 2))
	first, second = (ledger.values_on([one], [one], CUT) for one in (LATE_AFTER_THE_CUT, later))
	assert first == second
	# 16 days overdue on the cut, whenever it was paid in the end
	assert (first["weighted_days_late"], first["oldest_overdue_days"]) == (16, 16)


def test_an_invoice_not_yet_due_on_the_cut_tells_nothing():
	values = ledger.values_on([one := invoice(CUT, date(2013, 1, 30), date(2013, 3, 1))], [one], CUT)
	assert (values["late_ratio"], values["overdue_share"]) == (None, 0)


def test_a_customer_is_a_case_when_it_bought_before_the_cut_and_again_after_it():
	before = invoice(date(2012, 12, 1), date(2012, 12, 31), date(2012, 12, 20))
	after = [invoice(date(2013, 2, day), date(2013, 3, day), date(2013, 3, 15)) for day in (1, 10, 20)]
	case = ledger.case_of([before, *after], CUT)
	assert (case.followed, case.late, case.mostly_late) == (3, 2, True)
	assert ledger.case_of([before], CUT) is None
	assert ledger.case_of(after, CUT) is None


def test_the_parts_measured_are_those_of_the_default_scorecard():
	weights = [
		sum(factor.weight for factor in card.factors)
		for card in (ledger.behaviour_card(), financials.financial_card())
	]
	assert weights == [35, 30]


def test_a_firm_without_a_figure_that_z_needs_counts_for_neither_score():
	row = dict.fromkeys(financials.LINES, "100") | {"year": "2001", "status_label": "alive"}
	row["X17_total_liabilities"] = "40"
	whole, lacking = row, {**row, "X15_retained_earnings": ""}
	found = financials.firm_years({"whole": [whole], "lacking": [lacking]}, financials.LAST)
	assert [(firm.year, firm.failed) for firm in found] == [(2001, False)]
