from frappe.model.document import Document


class CreditFileShareholder(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		customer: DF.Link | None
		paid_in_capital: DF.Currency
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		share_percent: DF.Percent
		shareholder_name: DF.Data
		shareholder_type: DF.Literal["", "Person", "Company", "State", "Fund", "Other"]
		subscribed_capital: DF.Currency
	# end: auto-generated types
	pass
