from frappe.model.document import Document


class LegalActionCost(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amount: DF.Currency
		cost_date: DF.Date
		currency: DF.Link | None
		kind: DF.Literal["Court Fee", "Lawyer", "Preservation", "Enforcement", "Travel", "Other"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		remarks: DF.Data | None
		voucher: DF.DynamicLink | None
		voucher_type: DF.Literal["", "Journal Entry", "Purchase Invoice"]
	# end: auto-generated types
	pass
