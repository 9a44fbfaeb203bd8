from frappe.model.document import Document


class CreditAssessmentFactor(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		advice: DF.Data | None
		contribution: DF.Float
		effective_weight: DF.Percent
		haircut: DF.Percent
		indicator: DF.Data | None
		lost: DF.Float
		missing: DF.Check
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		part: DF.Data | None
		points: DF.Data | None
		points_before_haircut: DF.Data | None
		source: DF.Data | None
		value: DF.Data | None
		weight: DF.Percent
	# end: auto-generated types
	pass
