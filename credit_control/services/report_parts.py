"""What the reports of collections share: their filters, checked, and their columns, tiles and charts."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

import frappe
from frappe import _
from frappe.desk.reportview import build_match_conditions
from frappe.utils import getdate

from credit_control.engine.money import ZERO
from credit_control.erp.month_ends import Scope
from credit_control.erp.selection import below
from credit_control.services import exposure_view
from credit_control.services.exposure_report import refuse_company

#: five years: more months tell nothing of how the ledger is collected today
MOST_MONTHS = 60
#: amounts above each other, or beside
STACKED = {"stacked": 1, "spaceRatio": 0.4}
BESIDE = {"stacked": 0, "spaceRatio": 0.4}


def company_of(filters: Mapping) -> str:
	"""The company asked for; raises where there is none, or one that the user may not see."""
	company = filters.get("company")
	if not company:
		frappe.throw(_("Choose a company."))
	if not frappe.db.exists("Company", company):
		frappe.throw(_("Company {0} does not exist. Choose another.").format(company))
	refuse_company(company)
	return company


def as_of(filters: Mapping) -> date:
	"""The day asked for, today without one; raises for a day to come."""
	asked = getdate(filters["as_of"]) if filters.get("as_of") else None
	return exposure_view.past_day(asked) or getdate()


def period(filters: Mapping) -> tuple[date, date]:
	"""From and to; raises where one is missing or they are the wrong way round."""
	if not filters.get("from_date") or not filters.get("to_date"):
		frappe.throw(_("From Date or To Date is missing. Enter both."))
	start, end = getdate(filters["from_date"]), getdate(filters["to_date"])
	if end < start:
		frappe.throw(_("To Date lies before From Date. Choose a later day."))
	return start, end


def number(filters: Mapping, fieldname: str, label: str, bounds: tuple[int, int], usual: int) -> Decimal:
	"""A figure between two bounds, both included; `usual` where nothing was entered."""
	entered = filters.get(fieldname)
	if entered in (None, ""):
		return Decimal(usual)
	try:
		value = Decimal(str(entered))
	except InvalidOperation:
		value = Decimal("NaN")
	# NaN is not between anything, but comparing it raises
	if not value.is_finite() or not bounds[0] <= value <= bounds[1]:
		frappe.throw(_("{0} must be a number between {1} and {2}.").format(label, *bounds))
	return value


def months(filters: Mapping, usual: int) -> int:
	"""How many months are asked for."""
	return whole(filters, "months", _("Months"), (1, MOST_MONTHS), usual)


def whole(filters: Mapping, fieldname: str, label: str, bounds: tuple[int, int], usual: int) -> int:
	"""The same without decimals."""
	value = number(filters, fieldname, label, bounds, usual)
	if value != int(value):
		frappe.throw(_("{0} must be a whole number.").format(label))
	return int(value)


def scope(company: str, filters: Mapping) -> Scope:
	"""The customers asked for, of those that the user may see."""
	conditions, values = [], {}
	if filters.get("customer"):
		conditions.append("`tabCustomer`.name = %(customer)s")
		values["customer"] = filters["customer"]
	if filters.get("customer_group"):
		conditions.append("`tabCustomer`.customer_group in %(groups)s")
		values["groups"] = below("Customer Group", filters["customer_group"])
	allowed = build_match_conditions("Customer")
	if allowed:
		conditions.append(f"({allowed.replace('%', '%%')})")
	if not conditions:
		return Scope(company)
	return Scope(company, f"select name from `tabCustomer` where {' and '.join(conditions)}", values)


def share(part: Decimal | int, whole: Decimal | int) -> float | None:
	"""Percent; None of nothing."""
	return shown(100 * Decimal(part) / Decimal(whole)) if whole else None


def shown(value: Decimal | None, digits: int = 1) -> float | None:
	"""A figure as it is shown; a missing one stays missing."""
	return None if value is None else float(round(value, digits))


def total(values) -> float:
	"""The sum of amounts, without the traces of adding floats."""
	return float(sum((Decimal(str(value or 0)) for value in values), ZERO))


def wide(label: str, least: int) -> int:
	"""The width in pixels at which a heading can be read; Chinese ones are short but their letters wide."""
	return max(least, 44 + sum(7 if letter.isascii() else 14 for letter in label))


def link(fieldname: str, label: str, doctype: str, width: int = 150) -> dict:
	return {"fieldname": fieldname, "label": label, "fieldtype": "Link", "options": doctype, "width": width}


def text(fieldname: str, label: str, width: int = 120) -> dict:
	return {"fieldname": fieldname, "label": label, "fieldtype": "Data", "width": width}


def day(fieldname: str, label: str) -> dict:
	return {"fieldname": fieldname, "label": label, "fieldtype": "Date", "width": wide(label, 115)}


def money(fieldname: str, label: str) -> dict:
	return {
		"fieldname": fieldname,
		"label": label,
		"fieldtype": "Currency",
		"options": "currency",
		"width": wide(label, 150),
	}


def percent(fieldname: str, label: str, precision: int = 1) -> dict:
	kind = {"fieldtype": "Percent", "precision": precision}
	return {"fieldname": fieldname, "label": label, **kind, "width": wide(label, 90)}


def figure(fieldname: str, label: str) -> dict:
	"""A number with a decimal, such as days."""
	kind = {"fieldtype": "Float", "precision": 1}
	return {"fieldname": fieldname, "label": label, **kind, "width": wide(label, 90)}


def count(fieldname: str, label: str) -> dict:
	return {"fieldname": fieldname, "label": label, "fieldtype": "Int", "width": wide(label, 75)}


def currency() -> dict:
	"""The hidden column that the columns with amounts take their currency from."""
	return {**link("currency", _("Currency"), "Currency"), "hidden": 1}


def tile(label: str, value, datatype: str = "Int", **more) -> dict:
	"""One figure above the report; shares are text, as numbers they would have the decimals of the settings."""
	if datatype == "Percent" and value is not None:
		value, datatype = f"{value:.1f}%", "Data"
	return {"label": label, "value": value, "datatype": datatype, **more}


def decimals(label: str, value: float | None, digits: int = 1) -> dict:
	"""One figure with its decimals: as a number it would have those of the system's settings."""
	return tile(label, None if value is None else f"{value:.{digits}f}", "Data")


def tiles(*found: dict) -> list[dict]:
	"""The tiles, without those whose figure is missing."""
	return [entry for entry in found if entry["value"] is not None]


def chart(labels: Sequence[str], series: Mapping[str, Sequence], **more) -> dict | None:
	"""Bars, stacked unless told otherwise; nothing without labels."""
	if not labels:
		return None
	sets = [{"name": name, "values": list(values)} for name, values in series.items()]
	# told of stacking, lines get an axis that is as high as all of them together
	kind = {} if more.get("type") == "line" else {"type": "bar", "barOptions": STACKED}
	return {"data": {"labels": list(labels), "datasets": sets}, **(kind | more)}


def in_money(code: str) -> dict:
	"""What makes the figures of a chart amounts."""
	return {"fieldtype": "Currency", "options": "currency", "currency": code}
