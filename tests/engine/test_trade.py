from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine import trade
from credit_control.engine.trade import DaySales, Period

D = Decimal
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def test_months_end_with_the_one_of_the_day_and_cross_the_year() -> None:
	assert trade.months_up_to(date(2026, 2, 28), 3) == [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]


@given(DAYS, st.integers(1, 60))
def test_there_are_as_many_months_as_asked_for_and_the_last_holds_the_day(day: date, count: int) -> None:
	months = trade.months_up_to(day, count)
	assert len(months) == len(set(months)) == count
	assert months == sorted(months)
	assert months[-1] == day.replace(day=1)


JANUARY = (DaySales(date(2026, 1, 1), D(500), 2), DaySales(date(2026, 1, 31), D(-50), 0))


def test_a_month_without_an_invoice_is_nothing_bought_and_other_months_are_left_out() -> None:
	months = [date(2025, 12, 1), date(2026, 1, 1)]
	found = trade.by_month([*JANUARY, DaySales(date(2026, 2, 1), D(9), 1)], months)
	assert found == {months[0]: Period(), months[1]: Period(D(450), 2)}


def test_a_period_begins_after_its_first_day_and_ends_with_its_last() -> None:
	assert trade.between(JANUARY, date(2026, 1, 1), date(2026, 1, 31)) == Period(D(-50), 0)
	assert trade.between(JANUARY, date(2025, 12, 31), date(2026, 1, 30)) == Period(D(500), 2)


def test_the_average_is_per_invoice_and_none_without_one() -> None:
	assert trade.total(JANUARY).average == D(225)
	assert Period().average is None


def test_frequency_is_the_median_gap_and_takes_a_day_once() -> None:
	first = date(2026, 1, 1)
	days = [first, first, first + timedelta(10), first + timedelta(40)]
	assert trade.frequency(days) == D(20)
	assert trade.frequency([*days, first + timedelta(45)]) == D(10)


def test_one_purchase_has_no_frequency() -> None:
	assert trade.frequency([]) is None
	assert trade.frequency([date(2026, 1, 1)] * 3) is None


@given(st.lists(DAYS, min_size=2, unique=True), st.randoms())
def test_frequency_does_not_depend_on_the_order_and_lies_between_the_gaps(days: list[date], random) -> None:  # type: ignore[no-untyped-def]
	gaps = [(b - a).days for a, b in zip(sorted(days), sorted(days)[1:], strict=False)]
	found = trade.frequency(days)
	random.shuffle(days)
	assert found is not None
	assert found == trade.frequency(days)
	assert min(gaps) <= found <= max(gaps)


def test_the_trend_is_a_percentage_of_the_year_before() -> None:
	assert trade.trend(D(120), D(100)) == D(20)
	assert trade.trend(D(0), D(100)) == D(-100)


def test_without_a_year_before_there_is_no_trend() -> None:
	assert trade.trend(D(100), None) is None
	assert trade.trend(D(100), D(0)) is None
	assert trade.trend(D(100), D(-5)) is None


def test_the_share_of_our_sales_needs_sales() -> None:
	assert trade.share(D(30), D(120)) == D(25)
	assert trade.share(D(30), D(0)) is None
	assert trade.share(D(30), None) is None
