from frappe.model.document import Document


class CreditFileTaxRecord(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		checked_on: DF.Date | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		period_end: DF.Date
		source: DF.Data | None
		tax_owed: DF.Currency
		tax_paid: DF.Currency
		tax_rating: DF.Literal["", "A", "B", "M", "C", "D"]
	# end: auto-generated types
	pass
