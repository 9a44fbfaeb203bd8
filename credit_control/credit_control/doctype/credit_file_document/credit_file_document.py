from frappe.model.document import Document


class CreditFileDocument(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		attachment: DF.Attach | None
		document_number: DF.Data | None
		document_type: DF.Literal[
			"Business Licence",
			"Industry Licence",
			"Tax Certificate",
			"Articles of Association",
			"Identity of Legal Representative",
			"Authorisation",
			"Quality Certificate",
			"Credit Agreement",
			"Other",
		]
		expires_on: DF.Date | None
		issued_on: DF.Date | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		verified_by: DF.Link | None
		verified_on: DF.Date | None
	# end: auto-generated types
	pass
