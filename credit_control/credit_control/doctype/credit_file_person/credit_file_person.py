from frappe.model.document import Document


class CreditFilePerson(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		contact: DF.Link | None
		decides: DF.Check
		email: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		person_name: DF.Data
		phone: DF.Data | None
		position: DF.Data | None
		reports_to: DF.Data | None
		role: DF.Literal[
			"", "Owner", "General Manager", "Finance", "Purchasing", "Accounts Payable", "Warehouse", "Other"
		]
	# end: auto-generated types
	pass
