import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.assessment import Facts, assess
from credit_control.engine.defaults import default_policy, default_scorecard
from credit_control.engine.limits import LimitInputs, LimitSettings, propose
from credit_control.engine.stored import (
	RULES_VERSION,
	fingerprint,
	from_json,
	propose_again,
	rerun,
	to_json,
)

CARD = default_scorecard()
RULES = default_policy().grades
FACTS = Facts(
	values={
		"late_ratio": Decimal("12.5"),
		"weighted_days_late": Decimal("3.3333333333"),
		"interest_cover": "No Interest",
		"legal_record": "Clean",
		"current_ratio": Decimal("1.6"),
		"roe": None,
	},
	knock_outs=frozenset({"fraud", "bad_debt"}),
	statement_audit="Audited",
	statement_age_months=7,
)
INPUTS = LimitInputs(
	annual_purchases=Decimal(1_000_000), average_days_late=Decimal("3.5"), security=Decimal(5)
)
SETTINGS = LimitSettings(unsecured_cap=Decimal(70_000))


def stored():
	text = json.dumps(to_json(FACTS, INPUTS, SETTINGS, CARD, RULES))
	return from_json(json.loads(text))


def test_what_is_stored_is_read_back_to_the_last_digit():
	back = stored()
	assert (back.facts, back.limit_inputs, back.limit_settings) == (FACTS, INPUTS, SETTINGS)
	assert back.rules_version == RULES_VERSION


def test_computing_again_gives_the_same_result_and_limit():
	rule = RULES[2]
	assert rerun(stored(), CARD, RULES) == assess(CARD, RULES, FACTS)
	assert propose_again(stored(), LimitSettings(), rule) == propose(INPUTS, SETTINGS, rule)
	assert propose_again(stored(), LimitSettings(), None) is None


def test_inputs_of_the_first_format_are_read_and_take_the_policys_settings():
	old = {
		key: value
		for key, value in to_json(FACTS, INPUTS, SETTINGS, CARD, RULES).items()
		if key in ("facts", "limit_inputs")
	}
	back = from_json(old)
	assert (back.facts, back.limit_settings, back.scorecard_print) == (FACTS, None, "")
	assert propose_again(back, SETTINGS, RULES[2]) == propose(INPUTS, SETTINGS, RULES[2])


@pytest.mark.parametrize(
	"broken",
	[
		{},
		{"facts": None, "limit_inputs": {}},
		{"facts": {"values": {"roe": "much"}, "knock_outs": []}, "limit_inputs": {}},
		{"facts": {"values": {}, "knock_outs": []}, "limit_inputs": {"invented": "1"}},
	],
)
def test_inputs_that_cannot_be_read_are_a_value_error(broken):
	with pytest.raises(ValueError, match="stored inputs cannot be read"):
		from_json(broken)


def test_a_fingerprint_tells_every_change_but_not_how_a_figure_is_written():
	factor = CARD.factors[0]
	moved = replace(CARD, factors=(replace(factor, weight=factor.weight + 1), *CARD.factors[1:]))
	same = replace(CARD, factors=(replace(factor, weight=factor.weight + Decimal("0.00")), *CARD.factors[1:]))
	assert fingerprint(moved) != fingerprint(CARD)
	assert fingerprint(same) == fingerprint(CARD)


def test_a_new_setting_at_its_default_leaves_a_fingerprint_as_it_was():
	assert fingerprint(LimitSettings()) == fingerprint(LimitSettings(security_share=None))
	assert fingerprint(LimitSettings()) != fingerprint(LimitSettings(security_share=Decimal(50)))


@given(
	st.dictionaries(
		st.sampled_from(["late_ratio", "roe", "debt_ratio"]), st.decimals(-1000, 1000) | st.none()
	)
)
def test_any_values_come_back(values):
	facts = Facts(values=values)
	assert from_json(json.loads(json.dumps(to_json(facts, INPUTS, SETTINGS, CARD, RULES)))).facts == facts
