from frappe.model.document import Document


class FinancialStatementRatio(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		note: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		previous_value: DF.Data | None
		ratio: DF.Data | None
		ratio_group: DF.Literal["Solvency", "Profitability", "Efficiency", "Growth"]
		trend: DF.Literal["", "Better", "Worse", "Same"]
		value: DF.Data | None
	# end: auto-generated types
	pass
