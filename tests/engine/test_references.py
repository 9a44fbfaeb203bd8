"""The questionnaire of a trade reference: reading what was typed, and the standing it gives."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.investigations import RESULTS
from credit_control.engine.references import HABITS, NO, YES, YES_NO, Answer, read_answer, standing

TODAY = date(2026, 11, 22)
FORM = {
	"trading_since": "2019",
	"highest_credit": "1,250,000.50",
	"currency": "CNY",
	"term_days": "60",
	"payment_habit": "Up to 15 Days Late",
	"returned_cheques": "No",
	"secured": "",
	"extend_again": "Yes",
	"remarks": " A reliable partner. ",
	"answered_by": "Li Wei",
	"answered_position": "Finance Manager",
}
#: from the best to the worst
EXTEND = (YES, None, NO)


def read(**fields: str) -> tuple[Answer | None, list]:
	return read_answer({**FORM, **fields}, ("CNY", "USD"), TODAY)


def mistakes(**fields: str) -> dict[str, str]:
	answer, problems = read(**fields)
	assert answer is None
	return {problem.field: str(problem) for problem in problems}


class TestReading:
	def test_a_filled_form_is_an_answer_with_types(self) -> None:
		answer, problems = read()
		assert problems == []
		assert answer == Answer(
			answered_by="Li Wei",
			answered_position="Finance Manager",
			payment_habit="Up to 15 Days Late",
			trading_since=2019,
			highest_credit=Decimal("1250000.50"),
			currency="CNY",
			term_days=60,
			returned_cheques="No",
			extend_again="Yes",
			remarks="A reliable partner.",
		)

	def test_two_answers_are_enough_and_the_rest_is_unknown(self) -> None:
		form = {"payment_habit": "Prompt", "answered_by": "Li Wei"}
		answer, _problems = read_answer(form, (), TODAY)
		assert answer == Answer(answered_by="Li Wei", payment_habit="Prompt")

	def test_cash_terms_and_no_credit_are_answers_and_not_unknown(self) -> None:
		answer, _problems = read(term_days="0", highest_credit="0", currency="")
		assert answer is not None
		assert (answer.term_days, answer.highest_credit) == (0, Decimal(0))

	def test_an_empty_form_names_what_is_needed(self) -> None:
		_answer, problems = read_answer({}, (), TODAY)
		assert [problem.field for problem in problems] == ["payment_habit", "answered_by"]
		assert {str(problem) for problem in problems} == {"This is needed. Please fill it in."}

	def test_a_field_that_nobody_asked_for_is_ignored(self) -> None:
		assert read(docstatus="1", standing="Good")[0] == read()[0]


class TestMistakes:
	@pytest.mark.parametrize("year", ["1899", "2027", "19", "2019.5", "-2019", "²⁰¹⁹", "two", "9" * 5000])
	def test_a_year_lies_between_1900_and_this_one(self, year: str) -> None:
		assert mistakes(trading_since=year) == {
			"trading_since": "Please enter a whole number from 1900 to 2026."
		}

	@pytest.mark.parametrize("amount", ["much", "-1", "1,00", "1.234", "1e5", "NaN", "١٢", "9" * 13])
	def test_an_amount_is_written_in_figures(self, amount: str) -> None:
		assert mistakes(highest_credit=amount) == {
			"highest_credit": "Please enter an amount in figures, such as 50000."
		}

	def test_an_amount_needs_its_currency(self) -> None:
		assert mistakes(currency="") == {"currency": "Choose the currency of the amount."}

	@pytest.mark.parametrize(
		"field", ["payment_habit", "returned_cheques", "secured", "extend_again", "currency"]
	)
	def test_only_what_was_offered_can_be_chosen(self, field: str) -> None:
		text = "Please choose one of the answers that are offered."
		assert mistakes(**{field: "<b>Prompt</b>"}) == {field: text}

	def test_texts_have_an_end(self) -> None:
		assert mistakes(remarks="x" * 2001, answered_by="y" * 141) == {
			"remarks": "This is too long. Please keep to 2000 characters.",
			"answered_by": "This is too long. Please keep to 140 characters.",
		}

	def test_all_mistakes_are_told_at_once(self) -> None:
		assert list(mistakes(trading_since="x", term_days="y", payment_habit="")) == [
			"trading_since",
			"term_days",
			"payment_habit",
		]

	@given(st.dictionaries(st.sampled_from(sorted(FORM)), st.text(max_size=30)))
	def test_whatever_is_posted_is_read_or_refused(self, form: dict[str, str]) -> None:
		answer, problems = read_answer(form, ("CNY",), TODAY)
		assert (answer is None) == bool(problems)
		assert all(problem.field in FORM for problem in problems)


class TestStanding:
	@pytest.mark.parametrize(
		("habit", "expected"),
		[
			("Prompt", ["Good", "Good", "Fair"]),
			("Up to 15 Days Late", ["Good", "Fair", "Fair"]),
			("Up to 30 Days Late", ["Fair", "Fair", "Poor"]),
			("Over 30 Days Late", ["Poor", "Poor", "Poor"]),
			("Defaults", ["Poor", "Poor", "Poor"]),
		],
	)
	def test_habit_and_willingness_give_the_standing(self, habit: str, expected: list[str]) -> None:
		assert [standing(habit, extend) for extend in EXTEND] == expected

	def test_a_returned_cheque_leaves_fair_at_best(self) -> None:
		assert standing("Prompt", YES, YES) == "Fair"
		assert standing("Over 30 Days Late", YES, YES) == "Poor"
		assert standing("Prompt", YES, NO) == "Good"

	def test_nothing_worse_gives_anything_better(self) -> None:
		rank = RESULTS.index
		for habit, extend, cheques in product(range(5), range(3), (NO, None, YES)):
			here = rank(standing(HABITS[habit], EXTEND[extend], cheques))
			for worse_habit, worse_extend in product(range(habit, 5), range(extend, 3)):
				assert rank(standing(HABITS[worse_habit], EXTEND[worse_extend], cheques)) >= here
			assert rank(standing(HABITS[habit], EXTEND[extend], YES)) >= here

	def test_the_answer_knows_its_own_standing(self) -> None:
		answer, _problems = read()
		assert answer is not None
		assert answer.standing == "Good"

	def test_yes_and_no_are_the_only_plain_answers(self) -> None:
		assert YES_NO == ("Yes", "No")
