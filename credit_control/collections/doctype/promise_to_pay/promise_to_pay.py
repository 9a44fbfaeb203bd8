from frappe.model.document import Document

from credit_control.services import people, promises


class PromisetoPay(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from credit_control.collections.doctype.promise_to_pay_item.promise_to_pay_item import (
			PromisetoPayItem,
		)

		amended_from: DF.Link | None
		amount: DF.Currency
		channel: DF.Literal["Phone", "E-Mail", "Visit", "Letter", "Other"]
		company: DF.Link
		currency: DF.Link | None
		customer: DF.Link
		customer_name: DF.Data | None
		items: DF.Table[PromisetoPayItem]
		judged_on: DF.Datetime | None
		made_on: DF.Date
		promised_by: DF.Data | None
		promised_date: DF.Date
		received_amount: DF.Currency
		remarks: DF.SmallText | None
		status: DF.Literal["Draft", "Open", "Kept", "Partly Kept", "Broken", "Cancelled"]

	# end: auto-generated types
	def onload(self):
		people.show(self)

	def validate(self):
		promises.validate(self)

	def on_submit(self):
		promises.begin(self)

	def on_cancel(self):
		promises.withdraw(self)

	def before_print(self, settings=None):
		people.put_names(self)
