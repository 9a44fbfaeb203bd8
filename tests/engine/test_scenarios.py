from datetime import date, timedelta
from decimal import Decimal

from credit_control.engine.assessment import Facts
from credit_control.engine.behaviour import InvoiceHistory, PaidPart, behaviour
from credit_control.engine.scenarios import (
	overdue_cleared,
	paid_on_time,
	pay_on_time,
	security_added,
	statements_audited,
	with_values,
)

TODAY = date(2026, 6, 30)


def invoice(posted: date, term=30, paid_after: int | None = None, amount=100) -> InvoiceHistory:
	"""An invoice of 100; `paid_after` days paid in full, None is unpaid."""
	paid = () if paid_after is None else (PaidPart(Decimal(amount), posted + timedelta(paid_after)),)
	open_amount = Decimal(0) if paid else Decimal(amount)
	return InvoiceHistory(str(posted), posted, posted + timedelta(term), Decimal(amount), paid, open_amount)


def test_without_invoices_there_is_nothing_to_go_by():
	assert pay_on_time([], TODAY) is None
	assert pay_on_time([invoice(date(2024, 1, 1))], TODAY) is None


def test_old_late_invoices_fall_out_of_the_window_and_new_ones_are_paid_on_time():
	"""July 2025 was 60 days late and leaves the window; the rest is punctual, so nothing is late."""
	late = invoice(date(2025, 7, 15), paid_after=90)
	punctual = [invoice(date(2026, month, 1), paid_after=30) for month in range(1, 6)]
	before = behaviour([late, *punctual], TODAY)
	after = pay_on_time([late, *punctual], TODAY)
	assert round(before.late_ratio, 2) == Decimal("16.67")
	assert (after.day, after.paid.late_ratio, after.paid.weighted_days_late) == (date(2026, 9, 30), 0, 0)


def test_three_expected_invoices_thin_out_what_was_late():
	"""One late of 6 becomes one late of 9: the third expected one falls due on 29 September."""
	late = invoice(date(2026, 1, 15), paid_after=90)
	punctual = [invoice(date(2026, month, 1), paid_after=30) for month in range(1, 6)]
	after = pay_on_time([late, *punctual], TODAY).paid
	assert after.invoices == 9
	assert round(after.late_ratio, 2) == Decimal("11.11")


def test_an_expected_invoice_is_the_monthly_average_at_the_usual_terms():
	"""600 in the 5 whole months since January: 120 a month; all three are due within 3 months at 10 days."""
	known = [
		invoice(date(2026, month, 30 if month != 2 else 28), term=10, paid_after=10) for month in range(1, 7)
	]
	after = pay_on_time(known, TODAY).paid
	assert after.invoiced == 600 + 3 * 120
	assert after.weighted_days_to_pay == 10


def test_what_is_overdue_is_paid_today_and_stays_as_late_as_it_is():
	"""100 due 31 May and unpaid is 30 days late when it is paid today; three expected ones are punctual."""
	after = pay_on_time([invoice(date(2026, 5, 1), term=30)], TODAY).paid
	assert (after.late_ratio, after.weighted_days_late) == (25, Decimal("7.5"))


def test_what_is_open_and_not_due_is_paid_on_its_day():
	after = pay_on_time([invoice(date(2026, 6, 20))], TODAY).paid
	assert (after.late_ratio, after.weighted_days_late) == (0, 0)


def test_the_facts_ahead_have_nothing_overdue_and_three_more_months():
	ahead = pay_on_time([invoice(date(2026, 6, 1), paid_after=30)], TODAY)
	values = {
		"oldest_overdue_days": Decimal(40),
		"months_of_history": Decimal(10),
		"relationship_years": Decimal("0.83"),
		"roe": None,
	}
	found = paid_on_time(Facts(values), ahead).values
	assert (found["oldest_overdue_days"], found["overdue_share"], found["late_ratio"]) == (0, 0, 0)
	assert (found["months_of_history"], found["relationship_years"]) == (13, Decimal("1.08"))
	assert found["roe"] is None


def test_clearing_what_is_overdue_leaves_the_behaviour_as_it_is():
	facts = Facts(
		{"oldest_overdue_days": Decimal(40), "overdue_share": Decimal(50), "late_ratio": Decimal(20)}
	)
	found = overdue_cleared(facts).values
	assert (found["oldest_overdue_days"], found["overdue_share"], found["late_ratio"]) == (0, 0, 20)


def test_audited_statements_keep_their_figures_and_become_new():
	found = statements_audited(
		Facts({"roe": Decimal(5)}, statement_audit="Unaudited", statement_age_months=30)
	)
	assert (found.statement_audit, found.statement_age_months, found.values["roe"]) == ("Audited", 0, 5)


def test_security_covers_a_share_of_the_exposure_and_all_of_none():
	assert security_added(Facts({}), Decimal(300), Decimal(1200)).values["security_cover"] == 25
	assert security_added(Facts({}), Decimal(300), Decimal(0)).values["security_cover"] == 100


def test_values_changed_by_hand_leave_the_others_alone():
	facts = Facts({"roe": Decimal(5), "debt_ratio": Decimal(60)})
	assert with_values(facts, {"roe": Decimal(9)}).values == {"roe": 9, "debt_ratio": 60}
	assert facts.values["roe"] == 5
