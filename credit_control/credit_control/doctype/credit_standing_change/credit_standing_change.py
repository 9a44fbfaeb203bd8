import frappe
from frappe import _
from frappe.model.document import Document


class CreditStandingChange(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		cause: DF.Literal[
			"Assessment",
			"Assessment Cancelled",
			"Approval",
			"Limit Request",
			"Limit Request Cancelled",
			"Bulk Adjustment",
			"Import",
			"Manual Edit",
			"Daily Run",
		]
		changed_by: DF.Link | None
		changed_field: DF.Literal[
			"Grade",
			"Limit Mode",
			"Credit Limit",
			"Temporary Limit",
			"Temporary From",
			"Temporary Until",
			"Payment Terms",
			"Risk Class",
			"Value Class",
			"Customer Class",
		]
		changed_on: DF.Datetime | None
		company: DF.Link | None
		credit_file: DF.Link | None
		currency: DF.Link | None
		customer: DF.Link | None
		reason: DF.SmallText | None
		source_doctype: DF.Link | None
		source_name: DF.DynamicLink | None
		value_after: DF.Data | None
		value_before: DF.Data | None

	# end: auto-generated types
	def validate(self):
		self.refuse()

	def on_trash(self):
		self.refuse()

	def refuse(self):
		# services/history.py writes the rows past this
		frappe.throw(
			_("A Credit Standing Change is a record and cannot be made, changed or deleted by hand."),
			frappe.PermissionError,
			title=_("Record Only"),
		)
