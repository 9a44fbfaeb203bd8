"""A delivery of an order that passed stops where the insurer wants it, unless the order was released."""

from dataclasses import replace
from decimal import Decimal

import pytest

from credit_control.engine.circumstances import Circumstances, Cover
from credit_control.engine.codec import dumps, loads
from credit_control.engine.judgement import EXEMPT, HELD, RELEASED, WARNED, Case, judge
from credit_control.engine.policy import HOLD, IGNORE, INSURANCE, WARN, CheckRule
from credit_control.engine.release import Release

from .cases import TODAY, case

COVER = Cover(insured=Decimal(500), stop_days=60, extension_days=90, stops_passed=True)
TYPES = ("Sales Order", "Delivery Note", "Sales Invoice")


def delivery(days=61, reaction=HOLD, doctype="Delivery Note", cover=COVER, **document) -> Case:
	"""A document that adds nothing, of an insured customer whose oldest debt is overdue for so many days."""
	made = case("0", owed="500", days_late=days, doctype=doctype)
	rule = CheckRule(INSURANCE, None, dict.fromkeys(TYPES, reaction))
	return replace(
		made,
		policy=replace(made.policy, checks=(rule,)),
		circumstances=Circumstances(cover=cover),
		document=replace(made.document, total=Decimal(100), **document),
	)


def test_it_is_held_from_the_day_after_the_insurers_last():
	assert judge(delivery(60)).outcome == EXEMPT
	held = judge(delivery(61))
	assert held.outcome == HELD
	assert [(result.check, result.value, result.threshold) for result in held.results] == [
		(INSURANCE, 61, 60)
	]


@pytest.mark.parametrize(("reaction", "outcome"), [(WARN, WARNED), (IGNORE, EXEMPT)])
def test_the_reaction_is_the_policys(reaction, outcome):
	assert judge(delivery(reaction=reaction)).outcome == outcome


def test_terms_that_are_too_long_for_the_insurer_stop_no_delivery():
	assert judge(delivery(0, term_days=91)).outcome == EXEMPT


def test_an_invoice_and_a_customer_without_insurance_are_not_stopped():
	assert judge(delivery(doctype="Sales Invoice")).outcome == EXEMPT
	assert judge(delivery(cover=replace(COVER, insured=None))).outcome == EXEMPT
	assert judge(delivery(cover=replace(COVER, stop_days=None))).outcome == EXEMPT
	assert judge(delivery(cover=None)).outcome == EXEMPT


def test_an_order_that_was_released_is_delivered():
	release = Release(reference="CH-1", amount_cap=Decimal(100), valid_to=TODAY)
	assert judge(replace(delivery(), release=release)).outcome == RELEASED


def test_a_decision_from_before_stays_what_it_was():
	before = dumps(delivery(cover=replace(COVER, stops_passed=False)))
	assert judge(loads(Case, before.replace('"stops_passed":false,', ""))).outcome == EXEMPT
