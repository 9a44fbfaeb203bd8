from frappe.model.document import Document

from credit_control.services import investigations


class CreditInvestigation(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from credit_control.credit_control.doctype.credit_investigation_channel.credit_investigation_channel import (
			CreditInvestigationChannel,
		)

		amended_from: DF.Link | None
		channels: DF.Table[CreditInvestigationChannel]
		company: DF.Link | None
		conclusion: DF.SmallText | None
		credit_file: DF.Link | None
		customer: DF.Link
		customer_name: DF.Data | None
		due_date: DF.Date | None
		opened_on: DF.Date
		previous_file: DF.LongText | None
		progress: DF.Percent
		reason: DF.Literal["New Customer", "Review", "Limit Request", "Warning", "Other"]
		recommendation: DF.Literal["", "Grant Credit", "Grant against Security", "Cash Only", "Decline"]
		specialist: DF.Link | None
		status: DF.Literal["Draft", "In Progress", "Completed", "Cancelled"]
		template: DF.Link | None

	# end: auto-generated types
	def before_insert(self):
		investigations.prepare(self)

	def validate(self):
		investigations.refresh(self)

	def before_submit(self):
		investigations.check_complete(self)

	def on_update(self):
		investigations.after_save(self)

	def on_submit(self):
		investigations.complete(self)

	def on_cancel(self):
		investigations.take_back(self)

	def on_trash(self):
		investigations.forget(self)
