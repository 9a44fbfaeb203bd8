import frappe
from frappe import _
from frappe.model.document import Document

from credit_control.services import people, recording


class CreditDecision(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amount: DF.Currency
		company: DF.Link | None
		credit_file: DF.Link | None
		currency: DF.Link | None
		customer: DF.Link | None
		effective_limit: DF.Currency
		event: DF.Data | None
		exemption: DF.Data | None
		explanation: DF.SmallText | None
		exposure_after: DF.Currency
		exposure_before: DF.Currency
		grade: DF.Data | None
		hash: DF.Data | None
		hold: DF.Link | None
		inputs: DF.Code | None
		judged_on: DF.Datetime | None
		limit_mode: DF.Data | None
		mode: DF.Literal["Warn Only", "Enforce"]
		names: DF.Code | None
		oldest_overdue_days: DF.Int
		outcome: DF.Literal["Passed", "Warned", "Held", "Would Hold", "Released", "Exempt"]
		overdue_amount: DF.Currency
		policy: DF.Link | None
		previous_hash: DF.Data | None
		reference_doctype: DF.Link | None
		reference_name: DF.DynamicLink | None
		results: DF.Code | None
		user: DF.Link | None

	# end: auto-generated types
	def onload(self):
		recording.show(self)
		people.show(self)

	def before_save(self):
		if not self.is_new():
			self.refuse()

	def on_trash(self):
		self.refuse()

	def refuse(self):
		frappe.throw(
			_("A Credit Decision is a record and cannot be changed or deleted."),
			frappe.PermissionError,
			title=_("Record Only"),
		)

	def before_print(self, settings=None):
		people.put_names(self)
