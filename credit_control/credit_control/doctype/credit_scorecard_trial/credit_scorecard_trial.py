from frappe.model.document import Document

from credit_control.services import trials


class CreditScorecardTrial(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		as_of: DF.Date
		company: DF.Link
		customer_group: DF.Link | None
		customers: DF.Int
		done: DF.Int
		grade: DF.Literal["", "AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C", "D"]
		moved_down: DF.Int
		moved_up: DF.Int
		not_assessed: DF.Int
		problem: DF.SmallText | None
		sample_size: DF.Int
		scorecard: DF.Link
		scorecard_name: DF.Data | None
		status: DF.Literal["Waiting", "Running", "Completed", "Cancelled", "Failed"]
		territory: DF.Link | None
		unchanged: DF.Int
	# end: auto-generated types

	def validate(self):
		trials.validate(self)

	def after_insert(self):
		trials.start(self)

	def on_trash(self):
		trials.remove_results(self.name)
