from frappe.model.document import Document

from credit_control.services import delegations


class CreditApprovalDelegation(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		deputy: DF.Link
		from_date: DF.Date
		reason: DF.SmallText
		to_date: DF.Date
		user: DF.Link
	# end: auto-generated types

	def validate(self):
		delegations.validate(self)
