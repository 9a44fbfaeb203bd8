from frappe.model.document import Document


class CreditApprovalLevel(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amount_from: DF.Currency
		approver_role: DF.Link | None
		approver_user: DF.Link | None
		escalate_after: DF.Int
		escalate_role: DF.Link | None
		escalate_user: DF.Link | None
		grades: DF.Data | None
		increase_above: DF.Float
		kind: DF.Literal["Permanent Limit", "Temporary Limit", "Special Approval", "Release", "Write-Off"]
		level: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
	# end: auto-generated types
	pass
