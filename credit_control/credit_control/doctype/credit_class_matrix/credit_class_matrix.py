from frappe.model.document import Document


class CreditClassMatrix(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		attention: DF.SmallText | None
		customer_class: DF.Data
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		review_factor: DF.Float
		risk_class: DF.Literal["Prime", "Standard", "High Risk"]
		value_class: DF.Literal["VIP", "Key", "Ordinary"]
	# end: auto-generated types
	pass
