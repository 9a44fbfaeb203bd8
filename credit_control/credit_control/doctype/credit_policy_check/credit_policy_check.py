from frappe.model.document import Document


class CreditPolicyCheck(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		check: DF.Literal[
			"Credit Limit", "Warning Line", "Oldest Overdue", "Grade Allows Credit", "Review Expired"
		]
		delivery_note: DF.Literal["Ignore", "Warn", "Hold"]
		journal_entry: DF.Literal["Ignore", "Warn", "Hold"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		sales_invoice: DF.Literal["Ignore", "Warn", "Hold"]
		sales_order: DF.Literal["Ignore", "Warn", "Hold"]
		threshold: DF.Float
	# end: auto-generated types
	pass
