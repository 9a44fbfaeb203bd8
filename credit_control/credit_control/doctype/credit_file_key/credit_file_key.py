from frappe.model.document import Document


class CreditFileKey(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		kind: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		shown: DF.SmallText | None
		value: DF.Data | None
	# end: auto-generated types
	pass
