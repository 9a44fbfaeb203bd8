from frappe.model.document import Document


class CreditInvestigationChannel(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		account_since: DF.Date | None
		asked_on: DF.Date | None
		assigned_to: DF.Link | None
		case_amount: DF.Currency
		case_kind: DF.Literal[
			"", "Lawsuit", "Enforcement", "Dishonest-Debtor List", "Administrative Penalty", "Insolvency"
		]
		case_number: DF.Data | None
		case_role: DF.Literal["", "Defendant", "Plaintiff", "Third Party"]
		case_status: DF.Literal["", "Open", "Closed"]
		channel: DF.Literal[
			"Registry",
			"Bank Reference",
			"Trade Reference",
			"Tax",
			"Courts",
			"Credit Bureau",
			"Site Visit",
			"Market",
		]
		contact_person: DF.Data | None
		court: DF.Data | None
		currency: DF.Link | None
		dishonest_debtor: DF.Literal["", "Yes", "No"]
		due_date: DF.Date | None
		email: DF.Data | None
		evidence: DF.Attach | None
		facilities: DF.SmallText | None
		file_rows: DF.LongText | None
		filed_on: DF.Date | None
		finding: DF.SmallText | None
		highest_credit: DF.Currency
		insolvency: DF.Literal["", "Yes", "No"]
		note: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		payment_habit: DF.Literal[
			"", "Prompt", "Up to 15 Days Late", "Up to 30 Days Late", "Over 30 Days Late", "Defaults"
		]
		period_end: DF.Date | None
		questions: DF.SmallText | None
		reference_request: DF.Link | None
		registry_status: DF.Literal["", "In Operation", "Suspended", "Expired", "Revoked", "Deregistered"]
		reliability: DF.Literal["", "Own Data", "Third Party", "Self-Declared"]
		reminded_on: DF.Date | None
		report: DF.LongText | None
		result: DF.Literal["", "Good", "Fair", "Poor"]
		reused_from: DF.Link | None
		severity: DF.Literal["", "Minor", "Serious"]
		status: DF.Literal["To Do", "Asked", "Answered", "Not Needed", "Failed"]
		subject: DF.Data | None
		tax_owed: DF.Currency
		tax_paid: DF.Currency
		tax_rating: DF.Literal["", "A", "B", "M", "C", "D"]
		term_days: DF.Data | None
		todo: DF.Data | None
		trading_since: DF.Date | None
		update_file: DF.Check
		valid_to: DF.Date | None
		validity_months: DF.Int
		verified_by: DF.Link | None
		verified_on: DF.Date | None
	# end: auto-generated types
	pass
