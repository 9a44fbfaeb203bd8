from frappe.model.document import Document


class IndustryReferenceWall(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		item: DF.Literal[
			"Current Ratio",
			"Equity to Debt",
			"Assets to Fixed Assets",
			"Inventory Turnover",
			"Receivables Turnover",
			"Fixed Asset Turnover",
			"Equity Turnover",
		]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		standard: DF.Float
		weight: DF.Float
	# end: auto-generated types
	pass
