from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.codec import dumps, loads
from credit_control.engine.exposure import Exposure
from credit_control.engine.judgement import EXEMPT, HELD, PASSED, RELEASED, WARNED, Case, Document, judge
from credit_control.engine.policy import CheckRule, Policy
from credit_control.engine.release import Release
from tests.engine.cases import TODAY, case, late

AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2)


def failed(given_case: Case) -> list[str]:
	return [result.check for result in judge(given_case).failures]


def sentences(given_case: Case) -> str:
	return " ".join(str(result.message) for result in judge(given_case).failures)


def test_an_order_within_the_limit_passes():
	assert judge(case("100", owed="700")).outcome == PASSED


def test_exactly_at_the_limit_passes_but_warns_of_the_line():
	judgement = judge(case("300", owed="700"))
	assert (judgement.outcome, failed(case("300", owed="700"))) == (WARNED, ["warning_line"])


def test_exactly_at_the_warning_line_passes():
	assert judge(case("100", owed="700")).outcome == PASSED
	assert judge(case("100.01", owed="700")).outcome == WARNED


def test_a_cent_over_the_limit_is_held_and_does_not_also_warn():
	assert failed(case("300.01", owed="700")) == ["limit"]


def test_a_limit_of_zero_with_exposure_is_over_and_no_division_by_zero():
	assert judge(case("1", limit="0")).outcome == HELD


def test_no_credit_holds_any_amount_that_leaves_something_owed():
	held = case("1", standing={"limit_mode": "No Credit"})
	assert "buys without credit" in sentences(held)


def test_unlimited_never_fails_the_limit_or_the_warning_line():
	assert judge(case("9999999", standing={"limit_mode": "Unlimited"})).outcome == PASSED


def test_a_temporary_limit_counts_up_to_and_including_its_last_day():
	extra = {"temporary_limit": Decimal(500), "temporary_until": TODAY}
	assert judge(case("1400", standing=extra)).outcome == WARNED
	assert judge(case("1400", standing=extra | {"temporary_until": TODAY - timedelta(1)})).outcome == HELD


@pytest.mark.parametrize(("days", "outcome"), [(30, PASSED), (31, HELD)])
def test_the_oldest_overdue_item_holds_after_the_allowed_days(days, outcome):
	assert judge(case("1", owed="10", days_late=days)).outcome == outcome


def test_a_grade_without_credit_is_held_under_the_limit():
	assert failed(case("1", standing={"grade": "CCC"})) == ["grade"]


def test_a_customer_without_a_grade_is_warned_of_at_most():
	assert judge(case("1", standing={"grade": None})).outcome == WARNED


def test_a_grade_that_the_policy_does_not_know_is_held():
	assert "Grade ZZ is not in the policy" in sentences(case("1", standing={"grade": "ZZ"}))


@pytest.mark.parametrize(("days", "outcome"), [(0, PASSED), (1, WARNED)])
def test_a_review_counts_as_expired_the_day_after_it_was_due(days, outcome):
	due = TODAY - timedelta(days)
	assert judge(case("1", standing={"next_review": due})).outcome == outcome


def test_every_failed_check_is_kept_in_the_order_of_the_policy():
	broken = case("1000", owed="700", days_late=60, standing={"grade": "D", "next_review": date(2025, 1, 1)})
	assert failed(broken) == ["limit", "oldest_overdue", "grade", "review"]


def test_a_check_that_the_policy_ignores_for_a_document_type_is_not_made():
	assert judge(case("900", doctype="Quotation")).outcome == PASSED


def test_an_offer_over_the_limit_is_warned_of_by_the_default_policy():
	assert judge(case("5000", doctype="Quotation")).outcome == WARNED


def test_what_lowers_the_exposure_always_passes():
	lower = case("0", owed="99999", standing={"grade": "D"})
	assert judge(lower).exemption == "lowers_exposure"


def test_full_prepayment_is_never_held():
	prepaid = case("500", exposure=Exposure(unallocated_receipts=Decimal(500)), standing={"grade": "D"})
	assert (judge(prepaid).outcome, judge(prepaid).exemption) == (EXEMPT, "fully_prepaid")


def test_a_document_with_an_exemption_is_not_judged():
	document = Document("Sales Invoice", "RET-1", Decimal(9999), Decimal(9999), "return")
	assert judge(case(document=document)).exemption == "return"


