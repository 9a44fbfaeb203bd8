from frappe.model.document import Document


class CreditFileBankReference(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		account_since: DF.Date | None
		attachment: DF.Attach | None
		bank: DF.Data
		facilities: DF.SmallText | None
		investigation: DF.Link | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		reference_date: DF.Date
		reliability: DF.Literal["Own Data", "Third Party", "Self-Declared"]
		remarks: DF.SmallText | None
		standing: DF.Literal["", "Good", "Fair", "Poor"]
		valid_to: DF.Date | None
	# end: auto-generated types
	pass
