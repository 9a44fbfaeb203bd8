from frappe.model.document import Document

from credit_control.services import overdue_notes


class CreditOverdueNote(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		company: DF.Link | None
		customer: DF.Link | None
		reason: DF.Literal["Cash Shortage", "Dispute", "Administrative Delay", "Our Mistake", "Other"]
		remark: DF.SmallText | None
		sales_invoice: DF.Link

	# end: auto-generated types
	def validate(self):
		overdue_notes.fill(self)
