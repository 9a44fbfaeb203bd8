"""What is disputed leaves the figures on late payment, and comes back where the dispute was rejected."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.behaviour import InvoiceHistory, PaidPart, behaviour, settlements
from credit_control.engine.contested import Contested, Credited, excused_on, still_contested
from credit_control.engine.overdue_record import overdue_record
from credit_control.engine.receivables import Instalment
from credit_control.engine.scenarios import pay_on_time

D = Decimal
TODAY = date(2026, 6, 30)
RAISED = date(2026, 4, 10)
SETTLED = date(2026, 5, 20)
OPEN = Contested("I", D(300), RAISED)


@pytest.mark.parametrize(
	("contested", "day", "excused"),
	[
		(OPEN, date(2026, 4, 9), 0),
		(OPEN, RAISED, 300),
		(OPEN, TODAY, 300),
		(replace(OPEN, settled_on=SETTLED), date(2026, 5, 19), 300),
		(replace(OPEN, settled_on=SETTLED), SETTLED, 0),
		(replace(OPEN, settled_on=SETTLED, waiting=D(120)), SETTLED, 120),
		(replace(OPEN, settled_on=SETTLED, waiting=D(900)), TODAY, 300),
	],
	ids=["not raised", "raised", "open", "day before", "rejected", "credit waiting", "large note"],
)
def test_a_dispute_excuses_from_the_day_it_was_raised_to_the_day_it_was_settled(
	contested: Contested, day: date, excused: int
) -> None:
	assert excused_on([contested], {}, day).get("I", 0) == excused


def test_what_was_credited_since_is_excused_no_more() -> None:
	notes = {"I": [Credited(D(50), date(2026, 4, 1)), Credited(D(200), date(2026, 4, 20))]}
	assert excused_on([OPEN], {"I": notes["I"][:1]}, date(2026, 4, 19)) == {"I": D(300)}
	assert excused_on([OPEN], notes, TODAY) == {"I": D(100)}


def test_a_note_of_another_dispute_takes_nothing_from_this_one() -> None:
	"""700 and 300 of an invoice are contested, 300 are credited for the second: 700 are still contested."""
	first, second = replace(OPEN, amount=D(700), dispute="A"), replace(OPEN, dispute="B")
	notes = {"I": [Credited(D(300), SETTLED, "B")]}
	assert excused_on([first, second], notes, TODAY) == {"I": D(700)}
	assert [part.dispute for part in still_contested([first, second], notes, TODAY)] == ["A"]


def test_a_note_that_belongs_to_nobody_counts_once() -> None:
	first, second = replace(OPEN, amount=D(700), dispute="A"), replace(OPEN, dispute="B")
	assert excused_on([first, second], {"I": [Credited(D(900), SETTLED)]}, TODAY) == {"I": D(100)}


def invoice(disputed: int, *paid: tuple[int, int], due: int = 50, total: int = 1000) -> InvoiceHistory:
	"""Due `due` days ago; each payment as (amount, days after the due date)."""
	day = TODAY - timedelta(due)
	parts = tuple(PaidPart(D(amount), day + timedelta(late)) for amount, late in paid)
	left = D(total) - sum((part.amount for part in parts), D(0))
	return InvoiceHistory("I", day - timedelta(30), day, D(total), parts, left, disputed=D(disputed))


def test_a_wholly_disputed_invoice_is_neither_late_nor_punctual() -> None:
	found = behaviour([invoice(1000), invoice(0, (1000, 0))], TODAY)
	assert (found.invoices, found.late_ratio, found.weighted_days_late) == (2, 0, 0)
	assert behaviour([invoice(1000)], TODAY).late_ratio is None


def test_the_rest_of_a_disputed_invoice_counts() -> None:
	"""700 of 1000 paid on the day and 300 contested: nothing is late; 100 more unpaid is late by 50 days."""
	assert behaviour([invoice(300, (700, 0))], TODAY).weighted_days_late == 0
	found = behaviour([invoice(300, (600, 0))], TODAY)
	assert (found.late_ratio, found.weighted_days_late) == (100, D(100 * 50) / 700)


def test_a_rejected_dispute_counts_from_the_due_date() -> None:
	found = behaviour([invoice(0)], TODAY)
	assert (found.late_ratio, found.weighted_days_late) == (100, 50)


def test_the_earliest_instalments_are_the_disputed_ones() -> None:
	terms = tuple(Instalment(TODAY - timedelta(days), D(50)) for days in (60, 20))
	made = replace(invoice(60, due=20, total=100), terms=terms)
	assert [(part.amount, part.due) for part in settlements(made)] == [(40, TODAY - timedelta(20))]


def test_the_overdue_record_leaves_it_out_and_tells_it() -> None:
	record = overdue_record([invoice(300), invoice(1000), invoice(0, (1000, 0))], date(2024, 6, 30), TODAY)
	assert (record.times, record.judged, record.amount, record.overdue) == (1, 2, 700, 700)
	assert (record.disputed, record.late_share) == (1300, 50)


def test_what_if_pays_what_is_owed_and_leaves_what_is_disputed() -> None:
	ahead = pay_on_time([invoice(1000), invoice(0, (1000, 0))], TODAY, 1)
	assert ahead is not None
	assert (ahead.paid.late_ratio, ahead.paid.weighted_days_late) == (0, 0)


@given(
	st.lists(st.tuples(st.integers(1, 90), st.integers(1, 300)), max_size=4),
	st.lists(st.integers(1, 60), min_size=1, max_size=4),
	st.integers(0, 500),
)
def test_paid_owed_and_disputed_are_the_whole(payments, dues, disputed) -> None:
	terms = tuple(Instalment(TODAY - timedelta(days), D(100)) for days in dues)
	paid = sum(amount for _, amount in payments)
	left = max(0, 100 * len(dues) - paid)
	made = InvoiceHistory(
		"I",
		TODAY - timedelta(90),
		max(term.due for term in terms),
		D(100 * len(dues)),
		tuple(PaidPart(D(amount), TODAY - timedelta(days)) for days, amount in payments),
		D(left),
		terms,
		D(min(disputed, left)),
	)
	unpaid = sum(part.amount for part in settlements(made) if not part.paid_on)
	assert unpaid + made.disputed == left
	assert weight(made) <= weight(replace(made, disputed=D(0)))


def weight(made: InvoiceHistory) -> Decimal:
	"""Amount × days late of everything that is judged."""
	parts = (part for part in settlements(made) if part.is_judged(TODAY))
	return sum((part.amount * part.days_late(TODAY) for part in parts), D(0))


PARTS = st.lists(st.tuples(st.integers(1, 1000), st.integers(-30, 30), st.sampled_from("AB")), max_size=4)
NOTES = st.lists(
	st.tuples(st.integers(1, 1000), st.integers(-30, 30), st.sampled_from(["", "A", "B"])), max_size=4
)


@given(PARTS, NOTES)
def test_what_is_excused_lies_between_all_that_is_contested_and_what_no_note_took(parts, notes) -> None:
	contested = [Contested("I", D(a), RAISED + timedelta(d), dispute=name) for a, d, name in parts]
	credits = [Credited(D(a), RAISED + timedelta(d), name) for a, d, name in notes]
	found = excused_on(contested, {"I": credits}, TODAY).get("I", D(0))
	whole, credited = sum(part.amount for part in contested), sum(note.amount for note in credits)
	assert max(0, whole - credited) <= found <= whole
