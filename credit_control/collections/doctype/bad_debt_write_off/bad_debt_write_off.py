from frappe.model.document import Document

from credit_control.services import people, write_offs


class BadDebtWriteOff(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from credit_control.collections.doctype.bad_debt_recovery.bad_debt_recovery import BadDebtRecovery
		from credit_control.collections.doctype.bad_debt_write_off_item.bad_debt_write_off_item import (
			BadDebtWriteOffItem,
		)
		from credit_control.credit_control.doctype.credit_approval_step.credit_approval_step import (
			CreditApprovalStep,
		)

		amended_from: DF.Link | None
		authors: DF.SmallText | None
		booked_amount: DF.Currency
		cause: DF.Literal[
			"Insolvency",
			"Deregistered",
			"Enforcement without Result",
			"Limitation Passed",
			"Settlement",
			"Too Small to Pursue",
			"Other",
		]
		company: DF.Link
		cost_center: DF.Link | None
		currency: DF.Link | None
		customer: DF.Link
		customer_name: DF.Data | None
		decided_on: DF.Datetime | None
		decision_note: DF.SmallText | None
		evidence: DF.Attach | None
		expected_recoveries: DF.SmallText | None
		items: DF.Table[BadDebtWriteOffItem]
		journal_entry: DF.Link | None
		legal_action: DF.Link | None
		pack: DF.LongText | None
		posting_date: DF.Date
		prepared_by: DF.Link | None
		reason: DF.SmallText
		recovered_amount: DF.Currency
		recoveries: DF.Table[BadDebtRecovery]
		requested_by: DF.Link | None
		requested_on: DF.Datetime | None
		set_mark: DF.Check
		status: DF.Literal[
			"Draft", "Waiting for Approval", "Sent Back", "Booked", "Rejected", "Withdrawn", "Cancelled"
		]
		steps: DF.Table[CreditApprovalStep]
		total_amount: DF.Currency
		waiting_for: DF.Data | None
		write_off_account: DF.Link | None

	# end: auto-generated types
	def onload(self):
		write_offs.show(self)
		people.show(self)

	def validate(self):
		write_offs.validate(self)

	def before_submit(self):
		write_offs.check_submit(self)

	def on_submit(self):
		write_offs.book(self)

	def before_cancel(self):
		write_offs.check_cancel(self)

	def on_cancel(self):
		write_offs.take_back(self)

	def on_trash(self):
		write_offs.refuse_deletion(self)

	def before_print(self, settings=None):
		people.put_names(self)
