"""Whether judging a stored decision again gives what it gave: the figures, the outcome, each failed check.

What would have cleared it is advice and may be better today; it is not compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from .codec import encode
from .judgement import Judgement

#: what a reader calls each part that may differ
PARTS: dict[str, str] = {
	"outcome": "Outcome",
	"exposure_before": "Exposure without It",
	"exposure_after": "Exposure with It",
	"limit": "Limit",
	"exemption": "Exemption",
	"release_refusal": "Release",
	"checks": "Checks",
}
#: what was stored is no case any more
UNREADABLE = "Stored Inputs"


def differences(stored: Mapping[str, Any], again: Judgement) -> tuple[str, ...]:
	"""The labels of the parts in which the stored results differ from the new judgement; none: the same."""
	now: Mapping[str, Any] = encode(again)
	return tuple(
		label for part, label in PARTS.items() if not _is_same(_part(stored, part), _part(now, part))
	)


def _part(results: Mapping[str, Any], part: str) -> Any:
	if part == "checks":
		return [_failure(row) for row in results["results"] if row["failed"]]
	if part == "release_refusal":
		return bool(results.get(part))
	return results.get(part)


def _failure(row: Mapping[str, Any]) -> list[Any]:
	return [row["check"], row["reaction"], row["value"], row["threshold"]]


def _is_same(one: Any, other: Any) -> bool:
	if isinstance(one, list) and isinstance(other, list):
		return len(one) == len(other) and all(map(_is_same, one, other))
	number = _number(one)
	return bool(one == other) or (number is not None and number == _number(other))


def _number(value: Any) -> Decimal | None:
	"""The value of a stored figure, however many zeros it was written with."""
	try:
		return None if value is None else Decimal(str(value))
	except InvalidOperation:
		return None
