from frappe.model.document import Document


class CreditInsuranceReport(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amount: DF.Currency
		claim_number: DF.Data | None
		currency: DF.Link | None
		due_date: DF.Date | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		reported_by: DF.Link | None
		reported_on: DF.Date
		voucher_no: DF.DynamicLink
		voucher_type: DF.Link
	# end: auto-generated types
	pass
