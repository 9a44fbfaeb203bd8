from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.completeness import (
	EXPIRED,
	EXPIRING,
	ITEMS,
	MISSING,
	VALID,
	ItemRule,
	Proof,
	completeness,
	default_rules,
	state,
)
from credit_control.engine.errors import CreditError

DAY = date(2026, 6, 30)


def ago(days: int) -> date:
	return DAY - timedelta(days=days)


def one(code: str, *proofs: Proof, months: int = 0, warn: int = 30):
	return completeness([ItemRule(code, Decimal(5), months, warn)], {code: proofs}, DAY).findings[0]


def test_the_default_weights_make_a_hundred():
	assert sum(rule.weight for rule in default_rules()) == 100
	assert {rule.code for rule in default_rules()} < set(ITEMS)


def test_percent_is_the_weight_of_what_is_there_by_the_weight_of_all():
	rules = [ItemRule("shareholders", Decimal(6)), ItemRule("key_persons", Decimal(2))]
	assert completeness(rules, {"shareholders": [Proof()]}, DAY).percent == 75
	assert completeness(rules, {}, DAY).percent == 0
	assert completeness([], {}, DAY).percent == 100


@pytest.mark.parametrize(
	("proof", "months", "expected", "until"),
	[
		(Proof(), 0, VALID, None),
		(Proof(ago(3000)), 0, VALID, None),
		(Proof(date(2025, 6, 30)), 12, EXPIRING, DAY),  # last day, inclusive
		(Proof(date(2025, 6, 29)), 12, EXPIRED, ago(1)),
		(Proof(ago(10)), 12, VALID, date(2027, 6, 20)),
		(Proof(ago(10), DAY + timedelta(days=30)), 12, EXPIRING, DAY + timedelta(days=30)),
		(Proof(ago(10), DAY + timedelta(days=31)), 12, VALID, DAY + timedelta(days=31)),
		(Proof(None, ago(1)), 0, EXPIRED, ago(1)),
	],
)
def test_an_item_ends_with_its_own_last_day_or_with_its_age_whichever_is_first(
	proof, months, expected, until
):
	found = one("registry", proof, months=months)
	assert (found.state, found.until) == (expected, until)


def test_the_longest_lasting_proof_decides_and_a_later_one_is_not_there_yet():
	old, good = Proof(ago(500), ago(100)), Proof(ago(5), DAY + timedelta(days=300))
	assert one("licence", old, good).state == VALID
	assert one("licence", old).state == EXPIRED
	assert one("licence", Proof(DAY + timedelta(days=1))).state == MISSING


def test_the_second_reference_needs_two_that_are_valid():
	valid, expired = Proof(ago(5), DAY + timedelta(days=90)), Proof(ago(500), ago(100))
	assert one("second_trade_reference", valid).state == MISSING
	assert one("second_trade_reference", valid, expired).state == EXPIRED
	assert one("second_trade_reference", valid, valid).state == VALID


def test_what_is_about_to_expire_counts_and_what_expired_does_not():
	rules = [ItemRule("registry", Decimal(1), 12, 30), ItemRule("courts", Decimal(1), 12, 30)]
	proofs = {"registry": [Proof(date(2025, 7, 5))], "courts": [Proof(date(2025, 6, 1))]}
	result = completeness(rules, proofs, DAY)
	assert result.percent == 50
	assert [found.code for found in result.of(EXPIRING)] == ["registry"]
	assert [found.code for found in result.of(EXPIRED)] == ["courts"]


def test_a_warning_of_no_days_warns_on_the_last_day_only():
	assert state(DAY, 0, DAY) == EXPIRING
	assert state(DAY + timedelta(days=1), 0, DAY) == VALID


def test_an_unknown_item_and_a_negative_weight_are_refused():
	with pytest.raises(CreditError, match="There is no item horoscope"):
		ItemRule("horoscope", Decimal(1))
	with pytest.raises(CreditError, match=r"The weight of Industry is negative\. Enter zero or more\."):
		ItemRule("industry", Decimal(-1))


proofs = st.builds(
	Proof,
	st.one_of(st.none(), st.dates(date(2023, 1, 1), date(2027, 1, 1))),
	st.one_of(st.none(), st.dates(date(2023, 1, 1), date(2028, 1, 1))),
)
files = st.dictionaries(st.sampled_from(sorted(ITEMS)), st.lists(proofs, max_size=3))
rules = st.lists(st.sampled_from(sorted(ITEMS)), unique=True, min_size=1).flatmap(
	lambda codes: st.tuples(
		*(
			st.builds(
				ItemRule,
				st.just(code),
				st.integers(1, 50).map(Decimal),
				st.integers(0, 24),
				st.integers(0, 60),
			)
			for code in codes
		)
	)
)


@given(rules, files, proofs)
def test_it_is_a_percentage_in_any_order_and_one_proof_more_never_lowers_it(rules, file, proof):
	percent = completeness(rules, file, DAY).percent
	assert 0 <= percent <= 100
	assert completeness(rules[::-1], file, DAY).percent == percent
	code = rules[0].code
	more = {**file, code: [*file.get(code, []), proof]}
	assert completeness(rules, more, DAY).percent >= percent


@given(rules, files)
def test_only_the_proportion_of_the_weights_matters(rules, file):
	doubled = [ItemRule(rule.code, 2 * rule.weight, rule.valid_months, rule.warn_days) for rule in rules]
	assert completeness(doubled, file, DAY).percent == completeness(rules, file, DAY).percent
