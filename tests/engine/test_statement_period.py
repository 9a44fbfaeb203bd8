from datetime import date

import pytest

from credit_control.engine.statement_period import (
	ANNUAL,
	HALF_YEAR,
	MONTH,
	QUARTER,
	Period,
	likely_period,
	period_problems,
)


def period(kind, start, end):
	return Period(kind, date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
	("kind", "start", "end"),
	[
		(ANNUAL, "2024-01-01", "2024-12-31"),
		(ANNUAL, "2024-04-01", "2025-03-31"),
		(ANNUAL, "2024-01-01", "2025-01-05"),  # 53 weeks
		(HALF_YEAR, "2024-01-01", "2024-06-30"),
		(QUARTER, "2024-07-01", "2024-09-30"),
		(QUARTER, "2024-01-01", "2024-09-30"),  # cumulated
		(QUARTER, "2024-01-01", "2024-03-30"),  # 13 weeks
		(MONTH, "2024-02-01", "2024-02-29"),
		(MONTH, "2024-01-01", "2024-11-30"),
	],
)
def test_dates_that_fit_the_kind_of_period_are_accepted(kind, start, end):
	assert period_problems(period(kind, start, end)) == []


@pytest.mark.parametrize(
	("kind", "start", "end"),
	[
		(ANNUAL, "2024-01-01", "2024-06-30"),
		(ANNUAL, "2024-01-01", "2025-03-31"),
		(HALF_YEAR, "2024-01-01", "2024-12-31"),
		(QUARTER, "2024-01-01", "2024-04-30"),
		(QUARTER, "2024-01-01", "2024-12-31"),
		(MONTH, "2024-01-01", "2024-01-15"),
		(MONTH, "2024-01-01", "2024-12-31"),
	],
)
def test_dates_that_do_not_fit_are_reported(kind, start, end):
	assert len(period_problems(period(kind, start, end))) == 1


def test_the_message_names_the_kind_and_the_dates():
	(found,) = period_problems(period(ANNUAL, "2024-01-01", "2024-06-30"))
	assert str(found) == (
		"Annual does not fit the dates: 2024-01-01 to 2024-06-30 is 182 days, Annual is about 365. "
		"Correct the dates, or choose another kind of period."
	)


def test_reversed_dates_are_left_to_the_statement_s_own_check():
	assert period_problems(period(ANNUAL, "2024-12-31", "2024-01-01")) == []


def test_a_quarter_of_nine_months_is_year_to_date_and_one_of_three_is_not():
	assert period(QUARTER, "2024-01-01", "2024-09-30").is_year_to_date
	assert not period(QUARTER, "2024-07-01", "2024-09-30").is_year_to_date
	assert not period(ANNUAL, "2024-01-01", "2024-12-31").is_year_to_date


@pytest.mark.parametrize(
	("first", "second", "repeats"),
	[
		((ANNUAL, "2024-01-01", "2024-12-31"), (ANNUAL, "2024-01-01", "2024-12-31"), True),
		((ANNUAL, "2024-01-01", "2024-12-31"), (ANNUAL, "2024-04-01", "2025-03-31"), True),
		((ANNUAL, "2024-01-01", "2024-12-31"), (ANNUAL, "2025-01-01", "2025-12-31"), False),
		((ANNUAL, "2024-01-01", "2024-12-31"), (HALF_YEAR, "2024-07-01", "2024-12-31"), False),
		((QUARTER, "2024-01-01", "2024-03-31"), (QUARTER, "2024-01-01", "2024-06-30"), False),
		((QUARTER, "2024-01-01", "2024-06-30"), (QUARTER, "2024-01-01", "2024-09-30"), False),
		((QUARTER, "2024-04-01", "2024-06-30"), (QUARTER, "2024-01-01", "2024-06-30"), True),
		((QUARTER, "2024-04-01", "2024-06-30"), (QUARTER, "2024-05-01", "2024-07-31"), True),
	],
)
def test_what_repeats_another_statement(first, second, repeats):
	assert period(*first).repeats(period(*second)) is repeats
	assert period(*second).repeats(period(*first)) is repeats


def test_the_year_after_has_the_same_kind_and_length():
	nine = period(QUARTER, "2024-01-01", "2024-09-30")
	assert nine.is_year_after(period(QUARTER, "2023-01-01", "2023-09-30"))
	assert not nine.is_year_after(period(QUARTER, "2023-07-01", "2023-09-30"))
	assert not nine.is_year_after(period(QUARTER, "2022-01-01", "2022-09-30"))
	assert not nine.is_year_after(period(HALF_YEAR, "2023-04-01", "2023-09-30"))


@pytest.mark.parametrize(
	("start", "end", "kind", "first"),
	[
		(None, "2024-12-31", ANNUAL, "2024-01-01"),
		(None, "2024-06-30", HALF_YEAR, "2024-01-01"),
		(None, "2024-09-30", QUARTER, "2024-01-01"),
		("2024-07-01", "2024-09-30", QUARTER, "2024-07-01"),
		(None, "2024-02-29", MONTH, "2024-01-01"),
		("2024-04-01", "2025-03-31", ANNUAL, "2024-04-01"),
	],
)
def test_the_kind_of_period_is_told_by_its_days(start, end, kind, first):
	found = likely_period(start and date.fromisoformat(start), date.fromisoformat(end))
	assert (found.kind, found.start.isoformat()) == (kind, first)
