from frappe.model.document import Document

from credit_control.services import people


class CreditCustomerHold(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from credit_control.credit_control.doctype.credit_customer_hold_order.credit_customer_hold_order import (
			CreditCustomerHoldOrder,
		)

		collection_notice: DF.Link | None
		customer: DF.Link
		customer_name: DF.Data | None
		from_date: DF.Date
		lift_reason: DF.SmallText | None
		lifted_by: DF.Link | None
		lifted_on: DF.Datetime | None
		only_for_company: DF.Link | None
		orders: DF.Table[CreditCustomerHoldOrder]
		placed_by: DF.Link | None
		placed_on: DF.Datetime | None
		reason: DF.SmallText
		status: DF.Literal["Planned", "Active", "Lifted", "Ended"]
		until_date: DF.Date | None

	# end: auto-generated types
	def onload(self):
		people.show(self)

	def before_print(self, settings=None):
		people.put_names(self)
