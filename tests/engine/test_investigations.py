"""How far an investigation has come, how long a finding counts, and which findings are used again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.investigations import (
	CHANNEL_STATUSES,
	OPEN,
	Known,
	Wanted,
	progress,
	reuse,
	status_of,
	valid_until,
)

TODAY = date(2026, 11, 22)
LATER = date(2027, 5, 1)


def known(key: str, channel: str = "Courts", subject: str = "", valid_to: date | None = LATER) -> Known:
	return Known(key, channel, subject, valid_to)


def keys(found: list[Known | None]) -> list[str | None]:
	return [finding and finding.key for finding in found]


class TestStatus:
	@pytest.mark.parametrize(
		("channels", "docstatus", "expected"),
		[
			([], 0, "Draft"),
			(["To Do", "To Do"], 0, "Draft"),
			(["To Do", "Asked"], 0, "In Progress"),
			(["Answered", "Answered"], 0, "In Progress"),
			(["Answered"], 1, "Completed"),
			(["Answered"], 2, "Cancelled"),
		],
	)
	def test_it_follows_from_the_channels_and_the_document(self, channels, docstatus, expected) -> None:
		assert status_of(channels, docstatus) == expected

	def test_progress_counts_what_needs_nothing_more(self) -> None:
		assert progress(["To Do", "Asked", "Answered", "Not Needed"]) == Decimal(50)
		assert progress(["Failed"]) == Decimal(100)
		assert progress([]) == Decimal(0)

	@given(st.lists(st.sampled_from(CHANNEL_STATUSES), min_size=1))
	def test_it_is_complete_exactly_when_nothing_is_open(self, channels: list[str]) -> None:
		assert (progress(channels) == 100) == OPEN.isdisjoint(channels)


class TestValidity:
	@pytest.mark.parametrize(
		("day", "months", "expected"),
		[
			(date(2026, 11, 22), 12, date(2027, 11, 22)),
			(date(2026, 8, 31), 6, date(2027, 2, 28)),
			(date(2026, 12, 1), 1, date(2027, 1, 1)),
			(date(2026, 11, 22), 0, None),
		],
	)
	def test_a_finding_counts_for_so_many_months(self, day, months, expected) -> None:
		assert valid_until(day, months) == expected


class TestReuse:
	def test_a_valid_finding_is_used_again(self) -> None:
		assert keys(reuse([Wanted("Courts"), Wanted("Tax")], [known("a")], TODAY)) == ["a", None]

	def test_the_last_day_of_validity_still_counts_and_the_next_does_not(self) -> None:
		assert keys(reuse([Wanted("Courts")], [known("a", valid_to=TODAY)], TODAY)) == ["a"]
		old = known("a", valid_to=date(2026, 11, 21))
		assert keys(reuse([Wanted("Courts")], [old], TODAY)) == [None]

	def test_a_finding_without_a_term_is_asked_for_again(self) -> None:
		assert keys(reuse([Wanted("Courts")], [known("a", valid_to=None)], TODAY)) == [None]

	def test_an_older_finding_that_was_replaced_is_not_used_even_if_it_runs_longer(self) -> None:
		newest_first = [known("new", valid_to=date(2026, 1, 1)), known("old", valid_to=LATER)]
		assert keys(reuse([Wanted("Courts")], newest_first, TODAY)) == [None]

	def test_each_supplier_serves_one_channel(self) -> None:
		given = [known("a", "Trade Reference", "Steel Co"), known("b", "Trade Reference", "Glass Co")]
		wanted = [Wanted("Trade Reference")] * 3
		assert keys(reuse(wanted, given, TODAY)) == ["a", "b", None]

	def test_who_is_named_is_not_taken_by_a_channel_that_takes_any(self) -> None:
		given = [known("a", "Bank Reference", "ICBC"), known("b", "Bank Reference", "BOC")]
		wanted = [Wanted("Bank Reference"), Wanted("Bank Reference", "ICBC")]
		assert keys(reuse(wanted, given, TODAY)) == ["b", "a"]
		assert keys(reuse([Wanted("Bank Reference", "CCB")], given, TODAY)) == [None]

	@given(
		st.lists(st.builds(Wanted, st.sampled_from(["Tax", "Courts"]), st.sampled_from(["", "A"]))),
		st.lists(
			st.builds(
				Known,
				st.uuids().map(str),
				st.sampled_from(["Tax", "Courts"]),
				st.sampled_from(["", "A", "B"]),
				st.none() | st.dates(),
			)
		),
	)
	def test_no_finding_serves_twice_or_after_its_day(self, wanted, given) -> None:
		found = [finding for finding in reuse(wanted, given, TODAY) if finding]
		assert len(found) == len({finding.key for finding in found})
		assert all(finding.valid_to and finding.valid_to >= TODAY for finding in found)
