from frappe.model.document import Document


class CreditControlCompany(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		case_large_amount: DF.Currency
		case_minimum: DF.Currency
		company: DF.Link
		default_collector: DF.Link | None
		default_specialist: DF.Link | None
		enforced_since: DF.Datetime | None
		mode: DF.Literal["Off", "Warn Only", "Enforce"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
	# end: auto-generated types
	pass
