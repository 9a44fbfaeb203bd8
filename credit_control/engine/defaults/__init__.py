"""The policy and the scorecard a new site starts with, kept as JSON so that they read as data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from importlib.resources import files
from typing import Any

from ..approval import ApprovalLevel
from ..grades import GradeRule
from ..haircuts import Haircut
from ..limit_methods import LimitSettings
from ..money import decimal, optional_decimal
from ..policy import CheckRule, Policy
from ..scorecard import Band, Factor, Scorecard

Data = dict[str, Any]


def policy_data() -> Data:
	"""policy.json as it stands, numbers with a point as Decimal: for seeding documents."""
	return _read("policy.json")


def scorecard_data() -> Data:
	"""scorecard.json as it stands, with `advice` and `advice_zh`: for seeding documents."""
	return _read("scorecard.json")


def collection_data() -> Data:
	"""collection.json as it stands: a strategy's steps, and their texts by step and language, for seeding documents."""
	text = files(__package__).joinpath("collection.json").read_text(encoding="utf-8")
	data: Data = json.loads(text)
	return data


def rating_scales_data() -> list[Data]:
	"""rating_scales.json as it stands: each agency's ratings with our grade, best first, for seeding documents.

	National scales are taken letter by letter: an AAA there is the best of its country.
	"""
	text = files(__package__).joinpath("rating_scales.json").read_text(encoding="utf-8")
	data: list[Data] = json.loads(text)
	return data


def default_policy() -> Policy:
	"""The default policy for the engine; its name carries the version."""
	data = policy_data()
	return Policy(
		name=f"{data['name']} {data['version']}",
		grades=default_grades(),
		checks=tuple(_check(row) for row in data["checks"]),
		unassessed_mode=data["unassessed_mode"],
		approvals=tuple(ApprovalLevel(**row) for row in data["approvals"]),
	)


def default_grades() -> tuple[GradeRule, ...]:
	"""The default grade table, best grade first. Source: domain.md, Score, grade, policy."""
	return tuple(grade_rule(row) for row in policy_data()["grades"])


def default_limit_settings() -> LimitSettings:
	"""The limit methods and constants of the default policy."""
	data = policy_data()["limit"]
	return LimitSettings(
		methods=tuple(data["methods"]),
		net_worth_percent=decimal(data["net_worth_percent"]),
		credit_months=decimal(data["credit_months"]),
		buffer_days=data["buffer_days"],
		assumed_days_late=optional_decimal(data["assumed_days_late"]),
		step=decimal(data["step"]),
	)


def default_scorecard(language: str = "en") -> Scorecard:
	"""The default scorecard with advice in English, or in Chinese for "zh"."""
	data = scorecard_data()
	advice = "advice_zh" if language == "zh" else "advice"
	return Scorecard(
		name=data["name"],
		version=data["version"],
		factors=tuple(_factor(row, advice) for row in data["factors"]),
		missing_mode=data["missing_mode"],
		minimum_coverage=decimal(data["minimum_coverage"]),
		knock_outs=tuple(data["knock_outs"]),
		no_history_cap=data["no_history_cap"],
		unaudited_cap=data["unaudited_cap"],
		old_statement_months=data["old_statement_months"],
		old_statement_cap=data["old_statement_cap"],
		haircuts=tuple(_haircut(row) for row in data["haircuts"]),
	)


def grade_rule(row: Mapping[str, Any]) -> GradeRule:
	"""A grade rule from a mapping of its fields; others, such as `approval`, are ignored.

	Raises KeyError for a field that is absent, ValueError for text that is not a number.
	"""
	return GradeRule(
		grade=row["grade"],
		score_above=decimal(row["score_above"]),
		limit_factor=decimal(row["limit_factor"]),
		limit_cap=optional_decimal(row["limit_cap"]),
		payment_terms=row["payment_terms"],
		term_days=int(row["term_days"]),
		prepayment_percent=decimal(row["prepayment_percent"]),
		tolerance_percent=decimal(row["tolerance_percent"]),
		review_months=int(row["review_months"]),
		net_worth_percent=optional_decimal(row["net_worth_percent"]),
		turnover_percent=optional_decimal(row["turnover_percent"]),
		sales_coefficient=optional_decimal(row["sales_coefficient"]),
		unsecured_cap=optional_decimal(row.get("unsecured_cap")),
	)


def _read(name: str) -> Data:
	text = files(__package__).joinpath(name).read_text(encoding="utf-8")
	data: Data = json.loads(text, parse_float=Decimal)
	return data


def _check(row: Mapping[str, Any]) -> CheckRule:
	return CheckRule(row["check"], optional_decimal(row.get("threshold")), dict(row["reactions"]))


def _haircut(row: Mapping[str, Any]) -> Haircut:
	return Haircut(row["audit"], int(row["over_months"]), decimal(row["percent"]))


def _factor(row: Mapping[str, Any], advice: str) -> Factor:
	bands = tuple(_band(band, advice) for band in row["bands"])
	return Factor(row["indicator"], decimal(row["weight"]), bands)


def _band(row: Mapping[str, Any], advice: str) -> Band:
	return Band(
		optional_decimal(row.get("start")), decimal(row["points"]), row.get("text", ""), row.get(advice, "")
	)
