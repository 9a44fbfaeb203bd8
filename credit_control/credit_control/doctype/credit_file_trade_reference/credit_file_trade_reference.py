from frappe.model.document import Document


class CreditFileTradeReference(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		contact_person: DF.Data | None
		currency: DF.Link | None
		email: DF.Data | None
		highest_credit: DF.Currency
		investigation: DF.Link | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		payment_habit: DF.Literal[
			"", "Prompt", "Up to 15 Days Late", "Up to 30 Days Late", "Over 30 Days Late", "Defaults"
		]
		reference_date: DF.Date
		reliability: DF.Literal["Own Data", "Third Party", "Self-Declared"]
		remarks: DF.SmallText | None
		standing: DF.Literal["", "Good", "Fair", "Poor"]
		supplier: DF.Data
		term_days: DF.Int
		trading_since: DF.Date | None
		valid_to: DF.Date | None
	# end: auto-generated types
	pass
