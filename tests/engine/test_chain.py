from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.chain import GENESIS, link
from credit_control.engine.codec import dumps, loads
from credit_control.engine.judgement import Case
from tests.engine.cases import case


def test_the_first_link_follows_the_genesis():
	assert link(None, {"a": 1}) == link("", {"a": 1}) == link(GENESIS, {"a": 1})


def test_the_order_of_the_content_does_not_matter():
	assert link(None, {"a": 1, "b": "x"}) == link(None, {"b": "x", "a": 1})


@given(st.dictionaries(st.text(), st.text(), min_size=1), st.text())
def test_changing_any_value_changes_the_hash(content, other):
	key = next(iter(content))
	changed = {**content, key: content[key] + other}
	assert (link(None, content) == link(None, changed)) == (other == "")


def test_a_changed_link_changes_every_later_one():
	first = link(None, {"amount": "100"})
	assert link(first, {"b": 1}) != link(link(None, {"amount": "101"}), {"b": 1})


def test_the_codec_keeps_decimals_dates_and_missing_values():
	judged = case("100.10", standing={"grade": None})
	again = loads(Case, dumps(judged))
	assert again == judged
	assert again.document.amount == Decimal("100.10")
