"""The mark of a bad debt in a customer's Credit File: a knock-out of every later assessment.

A mark that was there before a write-off is not the write-off's to take away: each remembers whether it set
the mark, and hands that on to another one that still stands.
"""

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from credit_control.services import files, history

WRITE_OFF = "Bad Debt Write-Off"


def set_by(doc) -> None:
	"""Mark the customer's file because of a write-off, and ask for a review at once."""
	file = frappe.get_doc(files.CREDIT_FILE, files.ensure(doc.customer))
	if file.bad_debt:
		return
	file.bad_debt = 1
	if not file.next_review or getdate(file.next_review) > getdate():
		file.next_review = nowdate()
	_save(file, doc, _("Bad debt written off"))
	doc.db_set("set_mark", 1)


def take_back(doc) -> None:
	"""Take the mark off the file, unless something other than this write-off asks for it."""
	file = files.file_of(doc.customer)
	if not (doc.set_mark and file):
		return
	doc.db_set("set_mark", 0)
	other = frappe.db.get_value(
		WRITE_OFF, {"customer": doc.customer, "docstatus": 1, "name": ["!=", doc.name]}
	)
	if other:
		frappe.db.set_value(WRITE_OFF, other, "set_mark", 1, update_modified=False)
		return
	file = frappe.get_doc(files.CREDIT_FILE, file)
	file.bad_debt = 0
	_save(file, doc, _("Write-off taken back"))


def _save(file, doc, reason: str) -> None:
	history.because(file, source=doc, reason=reason)
	# who approves a write-off need not be allowed to edit files
	file.save(ignore_permissions=True)
	file.add_comment("Info", f"{reason}: {doc.name}")
