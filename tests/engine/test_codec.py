"""Stored values: the same text for the same value, whatever was kept of it before."""

import json
from dataclasses import replace
from decimal import Decimal

from credit_control.engine import codec
from credit_control.engine.codec import dumps, encode, loads
from credit_control.engine.defaults import default_policy
from credit_control.engine.judgement import Case
from tests.engine.cases import case


def plainly(value) -> str:
	return json.dumps(encode(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def test_the_text_is_that_of_json_with_sorted_keys():
	made = case("1")
	assert dumps(made) == plainly(made) == dumps(made)
	assert dumps({"b": Decimal("1.50"), "a": (1, None)}) == '{"a":[1,null],"b":"1.50"}'


def test_two_policies_never_share_a_text():
	for number in range(codec.MOST_TEXTS + 5):
		made = case("1", policy=replace(default_policy(), name=f"CP-{number}"))
		assert json.loads(dumps(made))["policy"]["name"] == f"CP-{number}"
	assert len(codec._texts) <= codec.MOST_TEXTS


def test_what_is_read_back_is_the_same():
	made = case("1")
	assert loads(Case, dumps(made)) == made
