from frappe.model.document import Document


class PaymentDisputeItem(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		currency: DF.Link | None
		disputed_amount: DF.Currency
		due_date: DF.Date | None
		outstanding: DF.Currency
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		remarks: DF.Data | None
		sales_invoice: DF.Link
	# end: auto-generated types
	pass
