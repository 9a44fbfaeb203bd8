from frappe.model.document import Document


class CreditScorecardHaircut(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		audit: DF.Literal["Audited", "Reviewed", "Unaudited", "Own Estimate"]
		over_months: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		percent: DF.Percent
	# end: auto-generated types
	pass
