"""Who is connected with whom, and why."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.relationships import (
	ADDRESS,
	COMPARED,
	CUSTOMER,
	GROUP,
	GUARANTEES,
	LONGEST,
	OWNS,
	PARENT,
	PERSON,
	PHONE,
	REASONS,
	REGISTRATION,
	REPRESENTATIVE,
	SHAREHOLDER,
	TAX_ID,
	Fact,
	Link,
	edges,
	key,
	levels,
)


def fact(customer: str, kind: str, text: str) -> Fact:
	found = key(kind, text)
	assert found
	return Fact(customer, f"{customer} Ltd", kind, found, text)


def told(*facts: Fact, links: tuple[Link, ...] = ()) -> list[str]:
	return [str(reason) for edge in edges(facts, links) for reason in edge.reasons]


@pytest.mark.parametrize(
	("kind", "written", "same"),
	[
		(REPRESENTATIVE, "Zhang  San", "ZHANG SAN"),
		(REPRESENTATIVE, "张 三", "张三"),
		(SHAREHOLDER, "Ｈｏｌｄｉｎｇ（Ａ）Co., Ltd.", "holding (a) co ltd"),
		(REGISTRATION, "９１３１０ 0007-0X", "91310 00070x"),
		(PHONE, "+86 138-0013-8000", "13800138000"),
		(PHONE, "0755 8888 1234", "(0755)88881234"),
		(ADDRESS, "上海市 浦东新区 世纪大道100号", "上海市浦东新区世纪大道１００号"),
	],
)
def test_spelling_does_not_count(kind: str, written: str, same: str) -> None:
	assert key(kind, written) == key(kind, same)


@pytest.mark.parametrize("kind", COMPARED)
@pytest.mark.parametrize("nothing", [None, "", "  ", "-", "…", "N/A", "无", "0", "none", "X"])
def test_what_says_nothing_connects_nobody(kind: str, nothing: str | None) -> None:
	assert key(kind, nothing) is None


@pytest.mark.parametrize(
	("kind", "short"), [(REGISTRATION, "00000000"), (PHONE, "120"), (PHONE, "ask her"), (ADDRESS, "No. 1")]
)
def test_neither_does_what_is_too_short_or_of_one_digit(kind: str, short: str) -> None:
	assert key(kind, short) is None


def test_a_name_of_two_equal_characters_is_a_name() -> None:
	assert key(REPRESENTATIVE, "莉莉") == "莉莉"


def test_a_key_fits_its_column() -> None:
	assert len(key(ADDRESS, "12 Long Street " * 30) or "") == LONGEST


def test_each_pair_of_kinds_says_why() -> None:
	assert told(fact("B", REPRESENTATIVE, "Chen"), fact("A", REPRESENTATIVE, "chen")) == [
		"Same legal representative: chen"
	]
	assert told(fact("A", SHAREHOLDER, "Chen"), fact("B", REPRESENTATIVE, "Chen")) == [
		"Chen represents B Ltd and is a shareholder of A Ltd"
	]
	assert told(fact("A", TAX_ID, "91310000"), fact("B", REGISTRATION, "91310000")) == [
		"Registration number of B Ltd is the tax ID of A Ltd: 91310000"
	]
	assert told(fact("A", CUSTOMER, "A Ltd"), fact("B", SHAREHOLDER, "A LTD.")) == [
		"A Ltd is a shareholder of B Ltd"
	]


def test_kinds_that_are_not_comparable_are_not_compared() -> None:
	assert told(fact("A", REGISTRATION, "13800138000"), fact("B", PHONE, "13800138000")) == []


def test_every_two_kinds_that_are_comparable_have_a_reason() -> None:
	for first, second in permutations(COMPARED, 2):
		comparable = COMPARED[first] == COMPARED[second]
		assert ((first, second) in REASONS or (second, first) in REASONS) is comparable
	assert all((kind, kind) in REASONS for kind in COMPARED)


def test_a_customer_is_not_connected_with_itself() -> None:
	assert told(fact("A", REPRESENTATIVE, "Chen"), fact("A", PERSON, "Chen")) == []


def test_links_come_first_and_a_pair_is_one_edge() -> None:
	links = (
		Link(GROUP, "A", "A Ltd", "B", "B Ltd", "Sun"),
		Link(OWNS, "B", "B Ltd", "A", "A Ltd", "60"),
		Link(PARENT, "B", "B Ltd", "A", "A Ltd"),
	)
	found = edges([fact("A", PHONE, "55512345"), fact("B", PHONE, "555-12345")], links)
	assert [(edge.first, edge.second, edge.kind) for edge in found] == [("A", "B", PARENT)]
	assert [str(reason) for reason in found[0].reasons] == [
		"B Ltd is the parent company of A Ltd",
		"B Ltd owns 60 % of A Ltd",
		"Both in Credit Group Sun",
		"Same telephone: 55512345",
	]


def test_a_share_that_is_not_known_is_not_zero() -> None:
	assert told(links=(Link(OWNS, "A", "A Ltd", "B", "B Ltd"),)) == ["A Ltd is a shareholder of B Ltd"]


def test_a_shareholding_is_told_once_with_its_share() -> None:
	link = Link(OWNS, "A", "A Ltd", "B", "B Ltd", "51")
	same = (fact("A", CUSTOMER, "A Ltd"), fact("B", SHAREHOLDER, "A Ltd"))
	assert told(*same, links=(link,)) == ["A Ltd owns 51 % of B Ltd"]


def test_who_guarantees_itself_is_no_edge() -> None:
	assert told(links=(Link(GUARANTEES, "A", "A Ltd", "A", "A Ltd"),)) == []


def test_the_other_end_of_an_edge() -> None:
	(edge,) = edges([fact("A", PERSON, "Chen"), fact("B", PERSON, "Chen")])
	assert (edge.other("A"), edge.other("B")) == ("B", "A")


def test_levels_are_the_fewest_edges_and_end_at_the_deepest() -> None:
	chain = [fact("A", PERSON, "one"), fact("B", PERSON, "one"), fact("B", PHONE, "5551234")]
	chain += [fact("C", PHONE, "5551234"), fact("C", PERSON, "two"), fact("D", PERSON, "two")]
	found = edges(chain)
	assert levels("A", found, 2) == {"A": 0, "B": 1, "C": 2}
	assert levels("A", found, 3)["D"] == 3
	assert levels("Z", found, 2) == {"Z": 0}


facts = st.lists(
	st.builds(
		Fact,
		customer=st.sampled_from("ABCDE"),
		name=st.just("Ltd"),
		kind=st.sampled_from(sorted(COMPARED)),
		key=st.sampled_from(["one", "two", "three"]),
		shown=st.sampled_from(["One", "one"]),
	),
	max_size=12,
)


@given(facts, st.randoms())
def test_the_order_of_the_facts_does_not_matter(given_facts: list[Fact], chance) -> None:
	mixed = list(given_facts)
	chance.shuffle(mixed)
	assert edges(mixed) == edges(given_facts)


@given(facts)
def test_two_customers_are_connected_exactly_when_they_share_a_key_of_one_class(
	given_facts: list[Fact],
) -> None:
	keys = {name: {(COMPARED[f.kind], f.key) for f in given_facts if f.customer == name} for name in "ABCDE"}
	connected = {(edge.first, edge.second) for edge in edges(given_facts)}
	expected = {(a, b) for a in "ABCDE" for b in "ABCDE" if a < b and keys[a] & keys[b]}
	assert connected == expected


@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
	for kind in COMPARED:
		found = key(kind, text)
		assert found is None or key(kind, found) == found
