"""What a delivery or an invoice of an order that passed may still be held for."""

from dataclasses import replace
from decimal import Decimal

import pytest

from credit_control.engine.checks_document import percent_asked
from credit_control.engine.grades import GradeRule
from credit_control.engine.judgement import EXEMPT, HELD, WARNED, judge
from credit_control.engine.policy import HOLD, IGNORE, LIMIT, PREPAYMENT, TERMS, WARN, CheckRule
from credit_control.engine.release import Release

from .cases import TODAY, case

GRADE = GradeRule("A", Decimal(0), Decimal(1), term_days=30, prepayment_percent=Decimal(30))
TYPES = ("Sales Order", "Delivery Note", "Sales Invoice")


def following(doctype, reaction=HOLD, **document):
	"""A document of 1,000 that adds nothing, of a customer far over its limit."""
	asked = case("0", owed="9000", doctype=doctype)
	rules = tuple(
		CheckRule(check, None, dict.fromkeys(TYPES, reaction)) for check in (LIMIT, PREPAYMENT, TERMS)
	)
	policy = replace(asked.policy, checks=rules, grades=(GRADE,))
	return replace(
		asked,
		policy=policy,
		standing=replace(asked.standing, grade="A"),
		document=replace(asked.document, total=Decimal(1000), **document),
	)


@pytest.mark.parametrize(
	("doctype", "document", "check"),
	[
		("Delivery Note", {"prepaid": Decimal(299)}, PREPAYMENT),
		("Sales Invoice", {"term_days": 31}, TERMS),
	],
)
def test_a_condition_of_the_order_holds_what_follows_and_nothing_else_does(doctype, document, check):
	judged = judge(following(doctype, **document))
	assert judged.outcome == HELD
	assert [result.check for result in judged.results] == [check]


@pytest.mark.parametrize(
	("doctype", "document"),
	[
		("Delivery Note", {"prepaid": Decimal(300)}),
		("Sales Invoice", {"term_days": 30}),
		("Sales Invoice", {"prepaid": Decimal(0)}),
		("Sales Order", {"term_days": 99}),
		("Delivery Note", {"asked_percent": Decimal(0)}),
	],
)
def test_what_keeps_its_condition_is_exempt_however_much_is_owed(doctype, document):
	assert judge(following(doctype, **document)).outcome == EXEMPT


def test_the_reaction_is_the_policys():
	assert judge(following("Delivery Note", WARN)).outcome == WARNED
	assert judge(following("Delivery Note", IGNORE)).outcome == EXEMPT


def test_a_release_of_the_order_is_honoured():
	held = following("Delivery Note")
	release = Release(reference="CH-1", amount_cap=Decimal(1000), valid_to=TODAY)
	assert judge(replace(held, release=release)).outcome == "Released"


def test_shipped_goods_are_billed_with_a_warning_of_their_terms_at_most():
	assert judge(following("Sales Invoice", term_days=31, shipped=True)).outcome == WARNED
	assert judge(following("Sales Invoice", IGNORE, term_days=31, shipped=True)).outcome == EXEMPT


def test_an_invoice_that_adds_only_what_was_shipped_is_warned_of_at_most():
	over = following("Sales Invoice", amount=Decimal(1000), term_days=31)
	assert judge(over).outcome == HELD
	warned = judge(replace(over, document=replace(over.document, only_shipped=True)))
	assert warned.outcome == WARNED
	assert {result.check for result in warned.failures} >= {LIMIT, TERMS}
	assert {result.reaction for result in warned.results} == {WARN}


def test_a_delivery_waits_for_no_more_than_its_order_was_asked_for():
	held = following("Delivery Note", prepaid=Decimal(199), asked_percent=Decimal(20))
	assert judge(held).outcome == HELD
	assert judge(held).results[0].threshold == Decimal(200)
	paid = following("Delivery Note", prepaid=Decimal(200), asked_percent=Decimal(20))
	assert judge(paid).outcome == EXEMPT


def test_a_grade_that_rose_since_asks_for_less_than_the_order_was():
	assert (
		judge(following("Delivery Note", prepaid=Decimal(300), asked_percent=Decimal(50))).outcome == EXEMPT
	)


@pytest.mark.parametrize(
	("change", "percent"),
	[
		(lambda past: past, Decimal(30)),
		(lambda past: replace(past, standing=replace(past.standing, grade=None)), Decimal(0)),
		(lambda past: replace(past, policy=replace(past.policy, checks=())), Decimal(0)),
		(lambda past: replace(past, policy=replace(past.policy, grades=())), None),
	],
)
def test_what_an_order_was_asked_for_is_read_from_its_case(change, percent):
	assert percent_asked(change(following("Sales Order")), "Delivery Note") == percent
