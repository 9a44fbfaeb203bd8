from decimal import Decimal

import pytest

from credit_control.engine.assessment import Facts, assess, cap_problems
from credit_control.engine.defaults import (
	default_grades,
	default_limit_settings,
	default_policy,
	default_scorecard,
	policy_data,
	scorecard_data,
)
from credit_control.engine.grades import grade_problems, rule_for
from credit_control.engine.limits import limit_problems
from credit_control.engine.policy import check_problems
from credit_control.engine.scorecard_problems import scorecard_problems

BEHAVIOUR = {"late_ratio", "weighted_days_late", "oldest_overdue_days", "overdue_share"}
EXTERNAL = {"external_rating", "trade_references", "bank_reference", "legal_record"}
PROFILE = {"years_in_business", "company_size", "ownership", "industry_climate"}
SECURITY = {"security_cover", "relationship_years"}

# term days, prepayment %, tolerance %, review months, by domain.md
GRADES = {
	"AAA": ("1.5", 90, 0, 10, 12),
	"AA": ("1.0", 60, 0, 10, 12),
	"A": ("0.8", 45, 0, 5, 6),
	"BBB": ("0.6", 30, 0, 0, 6),
	"BB": ("0.3", 15, 30, 0, 3),
	"B": ("0.1", 7, 50, 0, 3),
	"CCC": ("0", 0, 100, 0, 1),
	"CC": ("0", 0, 100, 0, 1),
	"C": ("0", 0, 100, 0, 1),
	"D": ("0", 0, 100, 0, 1),
}


def weight(codes):
	return sum(factor.weight for factor in default_scorecard().factors if factor.indicator in codes)


def test_the_defaults_are_sound():
	policy = default_policy()
	assert scorecard_problems(default_scorecard()) == []
	assert grade_problems(policy.grades) == []
	assert cap_problems(default_scorecard(), policy.grades) == []
	assert limit_problems(default_limit_settings()) == []
	assert check_problems(policy.checks) == []


@pytest.mark.parametrize("grade", GRADES)
def test_the_grade_table_is_that_of_the_domain(grade):
	factor, *rest = GRADES[grade]
	row = rule_for(grade, default_grades())
	assert row.limit_factor == Decimal(factor)
	assert [row.term_days, row.prepayment_percent, row.tolerance_percent, row.review_months] == rest


def test_grade_b_has_the_capacity_and_sales_percentages_of_the_domain():
	row = rule_for("B", default_grades())
	assert (row.net_worth_percent, row.turnover_percent, row.sales_coefficient) == (35, 5, 60)
	assert [rule_for(grade, default_grades()).sales_coefficient for grade in ("AA", "A", "C")] == [100, 80, 0]


def test_the_weights_are_those_of_the_domain():
	financial = (
		{factor.indicator for factor in default_scorecard().factors}
		- BEHAVIOUR
		- EXTERNAL
		- PROFILE
		- SECURITY
	)
	assert [weight(codes) for codes in (BEHAVIOUR, financial, EXTERNAL, PROFILE, SECURITY)] == [
		35,
		30,
		15,
		15,
		5,
	]


def test_the_default_policy_has_five_checks_and_leaves_the_unassessed_alone():
	policy = default_policy()
	order = {rule.check: rule.reaction("Sales Order") for rule in policy.checks}
	assert order == {
		"limit": "Hold", "warning_line": "Warn", "oldest_overdue": "Hold", "grade": "Hold", "review": "Warn",
	}  # fmt: skip
	assert policy.unassessed_mode == "Unlimited"
	assert [rule.threshold for rule in policy.checks] == [None, 80, 30, None, None]


def test_every_band_has_advice_in_both_languages():
	for factor in scorecard_data()["factors"]:
		assert all(band["advice"] and band["advice_zh"] for band in factor["bands"])


def test_advice_can_be_had_in_chinese():
	assert default_scorecard("zh").factors[0].bands[0].advice == "付款准时，维持现有账期。"


def test_numbers_are_never_floats():
	def floats(value):
		children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
		return isinstance(value, float) or any(floats(child) for child in children)

	assert not floats(policy_data())
	assert not floats(scorecard_data())


def test_a_customer_known_only_from_the_ledger_gets_no_automatic_grade():
	values = {"late_ratio": Decimal(0), "weighted_days_late": Decimal(0), "oldest_overdue_days": Decimal(0)}
	assert assess(default_scorecard(), default_grades(), Facts(values)).model_grade is None


def test_a_sound_customer_gets_a_good_grade_and_a_bad_one_none():
	good = {
		"late_ratio": Decimal(2), "weighted_days_late": Decimal(1), "oldest_overdue_days": Decimal(0),
		"overdue_share": Decimal(0), "current_ratio": Decimal("2.1"), "quick_ratio": Decimal("1.6"),
		"debt_ratio": Decimal(35), "net_margin": Decimal(8), "ocf_to_current_liabilities": Decimal("0.5"),
		"interest_cover": "No Interest", "z_double_prime": Decimal(5), "years_in_business": Decimal(12),
	}  # fmt: skip
	audited = {"statement_audit": "Audited", "statement_age_months": 6}
	assert assess(default_scorecard(), default_grades(), Facts(good, **audited)).model_grade == "AAA"
	bad = {
		code: Decimal(-50) if isinstance(value, str) or value > 1 else Decimal(100)
		for code, value in good.items()
	} | {
		"late_ratio": Decimal(90),
		"weighted_days_late": Decimal(70),
		"overdue_share": Decimal(90),
		"debt_ratio": Decimal(99),
	}
	assert not rule_for(
		assess(default_scorecard(), default_grades(), Facts(bad, **audited)).model_grade, default_grades()
	).credit_allowed
