"""Rating scales: what an agency's rating stands for with us."""

import frappe
from frappe import _
from frappe.utils import escape_html

DOCTYPE = "Credit Rating Scale"


def grades_of(agency: str) -> dict[str, str]:
	"""The agency's ratings as they are written, each with our grade, in the order of its scale."""
	rows = frappe.get_cached_doc(DOCTYPE, agency).ratings
	return {row.rating: row.grade for row in rows}


def grade_of(agency: str, rating: str) -> str | None:
	"""Our grade for a rating, whatever its capitals; None where the agency has no such rating."""
	scale = {name.casefold(): grade for name, grade in grades_of(agency).items()}
	return scale.get((rating or "").strip().casefold())


def fill_grades(file) -> None:
	"""Give each external rating of a Credit File the grade it stands for.

	Raises for a rating that its scale does not have.
	"""
	for row in file.external_ratings:
		if not row.agency or not row.rating:
			# Frappe's own check of mandatory fields names them
			continue
		row.rating = row.rating.strip()
		row.grade = grade_of(row.agency, row.rating) or _refuse_rating(row)


def refuse_unknown(agency: str | None) -> None:
	"""Raise for an agency without a scale: nobody could say what its ratings are worth."""
	if agency and not frappe.db.exists(DOCTYPE, agency):
		message = _("Agency {0} has no Credit Rating Scale. Make one first.")
		frappe.throw(message.format(agency), frappe.LinkValidationError)


def _refuse_rating(row) -> None:
	message = _("External Ratings, row {0}: {1} has no rating {2}. Its ratings are {3}.")
	known = ", ".join(grades_of(row.agency))
	frappe.throw(message.format(row.idx, row.agency, frappe.bold(escape_html(row.rating)), known))


def check(scale) -> None:
	"""Raise when a scale lists a rating twice: capitals do not tell two ratings apart."""
	seen: set[str] = set()
	for row in scale.ratings:
		row.rating = (row.rating or "").strip()
		if row.rating.casefold() in seen:
			message = _("Row {0}: {1} is listed twice. Remove one of the rows.")
			frappe.throw(message.format(row.idx, row.rating))
		seen.add(row.rating.casefold())
