from frappe.model.document import Document


class CollectionStrategyStep(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		broken_promises: DF.Int
		channel: DF.Literal["E-Mail", "Letter", "Phone", "Visit", "Legal"]
		consequence: DF.Literal["", "Hold New Orders", "Propose Limit Cut", "Escalate"]
		day_offset: DF.Int
		dunning_type: DF.Link | None
		email_template: DF.Link | None
		label: DF.Data
		minimum_amount: DF.Float
		only_for_grades: DF.Data | None
		only_for_risk_class: DF.Literal["", "Prime", "Standard", "High Risk"]
		overdue_share: DF.Percent
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		step_owner: DF.Literal["Collector", "Account Manager", "Credit Manager"]
	# end: auto-generated types
	pass