class TestRemedies:
	def test_the_limit_names_what_to_receive_what_fits_and_which_temporary_limit(self):
		texts = [str(remedy.message) for remedy in judge(case("500", owed="700")).remedies]
		assert texts == [
			"Receive 200.00 in advance, 40 % of the document.",
			"Reduce the document by 200.00; 300.00 still fits.",
			"Grant a temporary limit of 200.00. Approved by: Credit Manager.",
		]

	def test_nothing_fits_when_the_limit_is_used_up_already(self):
		texts = [str(remedy.message) for remedy in judge(case("500", owed="1200")).remedies]
		assert not any("still fits" in text for text in texts)

	def test_overdue_names_only_the_items_that_are_late_beyond_the_allowance(self):
		remedy = judge(case("1", owed="40", days_late=45)).remedies[0]
		assert (str(remedy.message), remedy.amount) == ("Have INV-1 paid: 40.00.", 40)

	@given(owed=AMOUNTS, amount=AMOUNTS, limit=AMOUNTS)
	def test_receiving_the_named_amount_clears_the_limit(self, owed, amount, limit):
		held = case(str(amount), owed=str(owed), limit=str(limit))
		for remedy in judge(held).remedies:
			if remedy.check == "limit" and remedy.amount is not None:
				paid = replace(held, exposure=Exposure(open_invoices=owed - remedy.amount))
				assert "limit" not in failed(paid)


class TestReleases:
	def release(self, cap="500", **fields) -> Release:
		return replace(Release("CH-1", Decimal(cap), TODAY), **fields)

	def test_a_release_lets_a_held_document_through(self):
		assert judge(case("500", limit="1", release=self.release())).outcome == RELEASED

	def test_a_release_is_not_used_by_a_document_that_passes_anyway(self):
		assert judge(case("500", release=self.release())).outcome == PASSED

	def test_above_the_cap_it_is_held_and_says_why(self):
		judgement = judge(case("500.01", limit="1", release=self.release()))
		assert judgement.outcome == HELD
		assert "covers 500.00" in str(judgement.release_refusal)

	def test_the_tolerance_is_a_percentage_of_the_cap(self):
		release = self.release(tolerance_percent=Decimal(10))
		assert judge(case("550", limit="1", release=release)).outcome == RELEASED
		assert judge(case("550.01", limit="1", release=release)).outcome == HELD

	def test_what_was_used_counts_against_the_cap(self):
		release = self.release(consumed=Decimal(100))
		assert judge(case("401", limit="1", release=release)).outcome == HELD

	def test_it_is_valid_on_its_last_day_and_not_after(self):
		past = self.release(valid_to=TODAY - timedelta(1))
		assert "was valid until" in str(judge(case("500", limit="1", release=past)).release_refusal)


@given(owed=AMOUNTS, amount=AMOUNTS, limit=AMOUNTS, days=st.integers(0, 400))
def test_a_judgement_replays_from_its_stored_inputs(owed, amount, limit, days):
	judged = case(str(amount), owed=str(owed), limit=str(limit), overdue=late(str(owed), days))
	assert judge(loads(Case, dumps(judged))) == judge(judged)


@given(owed=AMOUNTS, amount=AMOUNTS, more=AMOUNTS, limit=AMOUNTS)
def test_a_larger_order_never_fares_better(owed, amount, more, limit):
	rank = [EXEMPT, PASSED, WARNED, HELD]
	small = judge(case(str(amount), owed=str(owed), limit=str(limit))).outcome
	large = judge(case(str(amount + more), owed=str(owed), limit=str(limit))).outcome
	assert rank.index(large) >= rank.index(small)


def test_a_policy_without_checks_passes_everything():
	assert judge(case("9999", policy=Policy("none", (), ()))).outcome == PASSED


def test_a_document_type_that_a_check_does_not_name_is_ignored():
	policy = Policy("one", (), (CheckRule("limit", None, {"Sales Invoice": "Hold"}),))
	assert judge(case("9999", policy=policy)).outcome == PASSED


def test_a_temporary_limit_that_begins_later_does_not_count_yet():
	extra = {"temporary_limit": Decimal(500), "temporary_until": TODAY + timedelta(9)}
	assert judge(case("1400", standing=extra | {"temporary_from": TODAY + timedelta(1)})).outcome == HELD
	assert judge(case("1400", standing=extra | {"temporary_from": TODAY})).outcome == WARNED
