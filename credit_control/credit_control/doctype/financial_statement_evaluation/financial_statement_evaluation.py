from frappe.model.document import Document


class FinancialStatementEvaluation(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		actual: DF.Data | None
		item: DF.Data | None
		method: DF.Literal["Altman", "Wall Index", "Five-Tier Evaluation"]
		note: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		points: DF.Data | None
		standard: DF.Data | None
		weight: DF.Data | None
	# end: auto-generated types
	pass
