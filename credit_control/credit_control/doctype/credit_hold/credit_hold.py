from frappe.model.document import Document

from credit_control.services import holds, people


class CreditHold(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from credit_control.credit_control.doctype.credit_hold_check.credit_hold_check import CreditHoldCheck
		from credit_control.credit_control.doctype.credit_hold_remedy.credit_hold_remedy import (
			CreditHoldRemedy,
		)
		from credit_control.credit_control.doctype.credit_release_use.credit_release_use import (
			CreditReleaseUse,
		)

		amount: DF.Currency
		amount_cap: DF.Currency
		askers: DF.SmallText | None
		checks: DF.Table[CreditHoldCheck]
		cleared_on: DF.Datetime | None
		company: DF.Link
		consumed_amount: DF.Currency
		credit_file: DF.Link | None
		currency: DF.Link | None
		customer: DF.Link
		customer_name: DF.Data | None
		decision: DF.Link | None
		document_owner: DF.Link | None
		effective_limit: DF.Currency
		exposure_after: DF.Currency
		exposure_before: DF.Currency
		grade: DF.Data | None
		headroom: DF.Currency
		held_on: DF.Datetime | None
		inputs: DF.Code | None
		judged_on: DF.Datetime | None
		limit_mode: DF.Data | None
		oldest_overdue_days: DF.Int
		overdue_amount: DF.Currency
		reasons: DF.Data | None
		reference_doctype: DF.Link
		reference_name: DF.DynamicLink
		release_reason: DF.SmallText | None
		released_by: DF.Link | None
		released_on: DF.Datetime | None
		remedies: DF.Table[CreditHoldRemedy]
		request_reason: DF.SmallText | None
		requested_by: DF.Link | None
		requested_on: DF.Datetime | None
		reserved_amount: DF.Currency
		revoke_reason: DF.SmallText | None
		revoked_by: DF.Link | None
		revoked_on: DF.Datetime | None
		sales_person: DF.Link | None
		sales_user: DF.Link | None
		scope: DF.Literal[
			"", "This Document", "This Document and What Follows", "All Documents of the Customer"
		]
		status: DF.Literal["Held", "Release Requested", "Released", "Rejected", "Cleared", "Closed"]
		submit_result: DF.SmallText | None
		submit_when_released: DF.Check
		tolerance_percent: DF.Percent
		uses: DF.Table[CreditReleaseUse]
		valid_to: DF.Date | None
	# end: auto-generated types

	def onload(self):
		holds.show(self)
		people.show(self)

	def before_print(self, settings=None):
		people.put_names(self)
