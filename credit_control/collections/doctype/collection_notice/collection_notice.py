from frappe.model.document import Document

from credit_control.services import collection_notices, people


class CollectionNotice(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from credit_control.collections.doctype.collection_notice_item.collection_notice_item import (
			CollectionNoticeItem,
		)

		channel: DF.Literal["E-Mail", "Letter", "Phone", "Visit", "Legal"]
		charged_amount: DF.Currency
		communication: DF.Link | None
		company: DF.Link
		consequence: DF.Literal["", "Hold New Orders", "Propose Limit Cut", "Escalate"]
		consequence_note: DF.SmallText | None
		contact: DF.Link | None
		currency: DF.Link | None
		customer: DF.Link
		customer_name: DF.Data | None
		items: DF.Table[CollectionNoticeItem]
		kind: DF.Literal["Reminder", "Thanks"]
		language: DF.Link | None
		message: DF.TextEditor | None
		problem: DF.SmallText | None
		recipient: DF.Data | None
		responsible: DF.Link | None
		send_after: DF.Datetime | None
		status: DF.Literal["Queued", "Sent", "Not Sent", "Bounced", "To Do", "Done"]
		step_label: DF.Data | None
		strategy: DF.Link | None
		subject: DF.SmallText | None
		taken_on: DF.Date
		task: DF.Link | None
		total_amount: DF.Currency

	# end: auto-generated types
	def onload(self):
		people.show(self)

	def validate(self):
		collection_notices.must_be_by_run(self)

	def before_print(self, settings=None):
		people.put_names(self)
