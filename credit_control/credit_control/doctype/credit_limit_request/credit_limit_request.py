from frappe.model.document import Document

from credit_control.services import limit_requests


class CreditLimitRequest(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from credit_control.credit_control.doctype.credit_approval_step.credit_approval_step import (
			CreditApprovalStep,
		)

		amended_from: DF.Link | None
		amount: DF.Currency
		amount_cap: DF.Currency
		authors: DF.SmallText | None
		company: DF.Link
		currency: DF.Link | None
		customer: DF.Link
		customer_name: DF.Data | None
		decided_on: DF.Datetime | None
		decision_note: DF.SmallText | None
		exposure_then: DF.Currency
		grade_then: DF.Data | None
		hold: DF.Link | None
		kind: DF.Literal["Permanent Limit", "Temporary Limit", "Special Approval"]
		limit_mode_then: DF.Literal["", "Limited", "Unlimited", "No Credit"]
		limit_then: DF.Currency
		oldest_overdue_then: DF.Int
		overdue_then: DF.Currency
		pack: DF.LongText | None
		policy: DF.Link | None
		prepared_by: DF.Link | None
		previous_standing: DF.Code | None
		reason: DF.SmallText
		requested_by: DF.Link | None
		requested_limit: DF.Currency
		requested_on: DF.Datetime | None
		source_doctype: DF.Link | None
		source_name: DF.DynamicLink | None
		status: DF.Literal[
			"Draft",
			"Waiting for Approval",
			"Sent Back",
			"Approved",
			"Rejected",
			"Withdrawn",
			"Ended",
			"Cancelled",
		]
		steps: DF.Table[CreditApprovalStep]
		temporary_from: DF.Date | None
		temporary_limit: DF.Currency
		temporary_until: DF.Date | None
		tolerance_percent: DF.Percent
		valid_days: DF.Int
		waiting_for: DF.Data | None
		wished_until: DF.Date | None
	# end: auto-generated types

	def onload(self):
		limit_requests.show(self)

	def validate(self):
		limit_requests.validate(self)

	def before_submit(self):
		limit_requests.check_submit(self)

	def on_submit(self):
		limit_requests.apply(self)

	def before_cancel(self):
		limit_requests.check_cancel(self)

	def on_cancel(self):
		limit_requests.restore(self)

	def on_trash(self):
		limit_requests.refuse_deletion(self)
