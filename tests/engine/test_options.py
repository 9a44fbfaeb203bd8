"""What would clear a document: the options of worked cases, each with its outcome."""

import time
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from credit_control.engine.approval import ApprovalLevel
from credit_control.engine.circumstances import (
	Agreement,
	Budget,
	Circumstances,
	Conduct,
	Cover,
	ManualHold,
	Missing,
	Pool,
)
from credit_control.engine.debts import MOST_PAYABLE
from credit_control.engine.exposure import Exposure, ExposureSwitches
from credit_control.engine.judgement import EXEMPT, HELD, PASSED, Case, Line, judge
from credit_control.engine.policy import CheckRule
from credit_control.engine.remedy import (
	ASSESS,
	PAY,
	PREPAY,
	REDUCE,
	SECURE,
	SHORTEN,
	TEMPORARY_LIMIT,
	WAIT,
)
from tests.engine.cases import TODAY, case
from tests.engine.option_cases import ALL, option, owing, term


def kinds(judged: Case) -> list[str]:
	return [remedy.kind for remedy in judge(judged).remedies]


def text(judged: Case, kind: str) -> str:
	return str(option(judged, kind).message)


class TestPay:
	def test_items_that_are_too_old_come_first_and_no_others(self):
		held = owing(term(40, 45, "OLD"), term(30, 10, "LATE"), term(50, -5, "SOON"))
		assert text(held, PAY) == "Have OLD paid: 40.00."
		assert (option(held, PAY).outcome, option(held, PAY).vouchers) == (PASSED, ("OLD",))

	def test_the_fewest_invoices_that_make_up_the_amount(self):
		held = owing(
			term(100, -1, "A"), term(250, -1, "B"), term(300, -1, "C"), term(350, -1, "D"), amount="300"
		)
		# 300 too much: C alone is enough, and less than D
		assert text(held, PAY) == "Have C paid: 300.00."

	def test_old_items_count_towards_the_amount(self):
		held = owing(term(200, 45, "OLD"), term(600, -1, "NEW"), amount="400")
		assert text(held, PAY) == "Have OLD paid: 200.00."
		more = owing(term(199, 45, "OLD"), term(601, -1, "NEW"), amount="400")
		assert option(more, PAY).vouchers == ("OLD", "NEW")

	def test_only_the_terms_of_an_item_that_are_too_old(self):
		held = owing(term(40, 45, "INV"), term(60, 10, "INV"))
		assert text(held, PAY) == "Have INV paid: 40.00."

	def test_not_offered_when_all_items_together_are_not_enough(self):
		assert PAY not in kinds(owing(term(10, -1, "A"), amount="2000"))

	def test_old_items_are_offered_even_if_the_limit_then_still_holds(self):
		held = owing(term(10, 60, "A"), amount="2000")
		assert (option(held, PAY).outcome, option(held, PAY).still) == (HELD, ("limit",))

	def test_many_items_are_named_by_the_first_five(self):
		held = owing(*(term(1, 60, f"I{number}") for number in range(7)))
		assert text(held, PAY) == "Have I0, I1, I2, I3, I4 (+2) paid: 7.00."
		assert len(option(held, PAY).vouchers) == 7

	def test_what_does_not_count_as_exposure_is_not_to_be_paid_for_the_limit(self):
		held = owing(term(900, -1, "JE-1", "Journal Entry"), amount="200")
		exposure = replace(
			held.exposure,
			open_invoices=Decimal(0),
			open_orders=Decimal(900),
			other_receivables=Decimal(900),
			switches=ExposureSwitches(other_receivables=False),
		)
		assert PAY not in kinds(replace(held, exposure=exposure))

	def test_the_overdue_amount_and_share_take_the_fewest_late_items(self):
		held = owing(term(100, 5, "A"), term(200, 4, "B"), term(700, -3, "C"), amount="1", limit="99999")
		amount = with_rules(held, CheckRule("overdue_amount", Decimal(100), ALL))
		assert text(amount, PAY) == "Have B paid: 200.00."
		# 25 of 1000 may be late: x of (300 - x) / (1000 - x) = 25 % is 66.67
		share = with_rules(held, CheckRule("overdue_share", Decimal(25), ALL))
		assert text(share, PAY) == "Have A paid: 100.00."


