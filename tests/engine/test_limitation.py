"""The limitation of claims: three years, begun anew by a demand, a part payment or an acknowledgement."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.limitation import (
	ACKNOWLEDGEMENT,
	DEMAND,
	DUE,
	PART_PAYMENT,
	Interruption,
	Limitation,
	first_to_lapse,
	limitation,
	next_to_lapse,
	renewed,
	years_later,
)

DUE_DATE = date(2024, 3, 1)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
EVENTS = st.lists(st.builds(Interruption, st.sampled_from([DEMAND, PART_PAYMENT, ACKNOWLEDGEMENT]), DAYS))


def lapse(*events: Interruption, years: int = 3):
	return limitation(DUE_DATE, events, years)


def test_without_anything_it_is_counted_from_the_due_date() -> None:
	found = lapse()
	assert (found.last_day, found.since, found.cause) == (date(2027, 3, 1), DUE_DATE, DUE)
	assert not found.has_passed(date(2027, 3, 1))
	assert found.has_passed(date(2027, 3, 2))


@pytest.mark.parametrize("kind", [DEMAND, PART_PAYMENT, ACKNOWLEDGEMENT])
def test_each_of_them_makes_it_begin_anew(kind: str) -> None:
	found = lapse(Interruption(kind, date(2026, 5, 4)))
	assert (found.last_day, found.since, found.cause) == (date(2029, 5, 4), date(2026, 5, 4), kind)


def test_a_chain_of_demands_keeps_a_claim_alive_and_the_last_one_counts() -> None:
	found = lapse(Interruption(DEMAND, date(2029, 1, 1)), Interruption(DEMAND, date(2026, 12, 31)))
	assert found.last_day == date(2032, 1, 1)


def test_a_demand_on_the_last_day_is_in_time_and_one_the_day_after_is_not() -> None:
	assert lapse(Interruption(DEMAND, date(2027, 3, 1))).last_day == date(2030, 3, 1)
	for kind in (DEMAND, PART_PAYMENT):
		assert lapse(Interruption(kind, date(2027, 3, 2))).last_day == date(2027, 3, 1)


def test_only_an_acknowledgement_revives_what_has_lapsed() -> None:
	assert lapse(Interruption(ACKNOWLEDGEMENT, date(2028, 1, 1))).last_day == date(2031, 1, 1)


def test_what_happened_before_it_was_due_interrupts_nothing() -> None:
	assert lapse(Interruption(PART_PAYMENT, date(2024, 2, 1))).last_day == date(2027, 3, 1)


def test_on_one_day_the_stronger_one_is_named() -> None:
	day = date(2025, 1, 1)
	assert lapse(Interruption(ACKNOWLEDGEMENT, day), Interruption(DEMAND, day)).cause == ACKNOWLEDGEMENT


def test_the_years_are_the_users_and_never_none() -> None:
	assert lapse(years=6).last_day == date(2030, 3, 1)
	with pytest.raises(ValueError, match="at least one year"):
		lapse(years=0)


def test_a_leap_day_ends_on_the_last_of_february() -> None:
	assert years_later(date(2024, 2, 29), 3) == date(2027, 2, 28)
	assert years_later(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_of_several_claims_the_first_to_lapse_counts() -> None:
	early, late = limitation(date(2023, 1, 1), (), 3), lapse()
	assert first_to_lapse([late, early]) == early
	assert first_to_lapse([]) is None


def test_what_has_lapsed_hides_nothing_that_can_still_be_saved() -> None:
	over, near, far = (limitation(date(year, 1, 1), (), 3) for year in (2020, 2023, 2024))
	assert next_to_lapse([far, over, near], date(2026, 1, 1)) == near
	assert next_to_lapse([far, over, near], date(2026, 1, 2)) == far
	assert next_to_lapse([far, over, near], date(2028, 1, 1)) == over
	assert next_to_lapse([], date(2026, 1, 1)) is None


@given(EVENTS)
def test_an_event_never_shortens_it(events: list[Interruption]) -> None:
	assert lapse(*events).last_day >= lapse().last_day


@given(EVENTS, st.randoms())
def test_the_order_in_which_they_are_told_does_not_matter(events: list[Interruption], random) -> None:
	shuffled = list(events)
	random.shuffle(shuffled)
	assert lapse(*events) == lapse(*shuffled)


def test_a_demand_makes_it_begin_anew_unless_it_has_ended():
	current = limitation(date(2023, 3, 10), (), 3)
	assert renewed(current, date(2026, 3, 10), 3) == Limitation(date(2029, 3, 10), date(2026, 3, 10), DEMAND)
	assert renewed(current, date(2026, 3, 11), 3) == current
	assert renewed(current, date(2023, 3, 9), 3) == current
