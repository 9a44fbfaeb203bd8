from frappe.model.document import Document


class CreditApprovalStep(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		approver_role: DF.Link | None
		approver_user: DF.Link | None
		began_on: DF.Datetime | None
		comment: DF.SmallText | None
		decided_by: DF.Link | None
		decided_on: DF.Datetime | None
		due_on: DF.Date | None
		escalate_after: DF.Int
		escalate_role: DF.Link | None
		escalate_user: DF.Link | None
		escalated_on: DF.Date | None
		level: DF.Int
		on_behalf_of: DF.Link | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		status: DF.Literal[
			"Upcoming", "Waiting", "Escalated", "Approved", "Rejected", "Sent Back", "Withdrawn"
		]
	# end: auto-generated types
	pass
