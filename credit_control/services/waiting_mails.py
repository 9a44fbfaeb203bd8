"""E-mails that wait for quiet hours to end and whose reason goes meanwhile: they are taken back, as if never written.

A reminder whose items are all paid, and thanks for a payment that was taken back, would only annoy. What has done
more than to write, by a Dunning or a consequence, stays.
"""

from __future__ import annotations

from collections.abc import Iterator

import frappe
from frappe.utils import now_datetime

from credit_control.engine.money import ZERO
from credit_control.engine.receivables import open_terms
from credit_control.engine.strategy import Claim
from credit_control.erp import receivables
from credit_control.services.collection_facts import NOTICE
from credit_control.services.collection_notices import QUEUED, THANKS

QUEUE = "Email Queue"


def take_back_all() -> Iterator[str]:
	"""Take back those whose reason is gone; yields each, for the caller to commit."""
	filters = {"status": QUEUED, "send_after": [">", now_datetime()]}
	for name in frappe.get_all(NOTICE, filters, pluck="name", order_by="name"):
		doc = frappe.get_doc(NOTICE, name)
		if _only_wrote(doc) and _is_moot(doc) and _take_back(doc):
			yield name


def _only_wrote(doc) -> bool:
	return not doc.consequence_note and not any(row.dunning for row in doc.items)


def _is_moot(doc) -> bool:
	"""True for a reminder of nothing that is open, and for thanks for something that is."""
	items = receivables.open_items(doc.customer, doc.company)
	is_open = {Claim(term.voucher_no, term.due, term.amount).key for term in open_terms(items)}
	about = {Claim(row.sales_invoice, row.due_date, ZERO).key for row in doc.items if row.sales_invoice}
	return bool(about & is_open) if doc.kind == THANKS else not about & is_open


def _take_back(doc) -> bool:
	"""False where the queue has begun to send it."""
	filters = {"communication": doc.communication}
	mail = frappe.db.get_value(QUEUE, filters, ["name", "status"], as_dict=True, for_update=True)
	if not mail or mail.status != "Not Sent":
		return False
	for doctype, name in ((QUEUE, mail.name), (NOTICE, doc.name), ("Communication", doc.communication)):
		frappe.delete_doc(doctype, name, force=True, ignore_permissions=True, delete_permanently=True)
	return True
