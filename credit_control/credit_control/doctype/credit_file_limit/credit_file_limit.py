from frappe.model.document import Document


class CreditFileLimit(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		company: DF.Link
		credit_limit: DF.Currency
		currency: DF.Link | None
		limit_mode: DF.Literal["Limited", "Unlimited", "No Credit"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		payment_terms_template: DF.Link | None
		source: DF.Data | None
		temporary_from: DF.Date | None
		temporary_limit: DF.Currency
		temporary_until: DF.Date | None
	# end: auto-generated types
	pass
