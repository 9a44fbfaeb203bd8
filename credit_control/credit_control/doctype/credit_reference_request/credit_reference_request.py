from frappe.model.document import Document

from credit_control.services import reference_requests


class CreditReferenceRequest(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		answered_by: DF.Data | None
		answered_on: DF.Datetime | None
		answered_position: DF.Data | None
		channel_row: DF.Data | None
		contact_person: DF.Data | None
		currency: DF.Link | None
		customer: DF.Link | None
		customer_name: DF.Data | None
		email: DF.Data
		email_template: DF.Link | None
		expires_on: DF.Date | None
		extend_again: DF.Literal["", "Yes", "No"]
		highest_credit: DF.Currency
		investigation: DF.Link
		kind: DF.Literal["Trade Reference", "Bank Reference"]
		language: DF.Literal["English", "Chinese"]
		message: DF.TextEditor | None
		opened_on: DF.Datetime | None
		party_name: DF.Data
		payment_habit: DF.Literal[
			"", "Prompt", "Up to 15 Days Late", "Up to 30 Days Late", "Over 30 Days Late", "Defaults"
		]
		remarks: DF.SmallText | None
		returned_cheques: DF.Literal["", "Yes", "No"]
		secured: DF.Literal["", "Yes", "No"]
		sent_by: DF.Link | None
		sent_on: DF.Datetime | None
		standing: DF.Literal["", "Good", "Fair", "Poor"]
		status: DF.Literal["Draft", "Sent", "Opened", "Answered", "Expired", "Revoked"]
		subject: DF.Data | None
		term_days: DF.Data | None
		times_sent: DF.Int
		token_hash: DF.Data | None
		trading_since: DF.Data | None

	# end: auto-generated types
	def validate(self):
		reference_requests.refresh(self)
