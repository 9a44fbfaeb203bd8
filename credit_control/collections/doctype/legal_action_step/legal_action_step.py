from frappe.model.document import Document


class LegalActionStep(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		document: DF.Attach | None
		entered_by: DF.Link | None
		note: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		stage: DF.Literal["Demand Letter", "Lawyer", "Filing", "Hearing", "Judgment", "Enforcement", "Closed"]
		step_date: DF.Date | None
	# end: auto-generated types
	pass
