from frappe.model.document import Document


class CreditRiskClass(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		grade: DF.Literal["AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C", "D"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		risk_class: DF.Literal["Prime", "Standard", "High Risk"]
	# end: auto-generated types
	pass
