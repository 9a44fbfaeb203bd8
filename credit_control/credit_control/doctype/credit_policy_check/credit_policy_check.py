from frappe.model.document import Document


class CreditPolicyCheck(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		check: DF.Literal[
			"Manual Hold",
			"Credit Limit",
			"Warning Line",
			"Group Limit",
			"Unsecured Exposure",
			"Oldest Overdue",
			"Overdue Amount",
			"Overdue Share",
			"Largest Document",
			"Credit Budget",
			"Grade Allows Credit",
			"Review Expired",
			"Credit File Gaps",
			"Credit Agreement",
			"Longer Terms",
			"Prepayment Missing",
			"Security Missing",
			"Insurance Conditions",
			"Dunning Level",
			"Broken Promises",
			"Repayment Plan Default",
		]
		delivery_note: DF.Literal["Ignore", "Warn", "Hold"]
		ignore_below: DF.Currency
		journal_entry: DF.Literal["Ignore", "Warn", "Hold"]
		only_for_grades: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		pos_invoice: DF.Literal["Ignore", "Warn", "Hold"]
		quotation: DF.Literal["Ignore", "Warn", "Hold"]
		sales_invoice: DF.Literal["Ignore", "Warn", "Hold"]
		sales_order: DF.Literal["Ignore", "Warn", "Hold"]
		threshold: DF.Float
	# end: auto-generated types
	pass
