"""Writing a customer's standing into its Credit File, and reading it for undo."""

STANDING = ("grade", "score", "assessed_on", "last_assessment", "next_review", "review_months")
LIMIT = (
	"limit_mode",
	"credit_limit",
	"temporary_limit",
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


def _row(file, company: str):
	return next((row for row in file.limits if row.company == company), None)
