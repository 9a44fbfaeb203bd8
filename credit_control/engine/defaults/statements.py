"""The statement layouts and the sample industry tables that a new site starts with."""

from __future__ import annotations

import json
from decimal import Decimal
from importlib.resources import files
from typing import Any

from ..statement_import_rows import Template, TemplateRow
from ..statement_import_table import Headings

Rows = list[dict[str, Any]]


def template_data() -> Rows:
	"""statement_templates.json as it stands: for seeding documents."""
	return _read("statement_templates.json")


def industry_data() -> Rows:
	"""industry_references.json as it stands, numbers with a point as Decimal: for seeding documents."""
	return _read("industry_references.json")


def default_templates() -> tuple[Template, ...]:
	"""The shipped layouts for the engine."""
	return tuple(_template(entry) for entry in template_data())


def _read(name: str) -> Rows:
	text = files(__package__).joinpath(name).read_text(encoding="utf-8")
	found: Rows = json.loads(text, parse_float=Decimal)
	return found


def _template(entry: dict[str, Any]) -> Template:
	headings = {role: tuple(names) for role, names in entry["headings"].items()}
	rows = tuple(TemplateRow(**{**row, "aliases": tuple(row.get("aliases", ()))}) for row in entry["rows"])
	return Template(entry["name"], Headings(**headings), rows, bool(entry["leave_out_others"]))
