from dataclasses import replace
from decimal import Decimal

from credit_control.engine.advice import (
	KEEP_PROMISES,
	NAME_REFERENCES,
	PAY_IN_TIME,
	SEND_STATEMENTS,
	SETTLE,
	TO_DO,
	TO_SEND,
	for_customer,
	improvements,
	missing_data,
	sentence,
)
from credit_control.engine.assessment import Facts, assess
from credit_control.engine.defaults import default_policy
from credit_control.engine.haircuts import Haircut
from credit_control.engine.scorecard import Band, Factor, Scorecard

RULES = default_policy().grades


def band(start, points, advice="", text="") -> Band:
	return Band(None if start is None else Decimal(start), Decimal(points), text, advice)


CARD = Scorecard(
	"Main",
	"SC-1",
	(
		Factor(
			"weighted_days_late",
			Decimal(40),
			(band(None, 100), band(10, 60, "Pay on the due date."), band(30, 20, "Pay earlier.")),
		),
		Factor("current_ratio", Decimal(30), (band(None, 20, "Raise it."), band("1.5", 90))),
		Factor(
			"legal_record",
			Decimal(20),
			(
				band(None, 100, text="Clean"),
				band(None, 50, "Settle it.", "Minor"),
				band(None, 0, text="Serious"),
			),
		),
		Factor("roe", Decimal(10), (band(None, 50),)),
	),
	no_history_cap=None,
)


def result(card=CARD, late="35", ratio="1.2", legal="Clean", **fields):
	values = {"weighted_days_late": Decimal(late), "current_ratio": Decimal(ratio), "legal_record": legal}
	return assess(card, RULES, Facts(values, **fields))


def told(improvement) -> str | None:
	message = sentence(improvement, str(improvement.edge))
	return message and message.render()


def test_the_dearest_factor_comes_first_with_its_advice_and_its_next_band():
	"""Of 90 with data: 40/90 = 44.44 × 80 % = 35.56 lost; the next band gives 44.44 × 40 % = 17.78."""
	late, ratio = improvements(CARD, result())
	assert (late.indicator, round(late.lost, 2), late.advice) == (
		"weighted_days_late",
		Decimal("35.56"),
		"Pay earlier.",
	)
	assert (round(late.gain, 2), late.edge) == (Decimal("17.78"), 30)
	assert told(late) == "Average Days Late below 30: +17.8 points"
	assert told(ratio) == "Current Ratio of 1.5 or more: +23.3 points"


def test_the_gain_is_what_the_score_rises_by_when_the_edge_is_reached():
	before = result()
	ratio = next(one for one in improvements(CARD, before) if one.indicator == "current_ratio")
	after = result(ratio="1.5")
	rise = after.score_result.score - before.score_result.score
	assert abs(rise - ratio.gain) <= Decimal("0.01")


def test_a_category_names_what_to_become():
	legal = next(
		one for one in improvements(CARD, result(legal="Serious")) if one.indicator == "legal_record"
	)
	assert told(legal) == "Legal Record Minor: +11.1 points"


def test_a_factor_in_its_best_band_that_still_costs_points_has_no_next_band():
	"""1.6 gives 90 of 100 points and there is no better band."""
	ratio = next(one for one in improvements(CARD, result(ratio="1.6")) if one.indicator == "current_ratio")
	assert (ratio.target, ratio.gain, told(ratio)) == (None, None, None)


def test_a_factor_with_full_points_is_not_mentioned():
	assert "legal_record" not in [one.indicator for one in improvements(CARD, result())]


def test_what_a_customer_cannot_change_gets_no_advice():
	young = Factor("years_in_business", Decimal(100), (band(None, 10, "Young."), band(10, 100)))
	card = Scorecard("Age", "SC-2", (young,))
	assert improvements(card, assess(card, RULES, Facts({"years_in_business": Decimal(1)}))) == ()


def test_a_haircut_lowers_what_the_next_band_would_give():
	card = replace(CARD, haircuts=(Haircut("Unaudited", 0, Decimal(50)),))
	found = improvements(card, result(card, statement_audit="Unaudited", statement_age_months=3))
	ratio = next(one for one in found if one.indicator == "current_ratio")
	assert round(ratio.gain, 2) == Decimal("11.67")


def test_what_nothing_is_known_of_is_listed_with_its_weight_and_source():
	(missing,) = missing_data(result())
	assert (missing.indicator, missing.source, missing.weight) == ("roe", "statement", 10)


def factor(indicator: str, weight: int, *bands) -> Factor:
	return Factor(indicator, Decimal(weight), bands or (band(None, 100), band(10, 0, "Cut the limit.")))


OF_CUSTOMER = Scorecard(
	"Main",
	"SC-2",
	(
		factor("overdue_share", 40),
		factor("late_ratio", 20),
		factor("weighted_days_late", 10),
		factor("promises_kept", 5, band(None, 0, "Trust nothing it says."), band(80, 100)),
		factor("current_ratio", 15, band(None, 0, "Tight."), band("1.5", 90)),
		factor("bank_reference", 10, band(None, 0, text="Poor"), band(None, 100, text="Good")),
	),
	no_history_cap=None,
)


def to_do(**values) -> tuple[str, ...]:
	figures = {key: Decimal(value) if isinstance(value, int) else value for key, value in values.items()}
	known = {"overdue_share": Decimal(0), "late_ratio": Decimal(0), "weighted_days_late": Decimal(0)}
	facts = Facts({**known, "promises_kept": Decimal(100), "bank_reference": "Good", **figures})
	return for_customer(OF_CUSTOMER, assess(OF_CUSTOMER, RULES, facts))


def test_a_customer_is_told_what_to_do_the_dearest_first_and_each_once():
	found = to_do(overdue_share=50, late_ratio=60, weighted_days_late=40, current_ratio=2)
	assert found == (SETTLE, PAY_IN_TIME)


def test_no_more_than_three_and_what_is_missing_last():
	assert to_do(overdue_share=50, late_ratio=60, promises_kept=10) == (SETTLE, PAY_IN_TIME, KEEP_PROMISES)
	assert to_do() == (SEND_STATEMENTS,)
	assert set(to_do(bank_reference=None)) == {SEND_STATEMENTS, NAME_REFERENCES}


def test_a_customer_reads_nothing_of_its_finances_our_words_or_a_figure():
	assert to_do(current_ratio=Decimal("0.5"), bank_reference="Poor") == ()
	for text in (*TO_DO.values(), *TO_SEND.values(), SEND_STATEMENTS):
		assert not any(character.isdigit() or character in "{}%" for character in text)


def test_who_does_everything_well_is_told_nothing():
	assert to_do(current_ratio=2) == ()
