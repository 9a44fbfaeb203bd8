from datetime import date
from decimal import Decimal

import pytest

from credit_control.engine.errors import CreditError, Problem, number, render

CHINESE = {"{label} is {amount}.": "{label}为{amount}。", "Cash": "货币资金"}


def test_an_error_reads_as_message_and_remedy():
	error = CreditError("Grade {grade} is unknown.", {"grade": "X"}, field="grade", remedy="Choose another.")
	assert str(error) == "Grade X is unknown. Choose another."
	assert (error.field, error.template) == ("grade", "Grade {grade} is unknown.")


def test_an_error_is_a_value_error():
	with pytest.raises(ValueError, match="no figures"):
		raise CreditError("There are no figures.")


def test_a_problem_becomes_an_error_with_the_same_words():
	problem = Problem("step", "The step is {step}.", "Enter more.", {"step": Decimal(0)})
	assert str(problem.error()) == str(problem) == "The step is 0. Enter more."


def test_a_translation_replaces_the_template_and_the_labels_in_it():
	problem = Problem("cash", "{label} is {amount}.", "", {"label": "Cash", "amount": Decimal(5)})
	assert problem.render(lambda text: CHINESE.get(text, text)) == "货币资金为5。"


def test_the_caller_formats_amounts_and_dates():
	text = render(
		"{amount} on {day}", {"amount": Decimal(5), "day": date(2025, 1, 2)}, show=lambda value: f"<{value}>"
	)
	assert text == "<5> on <2025-01-02>"


def test_several_labels_are_joined():
	assert render("{lines}", {"lines": ("Cash", "Inventory")}) == "Cash, Inventory"


def test_amounts_have_separators_and_scores_no_trailing_zeros():
	assert render("{amount}", {"amount": Decimal("1234567.5")}) == "1,234,567.5"
	assert number(Decimal("90.00")) == "90"


def test_problems_can_stand_in_a_set():
	assert len({Problem("a", "b"), Problem("a", "b")}) == 1
