"""Decisions that were stored before a judgement knew of circumstances give the same outcome today."""

import json
import typing
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path

import pytest

from credit_control.engine.codec import encode, loads
from credit_control.engine.exposure import Exposure, ExposureSwitches
from credit_control.engine.grades import GradeRule
from credit_control.engine.judgement import Case, Document, judge
from credit_control.engine.policy import CHECKS, CheckRule, Policy
from credit_control.engine.receivables import OpenTerm, Overdue
from credit_control.engine.release import Release
from credit_control.engine.replaying import differences
from credit_control.engine.standing import Standing

DATA = Path(__file__).parent / "data"
#: of the first version, and made on a site when every check of the list was known
STORED = json.loads((DATA / "stored_decisions.json").read_text(encoding="utf-8"))
LATER = json.loads((DATA / "stored_decisions_of_all_kinds.json").read_text(encoding="utf-8"))
#: what a decision of the first version was made of
FIRST = {
	Case,
	Document,
	Standing,
	Exposure,
	ExposureSwitches,
	Overdue,
	OpenTerm,
	Policy,
	CheckRule,
	GradeRule,
	Release,
}


def replayed(stored: dict):
	return judge(loads(Case, json.dumps(stored["inputs"])))


@pytest.mark.parametrize("name", STORED)
def test_a_decision_of_the_first_version_gives_the_same_outcome_for_the_same_reasons(name):
	again = replayed(STORED[name])
	assert again.outcome == STORED[name]["results"]["outcome"]
	assert differences(STORED[name]["results"], again) == ()


@pytest.mark.parametrize("name", LATER)
def test_a_decision_of_each_kind_gives_the_same_outcome_for_the_same_reasons(name):
	again = replayed(LATER[name])
	assert again.outcome == LATER[name]["results"]["outcome"]
	assert differences(LATER[name]["results"], again) == ()


def test_every_kind_of_outcome_and_every_check_is_among_them():
	outcomes = {stored["results"]["outcome"] for stored in LATER.values()}
	assert outcomes == {"Passed", "Warned", "Held", "Released", "Exempt"}
	failed = {
		row["check"] for stored in LATER.values() for row in stored["results"]["results"] if row["failed"]
	}
	assert set(CHECKS) <= failed


def parts_of(kind: type) -> Iterator[type]:
	"""A dataclass and all that it is made of."""
	yield kind
	for hint in typing.get_type_hints(kind).values():
		for inner in (hint, *typing.get_args(hint)):
			if is_dataclass(inner):
				yield from parts_of(inner)


def keys_of(value: object) -> set[str]:
	"""Every key of stored JSON, at any depth."""
	if isinstance(value, dict):
		return set(value).union(*map(keys_of, value.values()))
	return set().union(*map(keys_of, value)) if isinstance(value, list) else set()


def needed_of(kind: type) -> set[str]:
	"""The fields without which a value of this kind cannot be read."""
	return {item.name for item in fields(kind) if item.default is item.default_factory is MISSING}


@pytest.mark.parametrize(
	("stored", "kinds"), [(STORED, FIRST), (LATER, set(parts_of(Case)))], ids=["first", "later"]
)
def test_what_was_not_stored_then_has_a_default(stored, kinds):
	"""A new field without one would make old decisions unreadable, also those that no test has."""
	known = keys_of([each["inputs"] for each in stored.values()])
	assert {kind.__name__: needed_of(kind) - known for kind in kinds if needed_of(kind) - known} == {}


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
