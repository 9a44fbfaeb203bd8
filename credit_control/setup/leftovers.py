"""What Frappe leaves behind when it removes an app: pointers, counters, jobs, icons, its recycle bin."""

import re
from dataclasses import dataclass

import frappe

from credit_control.setup.roles import APP, ROLES

MODULES = ("Credit Control", "Collections")
#: DocTypes whose rows point at a document, and the field that names the document's DocType
POINTERS = {
	"ToDo": "reference_type",
	"Comment": "reference_doctype",
	"Version": "ref_doctype",
	"Notification Log": "document_type",
	"Communication": "reference_doctype",
	"Communication Link": "link_doctype",
	"DocShare": "share_doctype",
	"File": "attached_to_doctype",
	"Tag Link": "document_type",
	"View Log": "reference_doctype",
	"Document Follow": "ref_doctype",
	"Workflow Action": "reference_doctype",
	"User Permission": "allow",
	"List Filter": "reference_doctype",
	"Property Setter": "doc_type",
	"Custom Field": "dt",
	"Custom DocPerm": "parent",
	"Singles": "doctype",
	"Deleted Document": "deleted_doctype",
}
#: what points at a DocType, with rows of its own and the field by which these hang on it
WITH_ROWS = (
	("Email Queue", "Email Queue Recipient", "parent"),
	("Data Import", "Data Import Log", "data_import"),
)
#: what has roles of its own
PAGES = ("Page", "Report")
#: tables of Frappe's own that are no DocType's
PLAIN_TABLES = ("__UserSettings", "__global_search")


@dataclass(frozen=True)
class Footprint:
	"""What the app's own modules consist of while it is installed."""

	doctypes: tuple[str, ...]
	prefixes: tuple[str, ...]
	pages: tuple[str, ...]


def footprint() -> Footprint:
	"""To be asked for before the DocTypes are gone."""
	filters = {"module": ["in", MODULES]}
	names = tuple(frappe.get_all("DocType", filters, pluck="name"))
	series = frappe.get_all("DocType", {**filters, "autoname": ["like", "%#%"]}, pluck="autoname")
	fields = {"parent": ["in", names], "fieldname": "naming_series"}
	series += frappe.get_all("DocField", fields, pluck="options")
	pages = [name for kind in PAGES for name in frappe.get_all(kind, filters, pluck="name")]
	return Footprint(names, tuple({pattern.split(".")[0] for pattern in series}), tuple(pages))


def remove(left: Footprint) -> None:
	"""Delete what points at documents and DocTypes that are gone."""
	for pointer, fieldname in POINTERS.items():
		frappe.db.delete(pointer, {fieldname: ["in", left.doctypes]})
	for table in PLAIN_TABLES:
		frappe.db.sql(f"delete from `{table}` where doctype in %s", (left.doctypes,))
	for prefix in left.prefixes:
		_remove_counter(prefix)
	frappe.db.delete("Scheduled Job Type", {"method": ["like", f"{APP}.%"]})
	frappe.db.delete("Patch Log", {"patch": ["like", f"{APP}.%"]})
	_remove_icons()
	_remove_with_rows(left.doctypes)
	# 16 notes who may open a page or report, and that it is gone; 15 does not
	if frappe.db.table_exists("Permission Log"):
		frappe.db.delete("Permission Log", {"for_document": ["in", (*left.doctypes, *left.pages)]})


def _remove_with_rows(doctypes: tuple[str, ...]) -> None:
	"""Sent questionnaires and reports with their recipients, imports with their logs."""
	for pointer, row, link in WITH_ROWS:
		names = frappe.get_all(pointer, {"reference_doctype": ["in", doctypes]}, pluck="name")
		frappe.db.delete(row, {link: ["in", names]})
		frappe.db.delete(pointer, {"name": ["in", names]})


def empty_recycle_bin() -> None:
	"""Frappe keeps what it deletes; last, because removing the roles fills it too."""
	deleted = frappe.qb.DocType("Deleted Document")
	ours = deleted.deleted_name.isin((*MODULES, *ROLES))
	for mark in (f'"app": "{APP}"', *(f'"module": "{module}"' for module in MODULES)):
		ours |= deleted.data.like(f"%{mark}%")
	frappe.qb.from_(deleted).delete().where(ours).run()


def _remove_counter(prefix: str) -> None:
	"""A naming counter, of each year, unless somebody else numbers with the same prefix."""
	if not _is_shared(prefix):
		pattern = f"^{re.escape(prefix)}([0-9]{{4}}-)?$"
		frappe.db.sql("delete from tabSeries where name regexp %s", (pattern,))


def _is_shared(prefix: str) -> bool:
	others = (
		("DocType", {"autoname": ["like", f"{prefix}%"]}),
		("DocField", {"fieldname": "naming_series", "options": ["like", f"%{prefix}.%"]}),
		("Property Setter", {"field_name": "naming_series", "value": ["like", f"%{prefix}.%"]}),
		("Document Naming Rule", {"prefix": ["like", f"{prefix}%"]}),
	)
	return any(frappe.db.exists(doctype, filters) for doctype, filters in others)


def _remove_icons() -> None:
	"""What puts the app on the desktop of Frappe 16; 15 has neither."""
	for doctype in ("Desktop Icon", "Workspace Sidebar"):
		if frappe.db.table_exists(doctype) and "app" in frappe.db.get_table_columns(doctype):
			for name in frappe.get_all(doctype, {"app": APP}, pluck="name"):
				frappe.delete_doc(doctype, name, force=True, ignore_permissions=True)
