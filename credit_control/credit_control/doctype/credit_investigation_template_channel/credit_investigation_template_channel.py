from frappe.model.document import Document


class CreditInvestigationTemplateChannel(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		channel: DF.Literal[
			"Registry",
			"Bank Reference",
			"Trade Reference",
			"Tax",
			"Courts",
			"Credit Bureau",
			"Site Visit",
			"Market",
		]
		default_role: DF.Link | None
		default_user: DF.Link | None
		due_days: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		questions: DF.SmallText | None
		subject: DF.Data | None
		update_file: DF.Check
		validity_months: DF.Int
	# end: auto-generated types
	pass
