from frappe.model.document import Document


class CreditReassessmentResult(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		assessment: DF.Link | None
		binding_method: DF.Data | None
		coverage: DF.Percent
		credit_file: DF.Link | None
		customer: DF.Link | None
		customer_name: DF.Data | None
		error: DF.SmallText | None
		new_grade: DF.Literal["", "AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C", "D"]
		new_limit: DF.Data | None
		new_score: DF.Data | None
		old_grade: DF.Data | None
		old_limit: DF.Data | None
		old_score: DF.Data | None
		outcome: DF.Literal["Same Grade", "Better", "Worse", "First Grade", "No Grade", "Not Assessed"]
		run: DF.Link
	# end: auto-generated types
	pass
