from datetime import datetime, timedelta
from decimal import Decimal

from credit_control.engine.service import ServiceIssue, service_record

START = datetime(2026, 1, 1, 9)


def issue(
	hours: int | None = None, *, complaint: bool | None = False, kind: str | None = None
) -> ServiceIssue:
	resolved = None if hours is None else START + timedelta(hours=hours)
	return ServiceIssue("ISS", "Late delivery", kind, "High", resolved is None, START, resolved, complaint)


def test_issues_are_counted_and_the_average_takes_the_resolved_only() -> None:
	record = service_record([issue(2), issue(4), issue(complaint=True)])
	assert (record.issues, record.open, record.complaints) == (3, 1, 1)
	assert record.hours_to_resolve == Decimal(3)


def test_without_anything_resolved_there_is_no_average() -> None:
	assert service_record([issue()]).hours_to_resolve is None
	assert service_record([]).hours_to_resolve is None


def test_where_nobody_said_what_a_complaint_is_their_number_is_not_known() -> None:
	assert service_record([issue(complaint=None)]).complaints is None
	assert service_record([]).complaints == 0


def test_kinds_are_counted_most_frequent_first() -> None:
	record = service_record([issue(kind="Quality"), issue(kind="Delivery"), issue(kind="Quality"), issue()])
	assert record.by_kind == (("Quality", 2), (None, 1), ("Delivery", 1))
	assert record.by_priority == (("High", 4),)


def test_a_clock_that_runs_behind_takes_no_time_away() -> None:
	assert service_record([issue(-2)]).hours_to_resolve == 0
