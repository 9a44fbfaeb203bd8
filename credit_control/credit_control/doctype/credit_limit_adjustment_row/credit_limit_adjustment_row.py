from frappe.model.document import Document


class CreditLimitAdjustmentRow(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		currency: DF.Link | None
		customer: DF.Link
		customer_name: DF.Data | None
		excluded: DF.Check
		exposure: DF.Currency
		grade: DF.Data | None
		new_limit: DF.Currency
		note: DF.SmallText | None
		old_limit: DF.Currency
		over: DF.Check
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		proposed_limit: DF.Currency
		status: DF.Literal["Pending", "Left Alone", "Applied", "Refused"]
		temporary_limit: DF.Currency
	# end: auto-generated types
	pass
