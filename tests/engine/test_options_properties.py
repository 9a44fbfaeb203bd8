"""What would clear a document: each option applied by hand to the case gives the outcome that it states."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from credit_control.engine.circumstances import (
	Budget,
	Circumstances,
	Conduct,
	Cover,
	ManualHold,
	Missing,
	Pool,
)
from credit_control.engine.codec import dumps, loads
from credit_control.engine.debts import largest_payable
from credit_control.engine.exposure import Exposure, ExposureSwitches
from credit_control.engine.judgement import EXEMPT, HELD, PASSED, WARNED, Case, Line, judge
from credit_control.engine.policy import CHECKS, JUDGED, CheckRule
from credit_control.engine.receivables import overdue
from credit_control.engine.remedy import (
	PAY,
	PREPAY,
	REDUCE,
	SECURE,
	TEMPORARY_LIMIT,
	WAIT,
	Remedy,
)
from tests.engine.cases import TODAY, case
from tests.engine.option_cases import ALL, option, owing, term

MONEY = st.decimals(min_value=0, max_value=5000, places=2)
DAYS = st.integers(-60, 200)
TERMS = st.lists(
	st.builds(
		lambda amount, days, number, kind: term(amount, days, f"V{number}", kind),
		st.decimals(min_value="0.01", max_value=2000, places=2),
		DAYS,
		st.integers(1, 8),
		st.sampled_from(("Sales Invoice", "Journal Entry")),
	),
	max_size=12,
)
SWITCHES = st.builds(
	ExposureSwitches,
	open_invoices=st.booleans(),
	other_receivables=st.booleans(),
	unallocated_receipts=st.booleans(),
)
RULES = st.lists(
	st.builds(
		CheckRule,
		st.sampled_from(CHECKS),
		st.decimals(min_value=1, max_value=900, places=0),
		st.sampled_from((ALL, dict.fromkeys(JUDGED, "Warn"))),
		ignore_below=st.sampled_from((Decimal(0), Decimal(50))),
	),
	unique_by=lambda rule: rule.check,
	max_size=len(CHECKS),
)
OPTIONAL_DAY = st.none() | st.integers(-5, 30).map(lambda days: TODAY + timedelta(days))
KNOWN = st.builds(
	Circumstances,
	cover=st.none()
	| st.builds(
		Cover,
		secured=st.none() | MONEY,
		insured=st.none() | MONEY,
		stop_days=st.none() | st.integers(0, 90),
		extension_days=st.none() | st.integers(0, 90),
	),
	pool=st.none() | st.builds(Pool, st.just("G"), MONEY, MONEY),
	budgets=st.lists(
		st.builds(Budget, st.just("Territory"), st.sampled_from("NS"), MONEY, MONEY),
		max_size=2,
		unique_by=lambda budget: budget.name,
	).map(tuple),
	manual_hold=st.none() | st.builds(ManualHold, st.just("Why"), st.just("Who"), OPTIONAL_DAY),
	file=st.none() | st.just(Missing(("Licence",), percent=Decimal(50))),
	conduct=st.builds(
		Conduct,
		st.integers(0, 3),
		st.just("D"),
		st.integers(0, 3),
		st.just("P"),
		st.sampled_from((None, "R")),
	),
)


@st.composite
def cases(draw) -> Case:
	terms = tuple(draw(TERMS))
	lines = tuple(
		Line(row, "ITEM", amount)
		for row, amount in enumerate(draw(st.lists(MONEY, min_size=1, max_size=6)), start=1)
	)
	amount = sum((line.amount for line in lines), Decimal(0))
	far = draw(st.lists(st.tuples(MONEY, st.integers(1, 40)), max_size=2))
	lines += tuple(
		Line(row, "FAR", Decimal(0), later, TODAY + timedelta(days))
		for row, (later, days) in enumerate(far, start=len(lines) + 1)
	)
	made = case(
		str(amount),
		limit=str(draw(MONEY)),
		overdue=overdue(terms, TODAY),
		payable=largest_payable(terms, TODAY),
		standing={
			"grade": draw(st.sampled_from((None, "AAA", "A", "BB", "D"))),
			"limit_mode": draw(st.sampled_from(("Limited", "Unlimited", "No Credit"))),
			"next_review": draw(OPTIONAL_DAY),
			"temporary_limit": draw(MONEY),
			"temporary_from": draw(OPTIONAL_DAY),
			"temporary_until": draw(OPTIONAL_DAY),
		},
	)
	document = replace(made.document, lines=lines, term_days=draw(st.none() | st.integers(0, 120)))
	exposure = Exposure(
		open_orders=draw(MONEY),
		open_invoices=total(each for each in terms if each.voucher_type == "Sales Invoice"),
		other_receivables=total(each for each in terms if each.voucher_type != "Sales Invoice"),
		switches=draw(SWITCHES),
	)
	policy = replace(made.policy, checks=tuple(draw(RULES)))
	return replace(made, document=document, exposure=exposure, policy=policy, circumstances=draw(KNOWN))


def total(terms) -> Decimal:
	return sum((each.amount for each in terms), Decimal(0))


def lowered(held: Case, exposure: Exposure) -> Case:
	"""The case with another exposure; what the customer owes counts in the budgets."""
	change = exposure.total - held.exposure.total
	budgets = tuple(replace(each, used=each.used + change) for each in held.circumstances.budgets)
	return replace(held, exposure=exposure, circumstances=replace(held.circumstances, budgets=budgets))


def once_paid(held: Case, remedy: Remedy) -> Case:
	"""The vouchers paid, oldest terms first, by the amount that was named."""
	left, paid, kept = remedy.amount, [], []
	known = sorted((*held.overdue.terms, *held.payable), key=lambda each: each.due)
	for each in known:
		if each.voucher_no in remedy.vouchers and left > 0 and each.amount <= left:
			left -= each.amount
			paid.append(each)
		else:
			kept.append(each)
	assume(left == 0)
	exposure = replace(
		held.exposure,
		open_invoices=held.exposure.open_invoices
		- total(each for each in paid if each.voucher_type == "Sales Invoice"),
		other_receivables=held.exposure.other_receivables
		- total(each for each in paid if each.voucher_type != "Sales Invoice"),
	)
	return lowered(replace(held, overdue=overdue(kept, TODAY)), exposure)


def once_received(held: Case, remedy: Remedy) -> Case:
	document = replace(held.document, prepaid=held.document.prepaid + remedy.amount)
	receipts = held.exposure.unallocated_receipts + remedy.amount
	return lowered(replace(held, document=document), replace(held.exposure, unallocated_receipts=receipts))


def once_reduced(held: Case, remedy: Remedy) -> Case:
	document = held.document
	left = document.amount - remedy.amount
	if remedy.rows:
		assert left == sum(line.amount for line in document.lines if line.row in remedy.rows)
	return replace(held, document=replace(document, amount=left, total=left))


def once_granted(held: Case, remedy: Remedy) -> Case:
	standing = replace(
		held.standing, temporary_limit=remedy.amount, temporary_from=TODAY, temporary_until=TODAY
	)
	return replace(held, standing=standing)


def once_secured(held: Case, remedy: Remedy) -> Case:
	cover = held.circumstances.cover or Cover()
	more = replace(cover, secured=(cover.secured or Decimal(0)) + (remedy.amount or Decimal("0.01")))
	return replace(held, circumstances=replace(held.circumstances, cover=more))


def once_waited(held: Case, remedy: Remedy) -> Case:
	terms = (*held.overdue.terms, *held.payable)
	near = [line for line in held.document.lines if line.counts_from and line.counts_from <= remedy.day]
	amount = held.document.amount + sum((line.later for line in near), Decimal(0))
	document = replace(held.document, amount=amount)
	return replace(held, today=remedy.day, overdue=overdue(terms, remedy.day), document=document)


APPLIED = {
	PAY: once_paid,
	PREPAY: once_received,
	REDUCE: once_reduced,
	TEMPORARY_LIMIT: once_granted,
	SECURE: once_secured,
	WAIT: once_waited,
}


@settings(max_examples=400, deadline=None)
@given(cases())
def test_applying_an_option_yields_the_outcome_that_it_states(held):
	for remedy in judge(held).remedies:
		if remedy.kind in APPLIED:
			then = judge(APPLIED[remedy.kind](held, remedy))
			assert then.outcome == remedy.outcome, (remedy.kind, str(remedy.message))
			holding = {row.check for row in then.failures if row.reaction == "Hold"}
			assert holding == set(remedy.still) or then.outcome != HELD


@settings(max_examples=200, deadline=None)
@given(cases())
def test_no_option_makes_it_worse_and_each_clears_something(held):
	now = judge(held)
	rank = {EXEMPT: 0, PASSED: 0, WARNED: 1, HELD: 2}
	for remedy in now.remedies:
		assert rank[remedy.outcome] <= rank[now.outcome]
		if remedy.outcome == HELD:
			assert remedy.check in {row.check for row in now.failures} - set(remedy.still)


@settings(max_examples=100, deadline=None)
@given(cases())
def test_a_judgement_with_its_options_replays_from_its_stored_inputs(held):
	assert judge(loads(Case, dumps(held))) == judge(held)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.decimals(min_value=1, max_value=100, places=2), min_size=1, max_size=9), st.data())
def test_no_smaller_set_of_invoices_would_do(amounts, data):
	terms = [term(amount, -1, f"V{number}") for number, amount in enumerate(amounts)]
	owed = total(terms)
	need = data.draw(st.decimals(min_value="0.01", max_value=owed, places=2))
	held = owing(*terms, amount=str(need), limit=str(owed))
	remedy = option(held, PAY)
	largest_first = sorted(amounts, reverse=True)
	assert sum(largest_first[: len(remedy.vouchers) - 1], Decimal(0)) < need <= remedy.amount
