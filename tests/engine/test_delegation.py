from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.delegation import Delegation, closes_loop, deputies, principals

DAY = date(2026, 3, 2)


def away(user: str, deputy: str, first: int = 0, last: int = 0) -> Delegation:
	return Delegation(user, deputy, DAY + timedelta(first), DAY + timedelta(last))


def test_a_deputy_stands_in_on_the_days_of_the_delegation_only():
	rows = [away("ann", "bob", 1, 2)]
	days = [DAY + timedelta(number) for number in range(4)]
	assert [principals("bob", rows, day) for day in days] == [set(), {"ann"}, {"ann"}, set()]
	assert deputies("ann", rows, days[1]) == {"bob"}


def test_a_deputy_who_is_away_is_represented_in_turn():
	rows = [away("ann", "bob"), away("bob", "cid")]
	assert principals("cid", rows, DAY) == {"ann", "bob"}
	assert deputies("ann", rows, DAY) == {"bob", "cid"}


def test_a_loop_is_found_through_others_and_only_in_the_same_days():
	rows = [away("ann", "bob"), away("bob", "cid")]
	assert closes_loop(away("cid", "ann"), rows)
	assert closes_loop(away("bob", "ann"), rows)
	assert not closes_loop(away("cid", "ann", 1, 1), rows)
	assert not closes_loop(away("cid", "dan"), rows)
	assert closes_loop(away("ann", "ann"), []) is False


def test_a_loop_that_came_about_nevertheless_ends():
	rows = [away("ann", "bob"), away("bob", "ann")]
	assert principals("ann", rows, DAY) == {"bob"}
	assert deputies("ann", rows, DAY) == {"bob"}


PEOPLE = st.sampled_from("abcde")
ROWS = st.lists(st.builds(away, PEOPLE, PEOPLE), max_size=6)


@given(ROWS, PEOPLE, PEOPLE)
def test_both_sides_tell_the_same(rows, user, deputy):
	assert (user in principals(deputy, rows, DAY)) == (deputy in deputies(user, rows, DAY))
	assert user not in principals(user, rows, DAY)


@given(ROWS)
def test_rows_that_closed_no_loop_leave_none(rows):
	kept: list[Delegation] = []
	for row in rows:
		if row.user != row.deputy and not closes_loop(row, kept):
			kept.append(row)
	for person in "abcde":
		below = deputies(person, kept, DAY)
		assert all(person not in deputies(other, kept, DAY) for other in below)