def with_rules(judged: Case, *rules: CheckRule, **known) -> Case:
	policy = replace(judged.policy, checks=rules)
	circumstances = replace(judged.circumstances, **known)
	return replace(judged, policy=policy, circumstances=circumstances)


class TestPrepay:
	def test_what_is_too_much_as_amount_and_share_of_the_document(self):
		assert text(case("500", owed="700"), PREPAY) == "Receive 200.00 in advance, 40 % of the document."

	def test_more_than_the_document_is_a_payment_of_the_customer(self):
		assert text(case("100", owed="1200"), PREPAY) == (
			"Receive 300.00 from the customer, as payment or prepayment."
		)

	def test_a_grade_without_credit_pays_everything(self):
		held = case("100", owed="50", standing={"grade": "D"})
		assert text(held, PREPAY) == "Receive 150.00 in advance, so that nothing is owed."
		assert option(held, PREPAY).outcome == EXEMPT

	def test_what_the_grade_asks_for_in_advance(self):
		held = with_rules(
			case("1000", standing={"grade": "BB"}, limit="9999"), CheckRule("prepayment", None, ALL)
		)
		held = replace(held, document=replace(held.document, prepaid=Decimal(100)))
		assert text(held, PREPAY) == "Receive 200.00 in advance, 20 % of the document."

	def test_receipts_that_do_not_count_help_nothing(self):
		exposure = Exposure(open_orders=Decimal(900), switches=ExposureSwitches(unallocated_receipts=False))
		assert PREPAY not in kinds(case("500", exposure=exposure))


class TestReduce:
	def lines(self, *amounts) -> tuple[Line, ...]:
		return tuple(Line(row, f"ITEM-{row}", Decimal(amount)) for row, amount in enumerate(amounts, start=1))

	def order(self, *amounts, owed="0") -> Case:
		made = case(str(sum(amounts)), owed=owed)
		return replace(made, document=replace(made.document, lines=self.lines(*amounts)))

	def test_the_rows_to_keep_are_the_most_that_fits(self):
		held = self.order(600, 500, 300, 100)
		assert text(held, REDUCE) == "Keep only rows 1, 3–4, worth 1,000.00; 1,000.00 still fits."
		assert (option(held, REDUCE).rows, option(held, REDUCE).amount) == ((1, 3, 4), 500)

	def test_without_lines_the_amount_is_told(self):
		assert text(case("500", owed="700"), REDUCE) == "Reduce the document by 200.00; 300.00 still fits."

	def test_one_line_that_is_too_large_is_reduced(self):
		assert text(self.order(500, owed="700"), REDUCE).startswith("Reduce the document by 200.00")

	def test_nothing_fits_when_the_limit_is_used_up_already(self):
		assert REDUCE not in kinds(case("500", owed="1200"))

	def test_the_largest_document_is_cut_to_its_size(self):
		held = with_rules(case("500"), CheckRule("largest_document", Decimal(400), ALL))
		assert text(held, REDUCE) == "Reduce the document by 100.00; 400.00 still fits."

	def test_a_hundred_lines_are_no_work(self):
		held = self.order(*range(1, 101))
		kept = option(held, REDUCE).rows
		assert sum(kept) == 1000


