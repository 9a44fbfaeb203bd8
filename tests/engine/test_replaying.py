"""Decisions that were stored before a judgement knew of circumstances give the same outcome today."""

import json
from pathlib import Path

import pytest

from credit_control.engine.codec import encode, loads
from credit_control.engine.judgement import Case, judge
from credit_control.engine.replaying import differences

STORED = json.loads((Path(__file__).parent / "data" / "stored_decisions.json").read_text(encoding="utf-8"))


def replayed(stored: dict):
	return judge(loads(Case, json.dumps(stored["inputs"])))


@pytest.mark.parametrize("name", STORED)
def test_a_decision_of_the_first_version_gives_the_same_outcome_for_the_same_reasons(name):
	again = replayed(STORED[name])
	assert again.outcome == STORED[name]["results"]["outcome"]
	assert differences(STORED[name]["results"], again) == ()


def test_the_stored_ones_know_nothing_of_what_came_later():
	for stored in STORED.values():
		assert "circumstances" not in stored["inputs"]
		assert "grades" not in stored["inputs"]["policy"]["checks"][0]


@pytest.mark.parametrize(
	("part", "value", "label"),
	[
		("outcome", "Passed", "Outcome"),
		("exposure_before", "1", "Exposure without It"),
		("exposure_after", "1", "Exposure with It"),
		("limit", None, "Limit"),
		("limit", "9999", "Limit"),
		("exemption", "return", "Exemption"),
		("release_refusal", {"template": "No."}, "Release"),
	],
)
def test_what_was_changed_is_named(part, value, label):
	stored = STORED["held by limit and overdue"]
	changed = {**stored["results"], part: value}
	assert differences(changed, replayed(stored)) == (label,)


def test_a_changed_reason_is_named():
	stored = json.loads(json.dumps(STORED["held by limit and overdue"]))
	stored["results"]["results"][0]["value"] = "1"
	assert differences(stored["results"], replayed(stored)) == ("Checks",)


def test_zeros_at_the_end_of_a_figure_make_no_difference():
	stored = STORED["held by limit and overdue"]
	again = replayed(stored)
	assert differences({**encode(again), "limit": "1000.000"}, again) == ()
