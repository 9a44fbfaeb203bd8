"""Decisions of every kind on one customer, made as people make them: each outcome, event and document type."""

from __future__ import annotations

import frappe
from frappe.utils import add_days, nowdate

from credit_control.api import holds as api
from credit_control.services import files, settings
from credit_control.tests.credit_documents import check_row, make_policy
from credit_control.tests.factories import (
	make_customer,
	make_delivery_note,
	make_journal_entry,
	make_sales_invoice,
	make_sales_order,
	update_order_items,
)
from credit_control.tests.hold_case import HoldCase
from credit_control.tests.test_gate_offers_and_tills import make_quotation

#: each kind by its name: outcome, event, document type
KINDS = {
	"passed": ("Passed", "Submit", "Sales Order"),
	"passed by Update Items": ("Passed", "Update", "Sales Order"),
	"passed when re-opened": ("Passed", "Re-open", "Sales Order"),
	"offer with a warning": ("Warned", "Submit", "Quotation"),
	"exempt because paid": ("Exempt", "Submit", "Sales Invoice"),
	"exempt because its order passed": ("Exempt", "Submit", "Delivery Note"),
	"journal with a warning": ("Warned", "Submit", "Journal Entry"),
	"held": ("Held", "Submit", "Sales Order"),
	"rejected, and held again": ("Held", "Submit", "Sales Order"),
	"released": ("Released", "Submit", "Sales Order"),
	"held by Update Items": ("Held", "Update", "Sales Order"),
	"would hold": ("Would Hold", "Submit", "Sales Order"),
}


class KindsCase(HoldCase):
	"""`kinds`: for each name of KINDS its Credit Decision, all in one chain and in this order."""

	def setUp(self):
		super().setUp()
		self.file = files.file_of(self.customer)
		make_policy(changes=lambda doc: check_row(doc, "Credit Limit").update({"journal_entry": "Warn"}))
		self.kinds: dict[str, object] = {}
		self.passed()
		self.warned()
		self.held()
		self.keep("would hold", self.advised())

	def keep(self, kind: str, doc) -> None:
		self.decisions_of(doc)
		decision = frappe.get_last_doc("Credit Decision", {"reference_name": doc.name})
		found = (decision.outcome, decision.event, decision.reference_doctype)
		self.assertEqual(found, KINDS[kind], kind)
		self.kinds[kind] = decision

	def passed(self) -> None:
		order = make_sales_order(customer=self.customer, rate=100)
		self.keep("passed", order)
		update_order_items(order=order, rate=150)
		self.keep("passed by Update Items", order)
		order.reload().update_status("Closed")
		frappe.get_doc("Sales Order", order.name).update_status("Draft")
		self.keep("passed when re-opened", order)
		self.keep("exempt because its order passed", make_delivery_note(order=order.reload()))

	def warned(self) -> None:
		self.keep("offer with a warning", make_quotation(customer=self.customer, rate=1500))
		self.keep("exempt because paid", make_sales_invoice(customer=self.customer, rate=10, paid=10))
		overdue = {"date": add_days(nowdate(), -80), "due_date": add_days(nowdate(), -10)}
		make_sales_invoice(customer=self.customer, rate=300, **overdue)
		self.keep("journal with a warning", make_journal_entry(customer=self.customer, amount=900))

	def held(self) -> None:
		order = self.held_order(rate=5000)
		self.keep("held", order)
		with self.acting_as(self.manager.name):
			api.reject(self.hold_of(order).name, "Nothing was paid")
		self.submit_refused(order)
		self.keep("rejected, and held again", order)
		self.release(order, cap=5000)
		self.keep("released", order.reload().submit())
		self.refuse_update(order, 9000)
		self.keep("held by Update Items", order)

	def advised(self):
		settings.set_mode(self.company, settings.WARN_ONLY)
		return make_sales_order(customer=self.customer, rate=7000)

	def tamper(self, decision, field: str, value) -> None:
		update = f"update `tabCredit Decision` set `{field}` = %s where name = %s"
		frappe.db.sql(update, (value, decision.name))

	def other_value(self, decision, field: str):
		"""Another value that the field could hold."""
		links = {"customer": make_customer().name, "company": "Credit Test Sister", "currency": "USD"}
		if field in links:
			return links[field]
		value = decision.get(field)
		if field == "judged_on":
			return "2020-01-01 00:00:00"
		return value + 1 if isinstance(value, int | float) else f"{value or ''}x"
