from decimal import Decimal

import pytest

from credit_control.engine.assessment import Facts, assess, notched
from credit_control.engine.defaults import default_policy
from credit_control.engine.errors import CreditError
from credit_control.engine.scorecard import Band, Factor, Scorecard

RULES = default_policy().grades
SHORT = (*RULES[:2], RULES[-1])
CARD = Scorecard(
	"C", "C-1", (Factor("late_ratio", Decimal(100), (Band(None, Decimal(65)),)),), no_history_cap=None
)


def result(*knock_outs: str, known: bool = True):
	values = {"late_ratio": Decimal(1)} if known else {}
	return assess(CARD, RULES, Facts(values, frozenset(knock_outs)))


@pytest.mark.parametrize(("steps", "grade"), [(0, "BBB"), (1, "A"), (3, "AAA"), (-1, "BB"), (-3, "CCC")])
def test_a_score_of_65_is_BBB_and_each_notch_is_one_row_of_the_table(steps, grade):
	assert notched(result(), steps, RULES) == grade


def test_a_notch_stops_at_both_ends_of_the_table():
	best = assess(CARD, SHORT, Facts({"late_ratio": Decimal(1)}))
	assert notched(best, 3, SHORT) == "AAA"
	assert notched(result("fraud"), -3, RULES) == "D"


def test_a_knock_out_can_be_lowered_no_further_but_never_raised():
	with pytest.raises(CreditError, match=r"A knock-out applies \(Bad Debt with Us, Fraud\)"):
		notched(result("fraud", "bad_debt"), 1, RULES)
	assert notched(result("fraud"), 0, RULES) == "D"


def test_more_than_three_notches_are_refused():
	with pytest.raises(CreditError, match="A notch of -4 is too far: a grade may be moved by 3 at most"):
		notched(result(), -4, RULES)


def test_without_a_model_grade_there_is_nothing_to_notch():
	assert notched(result(known=False), 0, RULES) is None
	with pytest.raises(CreditError, match=r"nothing to notch\. Set Notch to 0 and choose the grade"):
		notched(result(known=False), 1, RULES)
