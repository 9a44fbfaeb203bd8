from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.agreements import (
	AWAITING,
	EXPIRED,
	IN_FORCE,
	NOT_STARTED,
	REPLACED,
	TERMINATED,
	Contract,
	agreement,
	status,
)

START, END = date(2026, 1, 1), date(2026, 12, 31)
SIGNED = Contract("A", START, END, signed_on=START)
DAY = timedelta(1)


@pytest.mark.parametrize(
	("contract", "day", "expected"),
	[
		(replace(SIGNED, signed_on=None), START, AWAITING),
		(SIGNED, START - DAY, NOT_STARTED),
		(SIGNED, START, IN_FORCE),
		(SIGNED, END, IN_FORCE),
		(SIGNED, END + DAY, EXPIRED),
		(replace(SIGNED, valid_to=None), END + 1000 * DAY, IN_FORCE),
		(replace(SIGNED, terminated_on=END), END - DAY, IN_FORCE),
		(replace(SIGNED, terminated_on=END), END, TERMINATED),
		(replace(SIGNED, signed_on=None, terminated_on=START), START, TERMINATED),
	],
)
def test_where_a_contract_stands_on_a_day(contract: Contract, day: date, expected: str) -> None:
	assert status(contract, day) == expected


def test_one_that_another_followed_is_replaced_and_one_that_had_ended_stays_expired() -> None:
	assert status(SIGNED, END, replaced=True) == REPLACED
	assert status(SIGNED, END + DAY, replaced=True) == EXPIRED


class TestWhichCounts:
	def test_without_a_signed_one_there_is_none(self) -> None:
		assert agreement([], START) is None
		assert agreement([replace(SIGNED, signed_on=None)], START) is None
		assert agreement([SIGNED], START - DAY) is None

	def test_the_one_that_began_last_counts_from_its_first_day(self) -> None:
		new = Contract("B", date(2026, 7, 1), date(2027, 6, 30), signed_on=date(2026, 6, 1))
		names = [agreement([new, SIGNED], day).name for day in (date(2026, 6, 30), date(2026, 7, 1))]
		assert names == ["A", "B"]

	def test_the_last_one_is_told_when_none_is_in_force(self) -> None:
		assert agreement([SIGNED], END + 90 * DAY).valid_to == END

	def test_a_terminated_one_ended_the_day_before(self) -> None:
		ended = replace(SIGNED, terminated_on=date(2026, 5, 2))
		assert agreement([ended], END).valid_to == date(2026, 5, 1)

	def test_an_end_that_is_earlier_than_the_termination_stays(self) -> None:
		assert replace(SIGNED, terminated_on=END + 30 * DAY).last_day == END


@given(st.lists(st.tuples(st.integers(0, 300), st.booleans()), min_size=1, max_size=5), st.integers(0, 400))
def test_at_most_one_is_in_force_and_it_is_the_one_that_counts(
	rows: list[tuple[int, bool]], after: int
) -> None:
	contracts = [
		Contract(str(name), START + begins * DAY, signed_on=START if signed else None)
		for name, (begins, signed) in enumerate(rows)
	]
	day = START + after * DAY
	chosen = agreement(contracts, day)
	in_force = [
		each.name
		for each in contracts
		if status(each, day, replaced=bool(chosen) and each.name != chosen.name) == IN_FORCE
	]
	assert in_force == ([chosen.name] if chosen else [])
