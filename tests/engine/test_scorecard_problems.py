from dataclasses import replace
from decimal import Decimal

import pytest

from credit_control.engine.defaults import default_scorecard
from credit_control.engine.haircuts import Haircut
from credit_control.engine.scorecard import Band, Factor, Scorecard
from credit_control.engine.scorecard_problems import scorecard_problems

ALL = Decimal(100)


def band(start, points, text=""):
	return Band(None if start is None else Decimal(start), Decimal(points), text)


def card(*factors, **changes):
	return replace(Scorecard("Test", "1", factors), **changes)


def factor(*bands, indicator="net_margin", weight=ALL):
	return Factor(indicator, Decimal(weight), bands)


SOUND = factor(band(None, 0), band(0, 50), band(5, 100))


def messages(given_card):
	return [str(problem) for problem in scorecard_problems(given_card)]


def test_a_sound_scorecard_has_no_problems():
	assert messages(card(SOUND)) == []


def test_weights_that_do_not_make_100_are_reported_with_their_sum():
	assert messages(card(replace(SOUND, weight=Decimal("99.5")))) == [
		"The weights make 99.5, not 100. Change the weights until they make 100."
	]


def test_a_weight_of_zero_is_reported():
	roe = factor(*SOUND.bands, indicator="roe", weight=0)
	assert messages(card(SOUND, roe)) == ["The weight of roe is 0; it must be above 0."]


def test_an_unknown_indicator_is_reported():
	assert "There is no indicator luck." in messages(card(factor(band(None, 0), indicator="luck")))[0]


def test_an_indicator_used_twice_is_reported():
	half = replace(SOUND, weight=Decimal(50))
	assert messages(card(half, half)) == ["Indicator net_margin is used twice. Remove one of the factors."]


def test_a_factor_without_bands_is_reported():
	assert messages(card(factor())) == ["Net Margin has no bands. Add bands with points."]


@pytest.mark.parametrize("points", ["-1", "100.5"])
def test_points_outside_0_to_100_are_reported(points):
	assert any(f"gives {points} points" in message for message in messages(card(factor(band(None, points)))))


def test_points_that_fall_while_the_value_gets_better_are_reported():
	wrong = factor(band(None, 0), band(0, 60), band(5, 50))
	assert messages(card(wrong)) == [
		"Net Margin from 5: a better value gets fewer points (50 after 60)."
		" Let the points rise as the value gets better."
	]


def test_where_lower_is_better_points_must_fall_as_the_value_rises():
	right = factor(band(None, 100), band(5, 50), indicator="late_ratio")
	wrong = factor(band(None, 50), band(5, 100), indicator="late_ratio")
	assert messages(card(right)) == []
	assert "gets fewer points (50 after 100)" in messages(card(wrong))[0]


def test_a_missing_lowest_band_is_reported():
	assert messages(card(factor(band(0, 0), band(5, 100)))) == [
		"Net Margin has no lowest band: a value below 0 would count as missing."
		" Leave the start of the lowest band empty."
	]


def test_a_numeric_factor_with_bands_for_words_only_is_reported():
	words = factor(band(None, 100, "No Interest"), indicator="interest_cover")
	assert (
		"Interest Cover has bands for words only: a number would count as missing."
		in messages(card(words))[0]
	)


def test_a_faulty_haircut_is_reported_with_the_scorecard():
	wrong = card(SOUND, haircuts=(Haircut("Own Estimate", 0, Decimal(101)),))
	assert messages(wrong) == ["Haircut for Own Estimate: 101 % is not between 0 and 100 %."]


def test_two_bands_from_the_same_start_are_reported():
	doubled = factor(band(None, 0), band(5, 50), band("5.0", 50))
	assert messages(card(doubled)) == ["Net Margin has two bands from 5. Remove one of them."]


def test_an_unknown_category_and_a_forgotten_one_are_reported():
	bands = [band(None, points, text) for text, points in (("Good", 100), ("Fair", 50), ("Bad", 0))]
	found = messages(card(factor(*bands, indicator="trade_references")))
	assert found == [
		"Trade References is never Bad. Use one of: Good, Fair, Poor.",
		"Trade References has no band for Poor. Add a band for each.",
	]


def test_a_category_with_two_bands_and_a_band_without_a_category_are_reported():
	bands = [band(None, 50, text) for text in ("Good", "Fair", "Poor", "Poor", "")]
	found = messages(card(factor(*bands, indicator="trade_references")))
	assert found == [
		"Trade References: Poor has two bands. Remove one of them.",
		"Trade References has a band without a category. Name the category.",
	]


def test_a_text_that_stands_in_for_a_number_must_be_known():
	assert (
		messages(card(factor(*SOUND.bands, band(None, 100, "No Interest"), indicator="interest_cover"))) == []
	)
	assert "is never No Interest" in messages(card(factor(*SOUND.bands, band(None, 100, "No Interest"))))[0]


@pytest.mark.parametrize(
	("changes", "field"),
	[
		({"missing_mode": "guess"}, "missing_mode"),
		({"minimum_coverage": Decimal(101)}, "minimum_coverage"),
		({"knock_outs": ("rudeness",)}, "knock_outs"),
		({"old_statement_months": 18}, "old_statement_cap"),
		({"old_statement_cap": "A"}, "old_statement_cap"),
	],
)
def test_a_setting_that_cannot_be_is_reported(changes, field):
	assert [problem.field for problem in scorecard_problems(card(SOUND, **changes))] == [field]


def test_a_scorecard_without_factors_is_reported():
	assert messages(card()) == ["The scorecard has no factors. Add at least one factor."]


def test_every_default_factor_survives_the_removal_of_any_one_band_being_noticed():
	for given_factor in default_scorecard().factors:
		lowest = next(band for band in given_factor.bands if band.text or band.start is None)
		bands = tuple(band for band in given_factor.bands if band is not lowest)
		assert scorecard_problems(card(replace(given_factor, weight=ALL, bands=bands))) != []
