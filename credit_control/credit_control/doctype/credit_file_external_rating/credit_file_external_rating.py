from frappe.model.document import Document


class CreditFileExternalRating(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		agency: DF.Link
		attachment: DF.Attach | None
		grade: DF.Literal["", "AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C", "D"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		rated_on: DF.Date
		rating: DF.Data
		valid_to: DF.Date | None
	# end: auto-generated types
	pass
