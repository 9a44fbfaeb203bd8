from frappe.model.document import Document


class CreditFileLegalRecord(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amount: DF.Currency
		case_number: DF.Data | None
		checked_on: DF.Date | None
		closed_on: DF.Date | None
		court: DF.Data | None
		currency: DF.Link | None
		filed_on: DF.Date
		kind: DF.Literal[
			"Lawsuit", "Enforcement", "Dishonest-Debtor List", "Administrative Penalty", "Insolvency"
		]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		role: DF.Literal["Defendant", "Plaintiff", "Third Party"]
		severity: DF.Literal["Minor", "Serious"]
		source: DF.Data | None
		status: DF.Literal["Open", "Closed"]
	# end: auto-generated types
	pass
