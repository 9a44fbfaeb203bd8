from frappe.model.document import Document

from credit_control.services import reassessments


class CreditReassessmentRun(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		action: DF.Literal["Only Score", "Draft Assessments for Movers", "Draft Assessments for All"]
		as_of: DF.Date
		attempts: DF.Int
		company: DF.Link
		done: DF.Int
		drafted: DF.Int
		error: DF.SmallText | None
		failed: DF.Int
		finished_on: DF.Datetime | None
		heartbeat: DF.Datetime | None
		moved: DF.Int
		only_for_customer_group: DF.Link | None
		only_for_grade: DF.Literal["", "AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C", "D"]
		only_for_risk_class: DF.Literal["", "Prime", "Standard", "High Risk"]
		only_for_specialist: DF.Link | None
		only_for_territory: DF.Link | None
		only_for_value_class: DF.Literal["", "VIP", "Key", "Ordinary"]
		position: DF.Data | None
		review_before: DF.Date | None
		started_by: DF.Link | None
		started_on: DF.Datetime | None
		status: DF.Literal["Draft", "Queued", "Running", "Paused", "Completed", "Failed", "Cancelled"]
		subject: DF.Data | None
		total: DF.Int
		worker: DF.Data | None

	# end: auto-generated types
	def validate(self):
		reassessments.validate(self)

	def on_trash(self):
		reassessments.remove_results(self)
