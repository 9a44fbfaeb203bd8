from frappe.model.document import Document

from credit_control.services import people, repayment_plans


class RepaymentPlan(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from credit_control.collections.doctype.repayment_plan_instalment.repayment_plan_instalment import (
			RepaymentPlanInstalment,
		)
		from credit_control.collections.doctype.repayment_plan_item.repayment_plan_item import (
			RepaymentPlanItem,
		)

		accelerates: DF.Check
		agreed_on: DF.Date
		agreement: DF.Attach | None
		amended_from: DF.Link | None
		company: DF.Link
		counts_from: DF.Date | None
		currency: DF.Link | None
		customer: DF.Link
		customer_name: DF.Data | None
		due_now: DF.Currency
		extends: DF.Link | None
		grace_days: DF.Int
		instalments: DF.Table[RepaymentPlanInstalment]
		items: DF.Table[RepaymentPlanItem]
		judged_on: DF.Datetime | None
		next_due: DF.Date | None
		received_amount: DF.Currency
		remarks: DF.SmallText | None
		status: DF.Literal["Draft", "On Track", "In Default", "Completed", "Extended", "Cancelled"]
		total_amount: DF.Currency

	# end: auto-generated types
	def onload(self):
		people.show(self)

	def validate(self):
		repayment_plans.validate(self)

	def on_submit(self):
		repayment_plans.begin(self)

	def on_cancel(self):
		repayment_plans.cancel(self)

	def before_print(self, settings=None):
		people.put_names(self)