class TestTemporaryLimit:
	def test_it_names_the_amount_and_who_approves_it(self):
		assert text(case("500", owed="700"), TEMPORARY_LIMIT) == (
			"Grant a temporary limit of 200.00. Approved by: Credit Manager."
		)

	def test_one_that_is_in_force_is_replaced_by_a_larger_one(self):
		held = case("500", owed="700", standing={"temporary_limit": Decimal(50), "temporary_until": TODAY})
		assert option(held, TEMPORARY_LIMIT).amount == 200

	def test_the_levels_of_the_matrix_are_named_in_their_order(self):
		held = case("500", owed="700")
		levels = (
			ApprovalLevel("Temporary Limit", 1, role="Credit Manager"),
			ApprovalLevel("Temporary Limit", 2, user="cfo@example.com", amount_from=Decimal(1200)),
		)
		held = replace(held, policy=replace(held.policy, approvals=levels))
		assert "Approved by: Credit Manager, cfo@example.com." in text(held, TEMPORARY_LIMIT)

	def test_a_customer_without_credit_gets_none(self):
		assert TEMPORARY_LIMIT not in kinds(case("1", standing={"limit_mode": "No Credit"}))


class TestOthers:
	def test_more_security(self):
		held = with_rules(
			case("100", owed="400"),
			CheckRule("unsecured", Decimal(300), ALL),
			cover=Cover(secured=Decimal(50)),
		)
		assert text(held, SECURE) == "Add security worth 150.00 after haircut."
		assert option(held, SECURE).outcome == PASSED

	def test_security_that_ran_out_is_renewed(self):
		held = with_rules(case("1"), CheckRule("security", None, ALL), cover=Cover(secured=Decimal(0)))
		assert text(held, SECURE) == "Renew the security that has run out."

	def test_wait_for_the_end_of_a_hold_by_hand(self):
		hold = ManualHold("Why", "Li Na", TODAY + timedelta(9))
		held = case("1", circumstances=Circumstances(manual_hold=hold))
		assert (option(held, WAIT).day, option(held, WAIT).outcome) == (TODAY + timedelta(10), PASSED)
		assert "Have the hold by Li Na lifted." in [str(each.message) for each in judge(held).remedies]

	def test_no_waiting_for_a_hold_without_an_end(self):
		hold = ManualHold("Why", "Li Na")
		assert WAIT not in kinds(case("1", circumstances=Circumstances(manual_hold=hold)))

	def test_wait_for_a_temporary_limit_that_begins(self):
		start = TODAY + timedelta(3)
		later = {
			"temporary_limit": Decimal(500),
			"temporary_from": start,
			"temporary_until": start + timedelta(30),
		}
		assert option(case("1100", standing=later), WAIT).day == start

	def test_waiting_makes_items_older(self):
		hold = ManualHold("Why", "Li Na", TODAY + timedelta(9))
		held = owing(term(10, 25, "A"), circumstances=Circumstances(manual_hold=hold))
		assert (option(held, WAIT).outcome, option(held, WAIT).still) == (HELD, ("oldest_overdue",))

	def test_waiting_brings_lines_and_orders_within_the_horizon(self):
		hold = ManualHold("Why", "Li Na", TODAY + timedelta(9))
		near, exposure = Line(1, "NEAR", Decimal(800)), Exposure(switches=ExposureSwitches(horizon_days=30))
		for days, outcome in ((10, HELD), (11, PASSED)):
			far = Line(2, "FAR", Decimal(0), Decimal(900), TODAY + timedelta(days))
			held = case("800", circumstances=Circumstances(manual_hold=hold), exposure=exposure)
			held = replace(held, document=replace(held.document, lines=(near, far)))
			assert option(held, WAIT).outcome == outcome
		assert text(held, WAIT) == (
			"Wait until 2026-04-10. Orders that are to be delivered by 2026-05-10 count then too."
		)

	def test_what_lies_beyond_the_horizon_need_not_be_left_out(self):
		lines = (Line(1, "NEAR", Decimal(800)), Line(2, "ALSO", Decimal(500)))
		far = Line(3, "FAR", Decimal(0), Decimal(900), TODAY + timedelta(5))
		held = case("1300")
		held = replace(held, document=replace(held.document, lines=(*lines, far)))
		assert text(held, REDUCE) == "Keep only rows 1, 3, worth 800.00; 1,000.00 still fits."
		assert option(held, REDUCE).outcome == PASSED
		alone = replace(held, document=replace(held.document, lines=(Line(1, "NEAR", Decimal(1300)), far)))
		assert text(alone, REDUCE) == "Reduce the document by 300.00; 1,000.00 still fits."

	def test_shorter_terms_suit_the_grade_and_the_insurer(self):
		held = with_rules(
			case("1"),
			CheckRule("terms", None, ALL),
			CheckRule("insurance", None, ALL),
			cover=Cover(insured=Decimal(9), extension_days=30),
		)
		held = replace(held, document=replace(held.document, term_days=90))
		assert text(held, SHORTEN) == "Shorten the terms to 30 days."
		assert option(held, SHORTEN).outcome == PASSED

	def test_the_lowest_grade_with_which_it_passes(self):
		held = case("100", standing={"grade": "D"})
		assert "grade B is needed" in text(held, ASSESS)
		strict = with_rules(held, CheckRule("grade", None, ALL), CheckRule("prepayment", None, ALL))
		assert "grade BBB is needed" in text(strict, ASSESS)

	def test_the_warning_line_alone_asks_for_nothing(self):
		assert judge(case("300", owed="700")).remedies == ()

	def test_what_is_only_warned_of_may_be_cleared_too(self):
		warned = case("1", standing={"next_review": TODAY - timedelta(1)})
		assert [(each.kind, each.outcome) for each in judge(warned).remedies] == [(ASSESS, PASSED)]

	def test_options_that_clear_everything_come_first(self):
		held = owing(term(10, 60, "OLD"), amount="2000")
		outcomes = [remedy.outcome for remedy in judge(held).remedies]
		assert outcomes == sorted(outcomes, key=lambda outcome: outcome == HELD)

	def test_the_check_an_option_clears_is_named(self):
		held = owing(term(10, 60, "OLD"), amount="2000")
		assert option(held, PAY).check == "oldest_overdue"
		assert option(held, TEMPORARY_LIMIT).check == "limit"

	def test_everything_else_that_somebody_can_mend(self):
		known = {
			"pool": Pool("G", Decimal(10)),
			"budgets": (Budget("Territory", "North", Decimal(10)),),
			"file": Missing(("Licence",)),
			"agreement": Agreement("CA-1", date(2020, 1, 1)),
			"conduct": Conduct(3, "DUN-1", 3, "PTP-1", "RP-1"),
		}
		checks = ("group_limit", "budget", "file", "agreement", "dunning", "broken_promise", "plan_default")
		held = with_rules(case("100"), *(CheckRule(check, Decimal(0), ALL) for check in checks), **known)
		texts = [str(remedy.message) for remedy in judge(held).remedies]
		assert texts[-7:] == [
			"Complete the credit file: Licence.",
			"Have credit agreement CA-1 extended.",
			"Raise the limit of group G to 100.00.",
			"Raise the credit budget of North to 100.00.",
			"Have what was dunned with DUN-1 paid.",
			"Have the promise PTP-1 kept.",
			"Have the missed instalments of RP-1 paid.",
		]


def test_a_thousand_open_items_and_a_hundred_lines_are_judged_at_once():
	terms = [term(10 + number % 7, number % 90 - 30, f"INV-{number}") for number in range(1000)]
	held = owing(*terms, amount="5050", limit="9000")
	lines = tuple(Line(row, "ITEM", Decimal(row)) for row in range(1, 101))
	held = replace(held, document=replace(held.document, lines=lines))
	start = time.perf_counter()
	judgement = judge(held)
	# some twenty times what it takes
	assert time.perf_counter() - start < 1
	assert judgement.outcome == HELD
	assert len(held.payable) == MOST_PAYABLE
