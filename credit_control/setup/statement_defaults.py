"""What statements start with: the usual layouts of sheets, and sample industry tables that say they are samples."""

import frappe

from credit_control.engine.defaults import statements as defaults
from credit_control.engine.statement import LINES
from credit_control.services import industry_references, statement_templates

#: the sample tables that belong to one of ERPNext's own industries
INDUSTRIES = {
	"Sample 2024: Manufacturing": "Manufacturing",
	"Sample 2024: Wholesale and Retail": "Retail & Wholesale",
}


def create() -> None:
	"""Make what is missing; templates and tables that exist are left alone."""
	for entry in defaults.template_data():
		_insert(statement_templates.DOCTYPE, entry["name"], template_values(entry))
	for entry in defaults.industry_data():
		_insert(industry_references.DOCTYPE, entry["title"], reference_values(entry))


def _insert(doctype: str, name: str, values: dict) -> None:
	if not frappe.db.exists(doctype, name):
		frappe.get_doc({"doctype": doctype, **values}).insert(ignore_permissions=True)


def template_values(entry: dict) -> dict:
	"""One layout as a document."""
	return {
		"template_name": entry["name"],
		"kind": entry["kind"],
		"enabled": 1,
		"language": _existing("Language", entry["language"]),
		"country": _existing("Country", entry["country"]),
		"leave_out_others": entry["leave_out_others"],
		**{f"{role}_headings": "\n".join(names) for role, names in entry["headings"].items()},
		"rows": [_template_row(row) for row in entry["rows"]],
	}


def _template_row(row: dict) -> dict:
	line = LINES[row["line"]].label if row.get("line") else ""
	return {**row, "line": line, "aliases": "\n".join(row.get("aliases", ()))}


def reference_values(entry: dict) -> dict:
	"""One sample table as a document; one for an industry that the site lacks waits switched off."""
	wanted = INDUSTRIES.get(entry["title"])
	industry = _existing("Industry Type", wanted)
	return {
		**{key: entry[key] for key in ("title", "year", "is_manufacturing", "source_note")},
		"industry": industry,
		"enabled": int(not wanted or bool(industry)),
		"is_sample": 1,
		"tiers": [{key: str(value) for key, value in row.items()} for row in entry["tiers"]],
		"wall": [{**row, "standard": float(row["standard"])} for row in entry["wall"]],
	}


def _existing(doctype: str, name: str | None) -> str | None:
	return name if name and frappe.db.exists(doctype, name) else None
