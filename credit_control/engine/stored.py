"""What an assessment stood on, as plain JSON that can be read back and computed again, years later.

Policy and scorecard are documents that never change once submitted: they are named, with a fingerprint by
which a change behind their back is found. Inputs of the first format held facts and limit inputs only.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from decimal import Decimal
from typing import Any

from .assessment import AssessmentResult, Facts, assess
from .codec import decode, encode
from .grades import GradeRule
from .indicators import INDICATORS
from .limit_methods import LimitInputs, LimitSettings
from .limits import LimitProposal, propose
from .scorecard import Scorecard

#: raised with every change after which the same inputs give another result
RULES_VERSION = 1
FORMAT = 2


@dataclass(frozen=True, slots=True)
class StoredInputs:
	"""Stored inputs read back. Of the first format `limit_settings` is None and no fingerprint is known."""

	facts: Facts
	limit_inputs: LimitInputs
	limit_settings: LimitSettings | None = None
	rules_version: int = RULES_VERSION
	scorecard_print: str = ""
	grades_print: str = ""


def to_json(
	facts: Facts,
	limit_inputs: LimitInputs,
	limit_settings: LimitSettings,
	card: Scorecard,
	rules: Sequence[GradeRule],
) -> dict[str, Any]:
	"""Everything that a result depends on."""
	return {
		"format": FORMAT,
		"rules_version": RULES_VERSION,
		"scorecard_print": fingerprint(card),
		"grades_print": fingerprint(rules),
		"facts": encode(facts),
		"limit_inputs": encode(limit_inputs),
		"limit_settings": encode(limit_settings),
	}


def from_json(raw: Mapping[str, Any]) -> StoredInputs:
	"""What `to_json` wrote, of any format. Raises ValueError when it cannot be read."""
	try:
		settings = raw.get("limit_settings")
		return StoredInputs(
			facts=_facts(raw["facts"]),
			limit_inputs=decode(LimitInputs, raw["limit_inputs"]),
			limit_settings=decode(LimitSettings, settings) if settings else None,
			rules_version=int(raw.get("rules_version", RULES_VERSION)),
			scorecard_print=str(raw.get("scorecard_print", "")),
			grades_print=str(raw.get("grades_print", "")),
		)
	except (KeyError, TypeError, AttributeError, ArithmeticError) as error:
		raise ValueError(f"stored inputs cannot be read: {error!r}") from error


def _facts(raw: Mapping[str, Any]) -> Facts:
	plain = {name: value for name, value in raw.items() if name not in ("values", "knock_outs")}
	values = {code: value_of(code, value) for code, value in raw["values"].items()}
	return Facts(values=values, knock_outs=frozenset(raw["knock_outs"]), **plain)


def value_of(code: str, value: str | None) -> Decimal | str | None:
	"""A stored indicator value: a category or a text in place of a number as it stands, else a number.

	Raises decimal.InvalidOperation for anything else.
	"""
	known = INDICATORS.get(code)
	if value is None or known is None:
		return value
	return value if known.direction == "category" or value in known.texts else Decimal(value)


def rerun(stored: StoredInputs, card: Scorecard, rules: Sequence[GradeRule]) -> AssessmentResult:
	"""The result of the stored facts by a scorecard and a grade table."""
	return assess(card, rules, stored.facts)


def propose_again(
	stored: StoredInputs, settings: LimitSettings, rule: GradeRule | None
) -> LimitProposal | None:
	"""The limit of the stored inputs; the settings given stand in where none were stored."""
	return propose(stored.limit_inputs, stored.limit_settings or settings, rule) if rule else None


def fingerprint(value: object) -> str:
	"""A hash of what a value says. Fields at their default are left out, so that adding one changes nothing."""
	text = json.dumps(_essence(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
	return hashlib.sha256(text.encode()).hexdigest()[:32]


def _essence(value: object) -> Any:
	if is_dataclass(value) and not isinstance(value, type):
		return {
			item.name: _essence(getattr(value, item.name))
			for item in fields(value)
			if item.default is MISSING or getattr(value, item.name) != item.default
		}
	if isinstance(value, list | tuple):
		return [_essence(item) for item in value]
	if isinstance(value, Decimal):
		# 5 and 5.00 say the same
		return f"{value.normalize():f}"
	return encode(value)
