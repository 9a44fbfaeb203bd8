"""The columns of the report Champion and Challenger."""

from frappe import _


def key(grade: str) -> str:
	"""The fieldname of a grade's column; an empty grade is no grade."""
	return f"grade_{grade.lower() or 'none'}"


def grade(name: str) -> str:
	"""A grade as it is shown."""
	return name or _("No Grade")


def customers() -> list[dict]:
	"""One row a customer."""
	return [
		_link("customer", _("Customer"), "Customer", 170),
		_column("customer_name", _("Customer Name"), "Data", 170),
		_link("name", _("Credit Assessment"), "Credit Assessment", 140),
		_column("as_of", _("As of", context="Credit Assessment"), "Date", 110),
		_column("model_grade", _("Champion", context="Credit Scorecard"), "Data", 110),
		_score("score", _("Score", context="Credit Assessment"), 90),
		_column("challenger_grade", _("Challenger", context="Credit Scorecard"), "Data", 110),
		_score("challenger_score", _("Challenger's Score", context="Credit Assessment"), 150),
		_column("change", _("Change", context="Credit Scorecard Trial Result"), "Data", 130),
		_column("judged", _("Invoices since"), "Int", 130),
		_column("late_share", _("Late of Them %"), "Percent", 130),
		_column("overdue", _("Overdue Now"), "Currency", 120),
	]


def agreement(grades: list[str]) -> list[dict]:
	"""The champion's grade, then a column for each grade of the challenger."""
	label = _("Champion ↓ Challenger →")
	return [
		_column("grade", label, "Data", 220),
		*(_column(key(name), grade(name), "Int", 90) for name in grades),
	]


def outcome() -> list[dict]:
	"""By grade: customers, invoices since, and the share that was late, by either scorecard."""
	return [
		_column("grade", _("Grade", context="Credit Assessment"), "Data", 110),
		_column("champion_customers", _("Customers by the Champion"), "Int", 180),
		_column("champion_judged", _("Their Invoices since"), "Int", 150),
		_column("champion_late", _("Late of Them %"), "Percent", 120),
		_column("challenger_customers", _("Customers by the Challenger"), "Int", 190),
		_column("challenger_judged", _("Their Invoices since"), "Int", 150),
		_column("challenger_late", _("Late of Them %"), "Percent", 120),
	]


def _column(fieldname: str, label: str, fieldtype: str, width: int) -> dict:
	return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "width": width}


def _score(fieldname: str, label: str, width: int) -> dict:
	return {**_column(fieldname, label, "Float", width), "precision": 2}


def _link(fieldname: str, label: str, doctype: str, width: int) -> dict:
	return {**_column(fieldname, label, "Link", width), "options": doctype}
