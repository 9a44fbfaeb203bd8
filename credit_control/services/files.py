"""Credit Files: finding, creating, locking, and the standing they give a customer."""

from collections.abc import Sequence
from datetime import date

import frappe
from frappe import _

from credit_control.engine.money import decimal
from credit_control.engine.policy import Policy
from credit_control.engine.standing import Standing
from credit_control.erp import customers

CREDIT_FILE = "Credit File"
#: how many files one bulk run makes before it reports progress
CHUNK = 50


def file_of(customer: str) -> str | None:
	"""Name of a customer's Credit File, None when it has none."""
	found = frappe.db.sql("select name from `tabCredit File` where customer = %s", customer)
	return found[0][0] if found else None


def documents(names: Sequence[str]) -> dict:
	"""The Credit Files of customers as documents with all their tables, by customer; for reading.

	One statement for each table, however many customers there are.
	"""
	rows = frappe.db.sql("select * from `tabCredit File` where customer in %s", (list(names),), as_dict=True)
	values = {row.name: {**row, "doctype": CREDIT_FILE} for row in rows}
	for table in frappe.get_meta(CREDIT_FILE).get_table_fields():
		for child in _children(table, list(values)):
			values[child.parent].setdefault(table.fieldname, []).append(child)
	return {each["customer"]: frappe.get_doc(each) for each in values.values()}


def _children(table, parents: list[str]) -> list:
	if not parents:
		return []
	return frappe.db.sql(
		f"select * from `tab{table.options}` where parent in %s and parenttype = %s and parentfield = %s"
		" order by parent, idx",
		(parents, CREDIT_FILE, table.fieldname),
		as_dict=True,
	)


def industry_of(customer: str) -> str | None:
	"""The industry in the Credit File, else that of ERPNext's Customer; None where neither names one."""
	in_file = frappe.db.get_value(CREDIT_FILE, {"customer": customer}, "industry")
	return in_file or customers.industry_of(customer)


def ensure(customer: str) -> str:
	"""Name of the customer's Credit File, created if missing."""
	return file_of(customer) or create(customer).name


def create(customer: str, *, limits: Sequence[dict] = (), even_disabled: bool = False):
	"""Make the one Credit File of a customer and return it."""
	# before Frappe looks at the links, which 16 does first and says less
	validate_customer(customer, even_disabled)
	doc = frappe.get_doc({"doctype": CREDIT_FILE, "customer": customer, "limits": list(limits)})
	doc.flags.even_disabled = even_disabled
	return doc.insert(ignore_permissions=True)


def create_many(names: Sequence[str]) -> dict[str, list]:
	"""Make the missing Credit Files of the customers; returns created, existing and failed (with reason)."""
	existing = set(frappe.get_all(CREDIT_FILE, {"customer": ["in", list(names)]}, pluck="customer"))
	result: dict[str, list] = {"created": [], "existing": sorted(existing), "failed": []}
	missing = [name for name in dict.fromkeys(names) if name not in existing]
	for done, customer in enumerate(missing, start=1):
		_create_one(customer, result)
		if done % CHUNK == 0 or done == len(missing):
			_progress(done, len(missing))
	return result


def _create_one(customer: str, result: dict[str, list]) -> None:
	frappe.db.savepoint("credit_file")
	try:
		result["created"].append(create(customer).name)
	except (frappe.ValidationError, frappe.DuplicateEntryError) as error:
		frappe.db.rollback(save_point="credit_file")
		frappe.clear_last_message()
		result["failed"].append({"customer": customer, "reason": str(error)})


def _progress(done: int, total: int) -> None:
	frappe.publish_progress(
		done * 100 / total,
		title=_("Creating Credit Files"),
		description=_("{0} of {1}").format(done, total),
	)


def standing(customer: str, company: str, policy: Policy, known) -> Standing:
	"""A customer's standing with a company; without a limit there the policy says how to treat it.

	`known` is what `file_row.find` has read, None for a customer without a Credit File.
	"""
	row = known or frappe._dict()
	return Standing(
		customer=customer,
		grade=row.grade or None,
		limit_mode=row.limit_mode or policy.unassessed_mode,
		limit=decimal(row.credit_limit) if row.limit_mode else policy.unassessed_limit,
		temporary_limit=decimal(row.temporary_limit or 0),
		temporary_until=row.temporary_until,
		next_review=row.next_review,
		temporary_from=row.temporary_from,
	)


def limit_row(file: str, company: str):
	"""The Credit File's limit row for a company, None when it has none."""
	fields = [
		"name",
		"limit_mode",
		"credit_limit",
		"temporary_limit",
		"temporary_from",
		"temporary_until",
		"payment_terms_template",
	]
	return frappe.db.get_value(
		"Credit File Limit",
		{"parent": file, "parenttype": CREDIT_FILE, "company": company},
		fields,
		as_dict=True,
	)


def granted_terms(customer: str, company: str) -> str | None:
	"""The Payment Terms Template granted to a customer by a company."""
	file = file_of(customer)
	row = limit_row(file, company) if file else None
	return row.payment_terms_template if row else None


def merge(source: str, target: str) -> None:
	"""Before customer `source` is merged into `target`: keep the target's file, retire the source's.

	The retired file keeps everything but its customer, so that the customer still has one file only.
	"""
	old, kept = file_of(source), file_of(target)
	if not (old and kept):
		return
	frappe.db.set_value(CREDIT_FILE, old, {"customer": None, "status": "Merged", "merged_into": kept})
	note = _("Customer {0} was merged into {1}; its Credit File {2} is kept for reference.")
	frappe.get_doc(CREDIT_FILE, kept).add_comment("Info", note.format(source, target, old))


def validate_customer(customer: str, even_disabled: bool = False) -> None:
	"""Raise when the customer cannot have a Credit File. One that is not named is left to Frappe's own check."""
	if not customer:
		return
	if not frappe.db.exists("Customer", customer):
		frappe.throw(_("Customer {0} does not exist. Choose another one.").format(customer))
	if customers.is_disabled(customer) and not even_disabled:
		frappe.throw(
			_("Customer {0} is disabled. Enable the customer before opening a Credit File.").format(customer)
		)


def due_for_review(today: date) -> list:
	"""Active files whose next review date has come."""
	return frappe.get_all(
		CREDIT_FILE,
		filters={"status": "Active", "next_review": ["between", ["1900-01-01", today]]},
		fields=["name", "customer", "specialist", "next_review"],
		order_by="next_review, name",
	)
