from frappe.model.document import Document


class CreditValueClass(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		currency: DF.Link | None
		minimum_amount: DF.Currency
		minimum_invoices: DF.Int
		minimum_months: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		value_class: DF.Literal["VIP", "Key", "Ordinary"]
	# end: auto-generated types
	pass
