from frappe.model.document import Document


class CreditFileInsurance(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		currency: DF.Link | None
		insurer: DF.Data
		kind: DF.Literal["Property", "Liability", "Cargo", "Business Interruption", "Credit", "Other"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		policy_number: DF.Data | None
		sum_insured: DF.Currency
		valid_from: DF.Date | None
		valid_to: DF.Date | None
	# end: auto-generated types
	pass
