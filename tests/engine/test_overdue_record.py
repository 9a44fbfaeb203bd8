from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.behaviour import InvoiceHistory, PaidPart
from credit_control.engine.overdue_record import occurrence, overdue_record

D = Decimal
TODAY = date(2026, 6, 30)
SINCE = date(2024, 6, 30)


def invoice(due: int, *paid: tuple[int, int], total: int = 1000, name: str = "I") -> InvoiceHistory:
	"""Due `due` days before today; each payment as (amount, days after the due date)."""
	day = TODAY - timedelta(due)
	parts = tuple(PaidPart(D(amount), day + timedelta(late)) for amount, late in paid)
	open_amount = D(total) - sum((part.amount for part in parts), D(0))
	return InvoiceHistory(name, day - timedelta(30), day, D(total), parts, open_amount)


def test_what_was_paid_in_time_or_is_not_due_is_no_occurrence() -> None:
	assert occurrence(invoice(100, (1000, 0)), TODAY) is None
	assert occurrence(invoice(0), TODAY) is None
	assert occurrence(invoice(-10), TODAY) is None


def test_paid_late_counts_the_late_part_and_the_days_to_the_last_payment() -> None:
	found = occurrence(invoice(100, (400, -5), (350, 10), (250, 31)), TODAY)
	assert found is not None
	assert (found.amount, found.days_late, found.overdue, found.is_open) == (D(600), 31, D(0), False)
	assert found.settled_on == found.due + timedelta(31)


def test_what_is_unpaid_counts_up_to_the_day() -> None:
	found = occurrence(invoice(20, (400, 5)), TODAY)
	assert found is not None
	assert (found.amount, found.days_late, found.overdue, found.settled_on) == (D(1000), 20, D(600), None)


def test_the_record_sums_up() -> None:
	record = overdue_record(
		[invoice(100, (1000, 10), name="A"), invoice(60, name="B"), invoice(50, (1000, -1), name="C")],
		SINCE,
		TODAY,
	)
	assert [item.voucher_no for item in record.occurrences] == ["B", "A"]
	assert (record.times, record.judged, record.longest) == (2, 3, 60)
	assert (record.amount, record.overdue, record.average_days) == (D(2000), D(1000), D(35))
	assert record.late_share == D(200) / 3
	assert [(b.start, b.end, b.times, b.amount) for b in record.buckets] == [
		(1, 30, 1, D(1000)),
		(31, 60, 1, D(1000)),
		(61, 90, 0, D(0)),
		(91, None, 0, D(0)),
	]


def test_bucket_edges_belong_to_the_lower_bucket() -> None:
	history = [invoice(300, (1000, days), name=str(days)) for days in (30, 31, 60, 61, 90, 91)]
	assert [b.times for b in overdue_record(history, SINCE, TODAY).buckets] == [1, 2, 2, 1]


def test_nothing_known_is_none_and_not_zero() -> None:
	record = overdue_record([], SINCE, TODAY)
	assert (record.times, record.longest, record.average_days, record.late_share) == (0, None, None, None)


def test_an_old_invoice_counts_while_it_was_unpaid_in_the_period_only() -> None:
	old = 900
	assert overdue_record([invoice(old, (1000, 5))], SINCE, TODAY).judged == 0
	assert overdue_record([invoice(old, (1000, 400))], SINCE, TODAY).longest == 400
	assert overdue_record([invoice(old)], SINCE, TODAY).longest == old


def test_a_credit_note_that_settled_an_invoice_is_no_late_payment() -> None:
	settled = InvoiceHistory("N", SINCE, SINCE, D(0), (), D(0))
	assert overdue_record([settled], SINCE, TODAY).times == 0


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(-20, 200)), max_size=20))
def test_the_buckets_hold_every_occurrence_once(cases: list[tuple[int, int]]) -> None:
	history = [invoice(due, (1000, late), name=str(i)) for i, (due, late) in enumerate(cases)]
	record = overdue_record(history, SINCE, TODAY)
	assert sum(b.times for b in record.buckets) == record.times == sum(1 for _, late in cases if late > 0)
	assert sum((b.amount for b in record.buckets), D(0)) == record.amount
