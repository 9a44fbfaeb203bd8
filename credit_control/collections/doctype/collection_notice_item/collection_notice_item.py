from frappe.model.document import Document


class CollectionNoticeItem(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amount: DF.Currency
		claim: DF.Data | None
		currency: DF.Link | None
		day_offset: DF.Int
		days_overdue: DF.Int
		due_date: DF.Date | None
		dunning: DF.Link | None
		invoice_amount: DF.Currency
		invoice_currency: DF.Link | None
		paid_by: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		sales_invoice: DF.Link | None
		step: DF.Data | None
		step_label: DF.Data | None
	# end: auto-generated types
	pass
