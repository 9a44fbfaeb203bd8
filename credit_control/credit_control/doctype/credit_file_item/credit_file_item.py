from frappe.model.document import Document


class CreditFileItem(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		active: DF.Check
		item: DF.Literal[
			"Registration Number",
			"Legal Representative",
			"Registered Capital",
			"Paid-in Capital",
			"Founding Date",
			"Business Scope",
			"Size and Ownership",
			"Industry",
			"Registry Checked",
			"Business Licence",
			"Shareholders",
			"Key Persons",
			"Bank Reference",
			"Trade Reference",
			"Second Trade Reference",
			"External Rating",
			"Financial Statement",
			"Courts Searched",
			"Tax Record",
			"Insurance",
		]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		valid_months: DF.Int
		warn_days: DF.Int
		weight: DF.Float
	# end: auto-generated types
	pass
