"""The forward curve: worked days, and what holds for every outlook."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.circumstances import Cover
from credit_control.engine.exposure import (
	DELIVERED_NOT_BILLED,
	OPEN_INVOICES,
	OPEN_ORDERS,
	UNCLEARED_BILLS,
	ExposureSwitches,
)
from credit_control.engine.forecast import (
	Bill,
	Flow,
	Outlook,
	Planned,
	Share,
	bill_flows,
	exposure_on,
	fitted,
	forecast,
	planned_flows,
	term_flows,
	whole_days,
)
from credit_control.engine.receivables import OpenTerm
from credit_control.engine.standing import Standing

TODAY = date(2026, 6, 1)


def on(number: int) -> date:
	return TODAY + timedelta(days=number)


def term(amount: int, due: int) -> OpenTerm:
	return OpenTerm("Sales Invoice", f"SI-{due}", on(due), Decimal(amount))


def order(amount: int, day: int, *shares: tuple[int, str], part: str = OPEN_ORDERS) -> Planned:
	terms = tuple(Share(days, Decimal(share)) for days, share in shares) or (Share(0, Decimal(1)),)
	return Planned(part, f"SO-{day}", on(day), Decimal(amount), terms)


def curve(flows, days=60, credits=0, limit=None, **switches) -> list[Decimal]:
	outlook = Outlook(TODAY, tuple(flows), Decimal(credits), ExposureSwitches(**switches))
	return [point.exposure for point in forecast(outlook, days, lambda _day: limit).points]


def test_an_invoice_is_paid_on_its_due_date_by_a_customer_without_history():
	found = curve(term_flows([term(100, 10)], None, TODAY))
	assert (found[0], found[9], found[10], found[60]) == (100, 100, 0, 0)


def test_a_customer_that_pays_seven_and_a_half_days_late_is_expected_on_the_eighth():
	found = curve(term_flows([term(100, 10)], Decimal("7.5"), TODAY))
	assert (found[17], found[18]) == (100, 0)


@pytest.mark.parametrize(("late", "days"), [(None, 0), ("0", 0), ("-3", 0), ("0.1", 1), ("12", 12)])
def test_days_late_are_rounded_up_and_never_early(late, days):
	assert whole_days(None if late is None else Decimal(late)) == days


def test_what_is_later_than_the_customer_usually_pays_is_not_expected_at_all():
	found = curve(term_flows([term(100, -20), term(50, -3)], Decimal(5), TODAY))
	assert (found[0], found[1], found[2], found[60]) == (150, 150, 100, 100)


def test_an_order_stays_exposure_from_order_to_payment():
	flows = planned_flows([order(200, 10, (30, "1"))], Decimal(5), TODAY)
	found = curve(flows)
	assert (found[0], found[10], found[44], found[45]) == (200, 200, 200, 0)


def test_the_instalments_of_an_order_are_paid_one_after_the_other():
	flows = planned_flows([order(100, 10, (0, "0.333333"), (30, "0.666667"))], None, TODAY)
	found = curve(flows)
	assert (found[10], found[40]) == (100, 0)
	assert found[11] == Decimal("66.6667")
	assert sum(flow.amount for flow in flows) == 100


def test_an_order_whose_delivery_date_has_passed_is_delivered_tomorrow():
	found = curve(planned_flows([order(100, -5, (10, "1"))], None, TODAY))
	assert (found[10], found[11]) == (100, 0)


def test_beyond_the_horizon_an_order_counts_from_the_day_it_comes_near():
	flows = planned_flows([order(100, 40, (10, "1"))], None, TODAY)
	found = curve(flows, horizon_days=30)
	assert (found[9], found[10], found[49], found[50]) == (0, 100, 100, 0)


def test_where_orders_do_not_count_they_enter_when_they_are_delivered():
	flows = planned_flows([order(100, 5, (10, "1"))], None, TODAY)
	found = curve(flows, open_orders=False)
	assert (found[4], found[5], found[14], found[15]) == (0, 100, 100, 0)


def test_a_delivery_is_billed_tomorrow_and_paid_by_its_terms():
	delivery = order(100, -1, (30, "1"), part=DELIVERED_NOT_BILLED)
	found = curve(planned_flows([delivery], None, TODAY))
	assert (found[0], found[30], found[31]) == (100, 100, 0)


def test_a_bill_counts_up_to_and_including_its_maturity_and_without_one_stays():
	bills = [Bill("PE-1", Decimal(100), on(20)), Bill("PE-2", Decimal(40))]
	found = curve(bill_flows(bills, TODAY))
	assert (found[20], found[21], found[60]) == (140, 40, 40)


def test_credits_stand_for_the_first_payments_that_are_expected():
	found = curve(term_flows([term(100, 10), term(50, 20)], None, TODAY), credits=120)
	assert (found[0], found[10], found[20]) == (30, 30, 0)


def test_a_bill_that_matures_uses_up_no_credit():
	"""A bill on account of 100 for an invoice of 150 that falls due later."""
	flows = [
		*term_flows([term(150, 30)], None, TODAY),
		*bill_flows([Bill("PE", Decimal(100), on(9))], TODAY),
	]
	found = curve(flows, credits=100)
	assert (found[0], found[9], found[10], found[30]) == (150, 150, 50, 0)


def test_the_day_on_which_it_crosses_the_limit_and_the_day_it_is_under_again():
	flows = planned_flows([order(80, 10, (20, "1"))], None, TODAY)
	flows += term_flows([term(50, 25)], None, TODAY)
	outlook = Outlook(TODAY, tuple(flows), switches=ExposureSwitches(open_orders=False))
	found = forecast(outlook, 60, lambda _day: Decimal(100))
	assert (found.crosses_on, found.under_again_on) == (on(10), on(25))
	assert (found.peak.day, found.peak.exposure) == (on(10), 130)


def test_a_temporary_limit_that_falls_back_makes_it_cross_without_any_new_order():
	standing = Standing("Acme", limit=Decimal(100), temporary_limit=Decimal(50), temporary_until=on(7))
	outlook = Outlook(TODAY, tuple(term_flows([term(120, 30)], None, TODAY)))
	found = forecast(outlook, 60, standing.effective_limit)
	assert (found.crosses_on, found.under_again_on) == (on(8), on(30))


def test_an_unlimited_customer_crosses_nothing_and_exactly_at_the_limit_is_under():
	outlook = Outlook(TODAY, tuple(term_flows([term(100, 30)], None, TODAY)))
	assert forecast(outlook, 10, lambda _day: None).crosses_on is None
	assert forecast(outlook, 10, lambda _day: Decimal(100)).crosses_on is None


def test_what_is_over_today_crosses_today_and_may_stay_over():
	outlook = Outlook(TODAY, tuple(term_flows([term(100, -50)], None, TODAY)))
	found = forecast(outlook, 10, lambda _day: Decimal(0))
	assert (found.crosses_on, found.under_again_on) == (TODAY, None)


def test_the_unsecured_part_grows_when_a_security_runs_out():
	outlook = Outlook(TODAY, tuple(term_flows([term(100, 30)], None, TODAY)))
	found = forecast(
		outlook, 30, lambda _day: None, lambda day: Cover(secured=Decimal(60 if day <= on(5) else 0))
	)
	assert [found.points[number].unsecured for number in (0, 5, 6, 30)] == [40, 40, 100, 0]


def test_flows_are_made_to_sum_to_what_the_exposure_says():
	flows = [Flow(OPEN_ORDERS, Decimal(60), on(3)), Flow(OPEN_ORDERS, Decimal(40), on(9))]
	more = fitted(flows, OPEN_ORDERS, Decimal(110))
	assert more == [*flows, Flow(OPEN_ORDERS, Decimal(10))]
	assert fitted(flows, OPEN_ORDERS, Decimal(70)) == [flows[0], Flow(OPEN_ORDERS, Decimal(10), on(9))]
	assert fitted(flows, OPEN_ORDERS, Decimal(50)) == [Flow(OPEN_ORDERS, Decimal(50), on(3))]
	assert fitted(flows, OPEN_ORDERS, Decimal(100)) == flows


AMOUNTS = st.decimals(min_value=1, max_value=10**6, places=2)
DAYS = st.integers(min_value=-30, max_value=90)
LATE = st.none() | st.decimals(min_value=0, max_value=60, places=1)
TERMS = st.lists(st.tuples(AMOUNTS, DAYS), max_size=6)


def terms_of(given_terms) -> list[OpenTerm]:
	return [OpenTerm("Sales Invoice", "SI", on(due), amount) for amount, due in given_terms]


@given(TERMS, TERMS, LATE, st.integers(min_value=0, max_value=200))
def test_nothing_is_gained_or_lost(invoices, orders, late, number):
	"""What counts on a day and what is settled by then is what there was: no flow appears or vanishes."""
	planned = [Planned(OPEN_ORDERS, "SO", on(day), amount) for amount, day in orders]
	flows = term_flows(terms_of(invoices), late, TODAY) + planned_flows(planned, late, TODAY)
	day = on(number)
	settled = sum((flow.amount for flow in flows if flow.part_on(day) is None), Decimal(0))
	start = sum((amount for amount, _ in [*invoices, *orders]), Decimal(0))
	assert exposure_on(Outlook(TODAY, tuple(flows)), TODAY) == start
	assert exposure_on(Outlook(TODAY, tuple(flows)), day) + settled == start


@given(TERMS, LATE, AMOUNTS)
def test_credits_never_lower_the_exposure_by_more_than_themselves(invoices, late, credit):
	flows = tuple(term_flows(terms_of(invoices), late, TODAY))
	without, with_credit = Outlook(TODAY, flows), Outlook(TODAY, flows, credit)
	for number in (0, 30, 90, 180):
		lowered = exposure_on(without, on(number)) - exposure_on(with_credit, on(number))
		assert 0 <= lowered <= credit


@given(TERMS, LATE)
def test_without_anything_new_the_exposure_never_rises(invoices, late):
	found = curve(term_flows(terms_of(invoices), late, TODAY), days=150)
	assert all(after <= before for before, after in pairwise(found))


@given(TERMS, st.decimals(min_value=0, max_value=30, places=1))
def test_a_customer_that_pays_later_owes_no_less_on_any_day(invoices, late):
	not_late = [each for each in terms_of(invoices) if each.due > TODAY]
	punctual, slow = (curve(term_flows(not_late, days, TODAY), days=150) for days in (None, late))
	assert all(a <= b for a, b in zip(punctual, slow, strict=True))


@given(TERMS, st.decimals(min_value=0, max_value=10**6, places=2))
def test_the_crossing_is_the_first_day_over_and_under_again_the_next_that_is_not(orders, limit):
	planned = [
		Planned(OPEN_ORDERS, "SO", on(day), amount, (Share(20, Decimal(1)),)) for amount, day in orders
	]
	outlook = Outlook(
		TODAY, tuple(planned_flows(planned, None, TODAY)), switches=ExposureSwitches(open_orders=False)
	)
	found = forecast(outlook, 120, lambda _day: limit)
	over = [point.day for point in found.points if point.exposure > limit]
	assert found.crosses_on == (over[0] if over else None)
	if found.under_again_on:
		between = [p for p in found.points if found.crosses_on <= p.day < found.under_again_on]
		assert all(point.exposure > limit for point in between)


@given(st.lists(AMOUNTS, max_size=5), AMOUNTS)
def test_fitted_flows_sum_to_what_they_were_fitted_to(amounts, whole):
	flows = [Flow(OPEN_INVOICES, amount) for amount in amounts]
	assert sum(flow.amount for flow in fitted(flows, OPEN_INVOICES, whole)) == whole


def test_a_flow_changes_its_part_when_it_is_billed():
	flow = Flow(OPEN_ORDERS, Decimal(1), ends=on(9), billed=on(4))
	parts = [flow.part_on(on(number)) for number in (0, 3, 4, 8, 9)]
	assert parts == [OPEN_ORDERS, OPEN_ORDERS, OPEN_INVOICES, OPEN_INVOICES, None]
	assert Flow(UNCLEARED_BILLS, Decimal(1)).part_on(on(999)) == UNCLEARED_BILLS
