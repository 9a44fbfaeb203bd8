from frappe.model.document import Document

from credit_control.services import adjustments


class CreditLimitAdjustment(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from credit_control.credit_control.doctype.credit_limit_adjustment_row.credit_limit_adjustment_row import (
			CreditLimitAdjustmentRow,
		)

		amended_from: DF.Link | None
		applied: DF.Int
		approved_by: DF.Link | None
		approved_on: DF.Datetime | None
		authors: DF.SmallText | None
		change_amount: DF.Currency
		change_percent: DF.Float
		change_type: DF.Literal["Percent", "Amount", "Set to"]
		company: DF.Link
		currency: DF.Link | None
		heartbeat: DF.Datetime | None
		highest_limit: DF.Currency
		keep_grade_cap: DF.Check
		lowest_limit: DF.Currency
		new_total: DF.Currency
		old_total: DF.Currency
		only_for_customer_group: DF.Link | None
		only_for_grade: DF.Literal["", "AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C", "D"]
		only_for_risk_class: DF.Literal["", "Prime", "Standard", "High Risk"]
		only_for_specialist: DF.Link | None
		only_for_territory: DF.Link | None
		only_for_value_class: DF.Literal["", "VIP", "Key", "Ordinary"]
		prepared_by: DF.Link | None
		refused: DF.Int
		rounding_step: DF.Currency
		rows: DF.Table[CreditLimitAdjustmentRow]
		selection: DF.Literal["By Selection", "Picked Customers"]
		status: DF.Literal[
			"Draft", "Preparing", "Ready", "Applying", "Applied", "Partly Applied", "Undone", "Cancelled"
		]
		subject: DF.Data
		undo_of: DF.Link | None
		undone_by: DF.Link | None

	# end: auto-generated types
	def validate(self):
		adjustments.validate(self)

	def before_submit(self):
		adjustments.check(self)

	def on_submit(self):
		adjustments.approve(self)

	def before_cancel(self):
		adjustments.check_cancel(self)
