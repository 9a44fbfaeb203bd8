from frappe.model.document import Document


class IndustryReferenceTier(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		average: DF.Data
		excellent: DF.Data
		good: DF.Data
		low: DF.Data
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		poor: DF.Data
		ratio: DF.Literal[
			"Return on Equity",
			"Return on Assets",
			"Asset Turnover",
			"Receivables Turnover",
			"Debt Ratio",
			"Interest Cover",
			"Sales Growth",
			"Capital Preservation",
		]
	# end: auto-generated types
	pass
