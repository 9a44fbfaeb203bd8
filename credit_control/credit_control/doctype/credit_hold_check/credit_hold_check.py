from frappe.model.document import Document


class CreditHoldCheck(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		check: DF.Data | None
		explanation: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		reaction: DF.Data | None
	# end: auto-generated types
	pass
