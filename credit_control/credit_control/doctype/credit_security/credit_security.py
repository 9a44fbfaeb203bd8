from frappe.model.document import Document

from credit_control.services import security_checks, security_steps


class CreditSecurity(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from credit_control.credit_control.doctype.credit_insurance_report.credit_insurance_report import (
			CreditInsuranceReport,
		)

		amended_from: DF.Link | None
		amount: DF.Currency
		attachment: DF.Attach | None
		bank_guarantee: DF.Link | None
		counted_amount: DF.Currency
		coverage_percent: DF.Percent
		covers_only_currency: DF.Check
		covers_only_from_start: DF.Check
		credit_file: DF.Link | None
		currency: DF.Link
		customer: DF.Link
		customer_name: DF.Data | None
		guarantor: DF.Link | None
		haircut_percent: DF.Percent
		maximum_cover: DF.Currency
		maximum_extension_days: DF.Int
		must_report: DF.Check
		must_stop: DF.Check
		notes: DF.SmallText | None
		only_for_company: DF.Link | None
		premium: DF.Currency
		provider: DF.Data | None
		receipt: DF.DynamicLink | None
		receipt_type: DF.Link | None
		reference_number: DF.Data | None
		release_reason: DF.SmallText | None
		released_by: DF.Link | None
		released_on: DF.Date | None
		replaced_by: DF.Link | None
		replaces: DF.Link | None
		report_after_days: DF.Int
		reports: DF.Table[CreditInsuranceReport]
		security_type: DF.Literal[
			"Guarantee",
			"Deposit",
			"Pledge",
			"Mortgage",
			"Letter of Credit",
			"Parent Guarantee",
			"Credit Insurance",
		]
		status: DF.Literal["Draft", "Active", "Expired", "Released", "Cancelled"]
		stop_after_days: DF.Int
		valid_from: DF.Date
		valid_to: DF.Date | None

	# end: auto-generated types
	def validate(self):
		security_checks.validate(self)

	def on_submit(self):
		security_steps.submitted(self)

	def on_update_after_submit(self):
		security_steps.rejudge(self)

	def on_cancel(self):
		security_steps.cancelled(self)
