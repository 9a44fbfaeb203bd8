"""Writing a customer's standing into its Credit File, and reading it for undo."""

from datetime import date
from decimal import Decimal

from frappe.utils import getdate

from credit_control.engine.money import ZERO, decimal

STANDING = ("grade", "score", "assessed_on", "last_assessment", "next_review", "review_months")
LIMIT = (
	"limit_mode",
	"credit_limit",
	"temporary_limit",
	"temporary_from",
	"temporary_until",
	"payment_terms_template",
	"source",
)


def standing_of(file, company: str) -> dict:
	"""A file's standing and its limit for a company as plain values; the limit is None without a row."""
	row = _row(file, company)
	return {
		"standing": {name: file.get(name) for name in STANDING},
		"limit": row and {name: row.get(name) for name in LIMIT},
	}


def put(file, company: str, values: dict | None) -> None:
	"""Set a file's limit for a company; None removes the row."""
	row = _row(file, company)
	if values is None:
		if row:
			file.remove(row)
		return
	row = row or file.append("limits", {"company": company})
	row.update(values)


def temporary_of(row, day: date) -> Decimal:
	"""What a limit's row grants for a time and on a day; zero outside its days."""
	begun = not row.temporary_from or getdate(row.temporary_from) <= day
	in_date = begun and row.temporary_until and getdate(row.temporary_until) >= day
	return decimal(row.temporary_limit or 0) if in_date else ZERO


def _row(file, company: str):
	return next((row for row in file.limits if row.company == company), None)
