from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.statement import AUDITED, AUDITS, OWN_ESTIMATE, UNAUDITED
from credit_control.engine.statement_choice import Candidate, newest, previous, repeated
from credit_control.engine.statement_period import ANNUAL, HALF_YEAR, QUARTER, Period

TODAY = date(2026, 3, 31)


def annual(year, *, audit=AUDITED, consolidated=False, currency="CNY", name=""):
	period = Period(ANNUAL, date(year, 1, 1), date(year, 12, 31))
	return Candidate(name or f"A{year}", period, audit, consolidated, currency)


def part(kind, start, end, *, audit=UNAUDITED, name="P"):
	return Candidate(name, Period(kind, start, end), audit, False, "CNY")


def test_the_latest_end_is_the_newest():
	assert newest([annual(2024), annual(2025), annual(2023)], TODAY).name == "A2025"


def test_what_had_not_ended_on_the_day_is_not_seen():
	assert newest([annual(2024), annual(2025)], date(2025, 6, 30)).name == "A2024"
	assert newest([annual(2025)], date(2025, 6, 30)) is None
	assert newest([], TODAY) is None


def test_of_two_that_end_together_the_longer_period_is_taken():
	half = part(HALF_YEAR, date(2025, 7, 1), date(2025, 12, 31), audit=AUDITED)
	assert newest([half, annual(2025, audit=UNAUDITED)], TODAY).name == "A2025"


def test_of_two_that_end_together_the_better_audit_is_taken_and_the_company_before_its_group():
	assert (
		newest([annual(2025, audit=UNAUDITED), annual(2025, name="B", consolidated=True)], TODAY).name == "B"
	)
	group = annual(2025, name="Z", consolidated=True)
	assert newest([group, annual(2025)], TODAY).name == "A2025"


def test_our_own_estimate_gives_way_to_what_the_customer_stated_within_18_months():
	estimate = part(QUARTER, date(2025, 10, 1), date(2025, 12, 31), audit=OWN_ESTIMATE)
	assert newest([estimate, annual(2024)], TODAY).name == "A2024"
	assert newest([estimate, annual(2023)], TODAY).name == "P"
	assert newest([estimate], TODAY).name == "P"


def test_the_previous_one_is_the_year_before_of_the_same_kind():
	others = [annual(2024), annual(2023), part(HALF_YEAR, date(2025, 1, 1), date(2025, 6, 30))]
	assert previous(annual(2025), others).name == "A2024"


def test_a_year_that_is_missing_is_not_replaced_by_the_one_before_it():
	assert previous(annual(2025), [annual(2023)]) is None


def test_a_group_s_statement_or_another_currency_is_no_previous_one():
	assert previous(annual(2025), [annual(2024, consolidated=True), annual(2024, currency="USD")]) is None


def test_nine_months_are_compared_with_nine_months():
	now = part(QUARTER, date(2025, 1, 1), date(2025, 9, 30))
	nine = part(QUARTER, date(2024, 1, 1), date(2024, 9, 30), name="nine")
	three = part(QUARTER, date(2024, 7, 1), date(2024, 9, 30), name="three")
	assert previous(now, [three, nine]).name == "nine"


def test_the_same_year_again_is_repeated_unless_it_is_the_group_s():
	assert repeated(annual(2025), [annual(2024), annual(2025, name="B")]).name == "B"
	assert repeated(annual(2025), [annual(2025, consolidated=True)]) is None


years = st.integers(min_value=2015, max_value=2026)
candidates = st.lists(st.builds(annual, years, audit=st.sampled_from(AUDITS), consolidated=st.booleans()))


@given(candidates, st.randoms())
def test_the_order_of_the_statements_never_matters(entries, random):
	shuffled = list(entries)
	random.shuffle(shuffled)
	first, second = newest(entries, TODAY), newest(shuffled, TODAY)
	assert (first and (first.period, first.audit, first.consolidated)) == (
		second and (second.period, second.audit, second.consolidated)
	)


@given(candidates, st.dates(min_value=date(2015, 1, 1), max_value=date(2027, 1, 1)))
def test_the_newest_had_ended_by_the_day(entries, as_of):
	found = newest(entries, as_of)
	assert found is None or found.period.end <= as_of
