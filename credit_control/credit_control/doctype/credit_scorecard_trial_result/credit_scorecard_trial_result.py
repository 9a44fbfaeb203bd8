from frappe.model.document import Document


class CreditScorecardTrialResult(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		change: DF.Literal[
			"Waiting",
			"Moved Up",
			"Moved Down",
			"Same Grade",
			"Now Graded",
			"No Longer Graded",
			"Not Assessed",
		]
		customer: DF.Link
		customer_name: DF.Data | None
		factors: DF.Code | None
		file_grade: DF.Literal["", "AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C", "D"]
		new_coverage: DF.Percent
		new_grade: DF.Literal["", "AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C", "D"]
		new_score: DF.Float
		old_coverage: DF.Percent
		old_grade: DF.Literal["", "AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C", "D"]
		old_score: DF.Float
		reason: DF.SmallText | None
		steps: DF.Int
		top_change: DF.Float
		top_indicator: DF.Data | None
		trial: DF.Link
	# end: auto-generated types
	pass
