from frappe.model.document import Document

from credit_control.services import agreement_steps


class CreditAgreement(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		above_reason: DF.SmallText | None
		amended_from: DF.Link | None
		company: DF.Link
		contract_language: DF.Link | None
		credit_file: DF.Link | None
		credit_limit: DF.Currency
		currency: DF.Link
		customer: DF.Link
		customer_name: DF.Data | None
		customer_signatory: DF.Data | None
		customer_signatory_title: DF.Data | None
		late_interest_percent: DF.Percent
		our_signatory: DF.Data | None
		our_signatory_title: DF.Data | None
		payment_terms_template: DF.Link
		renewal_note: DF.SmallText | None
		replaced_by: DF.Link | None
		retention_of_title: DF.Check
		signed_copy: DF.Attach | None
		signed_on: DF.Date | None
		status: DF.Literal[
			"Draft",
			"Awaiting Signature",
			"Not Started",
			"In Force",
			"Replaced",
			"Expired",
			"Terminated",
			"Cancelled",
		]
		tc_name: DF.Link | None
		terminated_by: DF.Link | None
		terminated_on: DF.Date | None
		termination_reason: DF.SmallText | None
		terms: DF.TextEditor | None
		valid_from: DF.Date
		valid_to: DF.Date | None

	# end: auto-generated types
	def validate(self):
		agreement_steps.validate(self)

	def on_submit(self):
		agreement_steps.submitted(self)

	def on_cancel(self):
		agreement_steps.cancelled(self)
