"""Many Credit Files at once as plain rows with their tables: a document each would cost a dozen queries."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import frappe

from credit_control.services.file_completeness import PLAIN
from credit_control.services.files import CREDIT_FILE

FIELDS = (
	"name",
	"customer",
	"customer_name",
	"specialist",
	"completeness",
	"records_status",
	*PLAIN,
	"company_size",
	"ownership",
	"registry_status",
	"registration_checked_on",
	"registration_valid_from",
	"registration_valid_to",
	"registration_indefinite",
	"courts_checked_on",
)
#: table → its DocType and the columns that a judgement of completeness asks for
TABLES = {
	"documents": ("Credit File Document", ("document_type", "issued_on", "expires_on")),
	"shareholders": ("Credit File Shareholder", ()),
	"key_persons": ("Credit File Person", ()),
	"bank_references": ("Credit File Bank Reference", ("standing", "reference_date", "valid_to")),
	"trade_references_given": ("Credit File Trade Reference", ("standing", "reference_date", "valid_to")),
	"external_ratings": ("Credit File External Rating", ("grade", "rated_on", "valid_to")),
	"tax_records": ("Credit File Tax Record", ("period_end",)),
	"insurances": ("Credit File Insurance", ("valid_from", "valid_to")),
	"limits": ("Credit File Limit", ("company",)),
}


def active(chunk: int) -> Iterator[list]:
	"""All active files in the order of their names, so many at a time."""
	last = ""
	while True:
		filters = {"status": "Active", "name": [">", last]}
		files = frappe.get_all(CREDIT_FILE, filters, FIELDS, order_by="name asc", limit=chunk)
		if not files:
			return
		yield with_tables(files)
		last = files[-1].name


def with_tables(files: Sequence) -> list:
	"""The files with their tables hung on, in the order of their rows."""
	names = [file.name for file in files]
	for table, (doctype, columns) in TABLES.items():
		rows = _rows(doctype, table, columns, names)
		for file in files:
			file[table] = rows[file.name]
	return list(files)


def _rows(doctype: str, table: str, columns: Sequence[str], names: Sequence[str]) -> dict[str, list]:
	filters = {"parent": ["in", names], "parenttype": CREDIT_FILE, "parentfield": table}
	found = defaultdict(list)
	for row in frappe.get_all(doctype, filters, ["parent", *columns], order_by="idx asc"):
		found[row.parent].append(row)
	return found
