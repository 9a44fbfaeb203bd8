from frappe.model.document import Document

from credit_control.services import disputes, people


class PaymentDispute(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from credit_control.collections.doctype.payment_dispute_item.payment_dispute_item import (
			PaymentDisputeItem,
		)

		amended_from: DF.Link | None
		assigned_to: DF.Link | None
		company: DF.Link
		credit_note: DF.Link | None
		currency: DF.Link | None
		customer: DF.Link
		customer_name: DF.Data | None
		description: DF.SmallText
		disputed_amount: DF.Currency
		due_date: DF.Date
		items: DF.Table[PaymentDisputeItem]
		raised_on: DF.Date
		reason: DF.Literal[
			"Price", "Quantity", "Quality", "Delivery", "Wrong Invoice", "Short Payment", "Contract", "Other"
		]
		resolution: DF.Literal["", "Credit Note Issued", "Customer Pays", "Withdrawn"]
		resolution_note: DF.SmallText | None
		resolved_by: DF.Link | None
		resolved_on: DF.Date | None
		root_cause: DF.SmallText | None
		status: DF.Literal["Draft", "Open", "Resolved", "Cancelled"]

	# end: auto-generated types
	def onload(self):
		people.show(self)

	def validate(self):
		if self.docstatus == 0:
			disputes.validate(self)

	def on_submit(self):
		disputes.accept(self)

	def on_cancel(self):
		disputes.cancel(self)

	def before_print(self, settings=None):
		people.put_names(self)
