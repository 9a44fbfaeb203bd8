"""Each check beyond the five of the default policy: worked values and edges."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from credit_control.engine.circumstances import (
	Agreement,
	Budget,
	Circumstances,
	Conduct,
	Cover,
	ManualHold,
	Missing,
	Outside,
	Pool,
	not_installed,
	not_made,
)
from credit_control.engine.exposure import Exposure
from credit_control.engine.judgement import HELD, PASSED, WARNED, Case, Document, judge
from credit_control.engine.policy import CHECKS, JUDGED, CheckRule
from credit_control.engine.receivables import open_terms, overdue
from tests.engine.cases import TODAY, case, item, late


def checked(check, threshold=None, *, given: Case | None = None, known=None, **fields) -> Case:
	"""A case under a policy of one check that holds every document type."""
	rule = CheckRule(check, None if threshold is None else Decimal(threshold), dict.fromkeys(JUDGED, "Hold"))
	made = given or case("100", limit="100000")
	policy = replace(made.policy, checks=(replace(rule, **fields),))
	return replace(made, policy=policy, circumstances=Circumstances(**(known or {})))


def sentence(judged: Case) -> str:
	return " ".join(str(result.message) for result in judge(judged).failures)


def grades(judged: Case, **fields) -> Case:
	"""The case with changed rows of the grade table."""
	rows = tuple(replace(row, **fields) for row in judged.policy.grades)
	return replace(judged, policy=replace(judged.policy, grades=rows))


def document(judged: Case, **fields) -> Case:
	return replace(judged, document=replace(judged.document, **fields))


class TestGroupLimit:
	def pooled(self, others: str, limit: str = "1000", **fields) -> Case:
		return checked("group_limit", known={"pool": Pool("Acme Group", Decimal(limit), Decimal(others))})

	def test_all_members_together_may_reach_the_limit_and_not_pass_it(self):
		assert judge(self.pooled("900")).outcome == PASSED
		held = self.pooled("900.01")
		assert "Group Acme Group would owe 1,000.01, 0.01 above the limit of 1,000.00" in sentence(held)

	def test_the_own_limit_holds_too(self):
		own = replace(self.pooled("0").standing, limit=Decimal(50))
		given = replace(self.pooled("0"), standing=own)
		policy = replace(given.policy, checks=(*given.policy.checks, CheckRule("limit", None, ALL_HOLD)))
		assert [row.check for row in judge(replace(given, policy=policy)).failures] == ["limit"]

	def test_it_holds_although_the_policy_does_not_list_it_and_only_warns_of_an_offer(self):
		pool = Circumstances(pool=Pool("G", Decimal(10)))
		order = case("100", circumstances=pool)
		assert [row.check for row in judge(order).failures] == ["group_limit"]
		assert judge(order).outcome == HELD
		assert judge(case("100", doctype="Quotation", circumstances=pool)).outcome == WARNED

	def test_one_that_passes_and_is_not_listed_is_not_told(self):
		assert "group_limit" not in [row.check for row in judge(case("1")).results]


ALL_HOLD = dict.fromkeys(JUDGED, "Hold")


class TestManualHold:
	def held(self, until: date | None, **parts) -> Case:
		hold = ManualHold("Cheque bounced", "Li Na", until)
		return case("1", circumstances=Circumstances(manual_hold=hold), **parts)

	def test_it_holds_up_to_and_including_its_last_day(self):
		assert judge(self.held(TODAY)).outcome == HELD
		assert judge(self.held(TODAY - timedelta(1))).outcome == PASSED

	def test_it_says_who_and_why_and_until_when_and_comes_first(self):
		failures = judge(self.held(TODAY, owed="999999")).failures
		assert [row.check for row in failures] == ["manual_hold", "limit"]
		assert str(failures[0].message) == (
			"Li Na stopped all new documents of the customer until 2026-03-31: Cheque bounced."
		)
		assert str(judge(self.held(None)).failures[0].message) == (
			"Li Na stopped all new documents of the customer: Cheque bounced."
		)

	def test_what_lowers_the_exposure_passes_nevertheless(self):
		assert judge(document(self.held(None), amount=Decimal(0))).exemption == "lowers_exposure"

	def test_it_stops_an_offer_too(self):
		assert judge(self.held(None, doctype="Quotation")).outcome == HELD


class TestUnsecured:
	def unsecured(self, cover: Cover | None, threshold="0") -> Case:
		return checked("unsecured", threshold, given=case("100", owed="400"), known={"cover": cover})

	def test_what_nothing_covers_counts_against_the_cap_of_the_policy(self):
		assert judge(self.unsecured(Cover(secured=Decimal(200)), "300")).outcome == PASSED
		held = self.unsecured(Cover(secured=Decimal(200)), "299.99")
		assert sentence(held) == ("300.00 would be owed without security or insurance; 299.99 is allowed.")

	def test_the_cap_of_the_grade_goes_before_that_of_the_policy(self):
		held = self.unsecured(None, "1000")
		assert judge(held).outcome == PASSED
		assert judge(grades(held, unsecured_cap=Decimal(499))).outcome == HELD

	def test_without_any_cap_it_passes(self):
		assert judge(self.unsecured(None)).outcome == PASSED


class TestOverdue:
	def test_small_residues_do_not_make_an_item_old(self):
		terms = open_terms([item("0.90", 400, "OLD"), item("500", 20, "NEW")])
		given = replace(case("1"), overdue=overdue(terms, TODAY))
		assert judge(checked("oldest_overdue", 30, given=given)).outcome == HELD
		assert judge(checked("oldest_overdue", 30, given=given, ignore_below=Decimal(1))).outcome == PASSED
		assert "NEW has been overdue for 20 days" in sentence(
			checked("oldest_overdue", 10, given=given, ignore_below=Decimal(1))
		)

	def test_an_item_of_small_instalments_is_no_residue(self):
		terms = open_terms([item("60", 400, "OLD"), item("60", 300, "OLD")])
		given = replace(case("1"), overdue=overdue(terms, TODAY))
		assert judge(checked("oldest_overdue", 30, given=given, ignore_below=Decimal(100))).outcome == HELD

	def test_the_overdue_amount(self):
		given = case("1", owed="500", days_late=5)
		assert judge(checked("overdue_amount", 500, given=given)).outcome == PASSED
		assert sentence(checked("overdue_amount", 499, given=given)) == (
			"500.00 is overdue; 499.00 is allowed."
		)

	def test_the_overdue_share_is_of_what_is_open(self):
		given = case("1", owed="800", overdue=late("200", 5))
		assert judge(checked("overdue_share", 25, given=given)).outcome == PASSED
		assert "25 % of what is open is overdue; 24 % are allowed" in sentence(
			checked("overdue_share", 24, given=given)
		)

	def test_an_advance_for_something_else_does_not_make_the_share_larger(self):
		exposure = Exposure(open_invoices=Decimal(800), unallocated_receipts=Decimal(700))
		given = case("1", exposure=exposure, overdue=late("200", 5))
		assert judge(checked("overdue_share", 25, given=given)).outcome == PASSED

	def test_nothing_overdue_is_no_share(self):
		assert judge(checked("overdue_share", 0)).outcome == PASSED


class TestDocument:
	def test_the_largest_document_looks_at_the_whole_document(self):
		large = document(checked("largest_document", 1000), total=Decimal(1000))
		assert judge(large).outcome == PASSED
		assert judge(document(large, total=Decimal("1000.01"))).outcome == HELD
		grown = document(large, total=Decimal(100), value=Decimal(1100))
		assert sentence(grown) == "The document is worth 1,100.00; a single one may be worth 1,000.00."

	def test_terms_are_those_of_the_grade_or_of_the_file(self):
		order = document(checked("terms"), term_days=46)
		assert sentence(order) == "The terms give 46 days of credit; 45 are granted."
		granted = replace(order, standing=replace(order.standing, term_days=60))
		assert judge(granted).outcome == PASSED
		assert judge(document(granted, term_days=61)).outcome == HELD
		assert judge(document(order, term_days=45)).outcome == PASSED

	def test_the_threshold_adds_days_of_tolerance_to_the_terms(self):
		assert judge(document(checked("terms", 5), term_days=50)).outcome == PASSED

	def test_no_terms_and_no_grant_pass(self):
		assert judge(checked("terms")).outcome == PASSED
		unknown = checked("terms", given=case("1", standing={"grade": None}))
		assert judge(document(unknown, term_days=999)).outcome == PASSED

	def test_the_grade_s_prepayment_is_a_share_of_the_whole(self):
		order = checked("prepayment", given=case("1000", standing={"grade": "BB"}))
		assert sentence(order) == "300.00 is to be paid in advance, 30 % of the document; 0.00 was received."
		assert judge(document(order, prepaid=Decimal(300))).outcome == PASSED
		assert judge(checked("prepayment", given=case("1000"))).outcome == PASSED

	def test_a_budget_counts_what_the_document_adds_and_the_tightest_is_told(self):
		budgets = (
			Budget("Territory", "North", Decimal(1000), Decimal(500)),
			Budget("Sales Person", "Wang Fang", Decimal(1000), Decimal("900.01")),
		)
		held = checked("budget", known={"budgets": budgets})
		assert sentence(held) == (
			"The customers of Wang Fang would owe 1,000.01, above the credit budget of 1,000.00."
		)
		assert judge(checked("budget", known={"budgets": budgets[:1]})).outcome == PASSED


class TestSecurity:
	def secured(self, cover: Cover | None, threshold="0") -> Case:
		return checked("security", threshold, given=case("100", owed="400"), known={"cover": cover})

	def test_the_grade_asks_for_a_share_of_the_exposure(self):
		held = grades(self.secured(Cover(secured=Decimal("249.99"))), security_percent=Decimal(50))
		assert sentence(held) == "250.00 is to be secured, 50 % of the exposure; 249.99 is."
		enough = grades(self.secured(Cover(Decimal(200), Decimal(50))), security_percent=Decimal(50))
		assert judge(enough).outcome == PASSED

	def test_the_threshold_counts_for_a_grade_that_asks_for_nothing(self):
		assert judge(self.secured(None, "10")).outcome == HELD
		assert judge(self.secured(None)).outcome == PASSED

	def test_what_was_held_and_ran_out_fails_by_itself(self):
		assert sentence(self.secured(Cover(secured=Decimal(0)))) == "What was held as security has run out."
		still = Cover(secured=Decimal(0), insured=Decimal(10))
		assert judge(self.secured(still)).outcome == PASSED


class TestInsurance:
	def insured(self, days=0, term_days=None, **fields) -> Case:
		cover = Cover(**{"insured": Decimal(500), "stop_days": 60, "extension_days": 90, **fields})
		given = case("1", owed="500", days_late=days)
		return document(checked("insurance", given=given, known={"cover": cover}), term_days=term_days)

	def test_the_insurer_stops_deliveries_after_so_many_days(self):
		assert judge(self.insured(60)).outcome == PASSED
		assert "the insurer stops deliveries after 60" in sentence(self.insured(61))

	def test_longer_terms_than_the_insurer_covers(self):
		assert judge(self.insured(term_days=90)).outcome == PASSED
		assert sentence(self.insured(term_days=91)) == (
			"The terms give 91 days of credit; the insurer covers 90."
		)

	def test_conditions_hold_for_an_insured_customer_only(self):
		assert judge(self.insured(99, 99, insured=None)).outcome == PASSED
		assert judge(self.insured(99, 99, stop_days=None, extension_days=None)).outcome == PASSED


class TestStanding:
	def test_gaps_of_the_file_are_named(self):
		held = checked("file", known={"file": Missing(("Licence", "Tax Record"), ("Registry Checked",))})
		assert sentence(held) == (
			"The credit file lacks: Licence, Tax Record. Out of date: Registry Checked."
		)
		assert judge(checked("file", known={"file": Missing()})).outcome == PASSED
		assert judge(checked("file")).outcome == PASSED

	def test_a_file_may_be_complete_enough(self):
		gaps = {"file": Missing(("Licence",), percent=Decimal(80))}
		assert judge(checked("file", 80, known=gaps)).outcome == PASSED
		assert judge(checked("file", 81, known=gaps)).outcome == HELD

	def test_an_agreement_is_missing_or_has_run_out_after_its_days_of_grace(self):
		assert "no signed credit agreement" in sentence(checked("agreement"))
		ended = {"agreement": Agreement("CA-1", TODAY - timedelta(10))}
		assert judge(checked("agreement", 10, known=ended)).outcome == PASSED
		assert sentence(checked("agreement", 9, known=ended)) == (
			"Credit agreement CA-1 was valid until 2026-03-21."
		)
		assert judge(checked("agreement", known={"agreement": Agreement("CA-1")})).outcome == PASSED

	@pytest.mark.parametrize(
		("check", "conduct", "threshold", "text"),
		[
			(
				"dunning",
				Conduct(dunning_level=3, dunning="DUN-9"),
				2,
				"dunned up to level 3 (DUN-9); level 2",
			),
			(
				"broken_promise",
				Conduct(broken_promises=2, broken_promise="PTP-1"),
				1,
				"2, the last one PTP-1; 1",
			),
		],
	)
	def test_conduct_above_the_threshold(self, check, conduct, threshold, text):
		assert text in sentence(checked(check, threshold, known={"conduct": conduct}))
		assert judge(checked(check, threshold + 1, known={"conduct": conduct})).outcome == PASSED
		assert judge(checked(check)).outcome == PASSED

	def test_a_plan_in_default(self):
		held = checked("plan_default", known={"conduct": Conduct(plan_default="RP-1")})
		assert sentence(held) == "Repayment plan RP-1 is in default."
		assert judge(checked("plan_default", known={"conduct": Conduct()})).outcome == PASSED


class TestOutside:
	def outside(self, *found: Outside) -> Case:
		return checked("blacklist", known={"outside": found})

	def test_what_another_app_found_holds_with_its_own_sentence_and_is_shown_last(self):
		found = Outside("blacklist", "{company} is on the list.", "hit", "0", {"company": "ACME"})
		held = self.outside(found)
		assert sentence(held) == "ACME is on the list."
		policy = replace(held.policy, checks=(*held.policy.checks, CheckRule("grade", None, ALL_HOLD)))
		worse = replace(held, policy=policy, standing=replace(held.standing, grade="D"))
		assert [row.check for row in judge(worse).failures] == ["grade", "blacklist"]

	def test_what_it_did_not_find_passes(self):
		assert judge(self.outside(Outside("another", "No."))).outcome == PASSED

	def test_one_that_broke_or_is_gone_only_warns(self):
		for found in (not_made("blacklist", "Blacklist"), not_installed("blacklist")):
			assert judge(self.outside(found)).outcome == WARNED


def test_every_check_of_the_list_is_made():
	from credit_control.engine.checks import FINDERS

	assert sorted(FINDERS) == sorted(CHECKS)


def test_a_document_is_worth_its_total_unless_it_says_otherwise():
	assert Document("Sales Order", "SO", Decimal(1), Decimal(5)).whole == 5
	assert Document("Sales Order", "SO", Decimal(1), Decimal(5), value=Decimal(9)).whole == 9
