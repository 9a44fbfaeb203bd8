"""The columns of the report Credit Exposure."""

from frappe import _

from credit_control.engine.exposure import PARTS
from credit_control.services import wording


def columns() -> list[dict]:
	"""Who, how much in which part, against which limit, how late, how well covered."""
	return [
		_link("customer", _("Customer"), "Customer", 130),
		_text("customer_name", _("Customer Name"), 170),
		_link("customer_group", _("Customer Group"), "Customer Group", 130),
		_text("grade", _("Grade"), 70),
		_text("account_manager", _("Account Manager"), 150),
		_money("exposure", _("Exposure")),
		_text("limit_mode", _("Limit Mode"), 100),
		_money("limit", _("Limit", context="Credit File")),
		_percent("utilisation", _("Used %")),
		_money("headroom", _("Headroom")),
		_money("overdue", _("Overdue")),
		{"fieldname": "oldest", "label": _("Oldest Days Overdue"), "fieldtype": "Int", "width": 110},
		_money("covered", _("Secured")),
		_money("unsecured", _("Unsecured")),
		*(_money(part, label) for part, label in part_labels().items()),
		{
			"fieldname": "currency",
			"label": _("Currency"),
			"fieldtype": "Data",
			"hidden": 1,
		},
	]


def part_labels() -> dict[str, str]:
	"""Each part with its name."""
	return {part: wording.part_label(part) for part in PARTS}


def _link(fieldname: str, label: str, doctype: str, width: int) -> dict:
	return {"fieldname": fieldname, "label": label, "fieldtype": "Link", "options": doctype, "width": width}


def _text(fieldname: str, label: str, width: int) -> dict:
	return {"fieldname": fieldname, "label": label, "fieldtype": "Data", "width": width}


def _money(fieldname: str, label: str) -> dict:
	return {
		"fieldname": fieldname,
		"label": label,
		"fieldtype": "Currency",
		"options": "currency",
		"width": 130,
	}


def _percent(fieldname: str, label: str) -> dict:
	return {"fieldname": fieldname, "label": label, "fieldtype": "Percent", "width": 90, "precision": 1}
