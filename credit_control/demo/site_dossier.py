"""What the specialist knows of some demo customers: registration, people, licences, references, records."""

from __future__ import annotations

import json
from importlib.resources import files as resources
from typing import Any

from frappe.utils import add_days, nowdate

#: days in the data that are counted from today, so that licences expire when the story is played
DAYS = ("_on", "_date", "_end", "_from", "_to")


def dossiers() -> dict[str, dict[str, Any]]:
	"""Customer → fields and child rows of its Credit File."""
	text = resources(__package__).joinpath("site_dossiers.json").read_text(encoding="utf-8")
	return {customer: _dated(dossier) for customer, dossier in json.loads(text).items()}


def _dated(values: dict[str, Any]) -> dict[str, Any]:
	return {name: _value(name, value) for name, value in values.items()}


def _value(name: str, value: Any) -> Any:
	if isinstance(value, list):
		return [_dated(row) for row in value]
	return add_days(nowdate(), value) if isinstance(value, int) and name.endswith(DAYS) else value
