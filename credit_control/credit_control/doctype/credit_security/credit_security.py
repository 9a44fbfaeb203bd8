from frappe.model.document import Document

from credit_control.services import securities


class CreditSecurity(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amended_from: DF.Link | None
		amount: DF.Currency
		attachment: DF.Attach | None
		bank_guarantee: DF.Link | None
		counted_amount: DF.Currency
		coverage_percent: DF.Percent
		credit_file: DF.Link | None
		currency: DF.Link
		customer: DF.Link
		customer_name: DF.Data | None
		haircut_percent: DF.Percent
		maximum_cover: DF.Currency
		notes: DF.SmallText | None
		only_for_company: DF.Link | None
		provider: DF.Data | None
		reference_number: DF.Data | None
		release_reason: DF.SmallText | None
		released_by: DF.Link | None
		released_on: DF.Date | None
		security_type: DF.Literal[
			"Guarantee", "Deposit", "Pledge", "Letter of Credit", "Parent Guarantee", "Credit Insurance"
		]
		status: DF.Literal["Draft", "Active", "Expired", "Released", "Cancelled"]
		valid_from: DF.Date
		valid_to: DF.Date | None

	# end: auto-generated types
	def validate(self):
		securities.validate(self)

	def on_cancel(self):
		self.db_set("status", securities.status_of(self))
