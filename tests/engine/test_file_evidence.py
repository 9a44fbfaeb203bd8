from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.defaults import default_grades, rating_scales_data
from credit_control.engine.file_evidence import (
	LegalRecord,
	Rating,
	Reference,
	external_rating,
	is_valid,
	last_valid_day,
	legal_knock_outs,
	legal_record,
	standing,
)

DAY = date(2026, 6, 30)
GRADES = ("AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C", "D")
LEVELS = ("Poor", "Fair", "Good")


def ago(days: int) -> date:
	return DAY - timedelta(days=days)


def said(*standings: str, reliability: str = "Third Party") -> list[Reference]:
	return [Reference(standing, ago(10), None, reliability) for standing in standings]


class TestValidity:
	def test_a_row_without_a_last_day_counts_for_a_year_inclusive(self):
		assert last_valid_day(date(2025, 6, 30), None) == DAY
		assert is_valid(date(2025, 6, 30), None, DAY)
		assert not is_valid(date(2025, 6, 29), None, DAY)

	def test_both_ends_are_inclusive_and_a_later_row_is_not_there_yet(self):
		assert is_valid(DAY, DAY, DAY)
		assert not is_valid(ago(5), ago(1), DAY)
		assert not is_valid(DAY + timedelta(days=1), None, DAY)
		assert not is_valid(None, DAY, DAY)


class TestReferences:
	@pytest.mark.parametrize(
		("references", "expected"),
		[
			([], None),
			(said("Good"), "Good"),
			(said("Fair"), "Fair"),
			(said("Poor"), "Poor"),
			(said("Good", "Fair"), "Good"),  # mean 75, inclusive
			(said("Good", "Fair", "Fair"), "Fair"),
			(said("Good", "Good", "Good", "Poor"), "Fair"),  # mean 75, but somebody says Poor
			(said("Good", "Poor", "Poor"), "Poor"),  # mean 33.3
			(said("Good", "Fair", "Fair", "Poor", "Poor"), "Fair"),  # mean 40, inclusive
			(said("Good", reliability="Self-Declared"), "Fair"),
			(said("Good") + said("Poor", reliability="Self-Declared"), "Fair"),  # (200 + 0) / 3 = 66.7
			(said("Good", reliability="Own Data") + said("Poor", reliability="Self-Declared"), "Good"),  # 75
			([Reference("Good", ago(400)), Reference("Poor", ago(5))], "Poor"),
			([Reference(None, ago(5))], None),
		],
	)
	def test_worked_cases(self, references, expected):
		assert standing(references, DAY) == expected

	@given(
		st.lists(
			st.tuples(st.sampled_from(LEVELS), st.sampled_from(("Own Data", "Third Party", "Self-Declared"))),
			min_size=1,
			max_size=8,
		),
		st.data(),
	)
	def test_order_never_matters_and_a_better_word_never_makes_it_worse(self, rows, data):
		references = [Reference(level, ago(3), None, source) for level, source in rows]
		found = standing(references, DAY)
		assert standing(list(reversed(references)), DAY) == found
		index = data.draw(st.integers(0, len(rows) - 1))
		level, source = rows[index]
		better = LEVELS[min(2, LEVELS.index(level) + 1)]
		references[index] = Reference(better, ago(3), None, source)
		assert LEVELS.index(standing(references, DAY)) >= LEVELS.index(found)


class TestLegalRecord:
	@pytest.mark.parametrize(
		("records", "expected"),
		[
			([], None),
			([LegalRecord("Lawsuit", ago(100))], "Minor"),
			([LegalRecord("Lawsuit", ago(100), severity="Serious")], "Serious"),
			([LegalRecord("Lawsuit", ago(100))] * 2, "Minor"),
			([LegalRecord("Lawsuit", ago(100))] * 3, "Serious"),
			([LegalRecord("Lawsuit", ago(100), role="Plaintiff", severity="Serious")], "Clean"),
			([LegalRecord("Enforcement", ago(100))], "Serious"),
			([LegalRecord("Enforcement", ago(100), "Closed")], "Minor"),
			([LegalRecord("Dishonest-Debtor List", ago(100), "Closed")], "Serious"),
			([LegalRecord("Lawsuit", date(2023, 6, 30), "Closed")], "Minor"),  # three years, inclusive
			([LegalRecord("Lawsuit", date(2023, 6, 29), "Closed")], "Clean"),
			([LegalRecord("Lawsuit", date(2020, 1, 1), "Open")], "Minor"),
			([LegalRecord("Lawsuit", DAY + timedelta(days=1), severity="Serious")], None),
			([LegalRecord("Lawsuit", None, severity="Serious")], None),
		],
	)
	def test_worked_cases(self, records, expected):
		assert legal_record(records, DAY) == expected

	def test_what_was_closed_later_was_still_open_on_the_day(self):
		record = LegalRecord("Enforcement", date(2020, 1, 1), "Closed", closed_on=date(2026, 7, 1))
		assert legal_record([record], DAY) == "Serious"
		assert legal_record([record], date(2026, 7, 1)) == "Clean"

	def test_an_open_listing_and_an_insolvency_rule_credit_out(self):
		listed = LegalRecord("Dishonest-Debtor List", ago(2000))
		insolvent = LegalRecord("Insolvency", ago(10), "Closed")
		assert legal_knock_outs([listed, insolvent], DAY) == {"dishonest_debtor", "insolvency"}
		closed = LegalRecord("Dishonest-Debtor List", ago(20), "Closed", closed_on=ago(1))
		assert legal_knock_outs([closed], DAY) == frozenset()
		assert legal_knock_outs([closed], ago(2)) == {"dishonest_debtor"}
		assert legal_knock_outs([LegalRecord("Insolvency", ago(2000), "Closed")], DAY) == frozenset()
		assert legal_knock_outs([LegalRecord("Insolvency", ago(5), role="Plaintiff")], DAY) == frozenset()


class TestExternalRating:
	def test_the_newest_valid_one_counts_and_the_worse_of_a_day(self):
		ratings = [
			Rating("AAA", ago(300)),
			Rating("BBB", ago(30)),
			Rating("BB", ago(30)),
			Rating("C", ago(500)),
		]
		assert external_rating(ratings, DAY, GRADES) == "BB"
		assert external_rating(ratings, ago(31), GRADES) == "AAA"
		assert external_rating(ratings, ago(500), GRADES) == "C"
		assert external_rating(ratings, ago(501), GRADES) is None

	def test_a_rating_past_its_last_day_or_without_a_grade_does_not_count(self):
		assert external_rating([Rating("A", ago(30), ago(1)), Rating(None, ago(2))], DAY, GRADES) is None


class TestDefaultScales:
	@pytest.mark.parametrize("scale", rating_scales_data(), ids=lambda scale: scale["agency"])
	def test_ratings_are_unique_and_run_from_the_best_grade_to_the_worst(self, scale):
		ratings = [rating.casefold() for rating, _grade in scale["ratings"]]
		assert len(ratings) == len(set(ratings))
		order = [rule.grade for rule in default_grades()]
		ranks = [order.index(grade) for _rating, grade in scale["ratings"]]
		assert ranks == sorted(ranks)
		assert ranks[0] == 0
