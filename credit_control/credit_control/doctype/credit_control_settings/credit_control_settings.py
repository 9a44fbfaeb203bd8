from frappe.model.document import Document
from frappe.utils import now_datetime

from credit_control.services import (
	core_limits,
	exposure_sources,
	judging,
	plan_terms,
	policies,
	rejudging,
	reminders,
	settings,
)
from credit_control.services.rows import refuse_repeats


class CreditControlSettings(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from credit_control.collections.doctype.dispute_responsible.dispute_responsible import (
			DisputeResponsible,
		)
		from credit_control.collections.doctype.repayment_plan_grade.repayment_plan_grade import (
			RepaymentPlanGrade,
		)
		from credit_control.credit_control.doctype.credit_control_company.credit_control_company import (
			CreditControlCompany,
		)
		from credit_control.credit_control.doctype.credit_file_item.credit_file_item import CreditFileItem

		bill_modes: DF.SmallText | None
		case_old_days: DF.Int
		case_points_age: DF.Int
		case_points_amount: DF.Int
		case_points_insurer: DF.Int
		case_points_limitation: DF.Int
		case_points_promises: DF.Int
		case_points_risk: DF.Int
		case_reopen_days: DF.Int
		companies: DF.Table[CreditControlCompany]
		deduct_credit_notes: DF.Check
		deduct_receipts: DF.Check
		default_specialist: DF.Link | None
		dispute_owners: DF.Table[DisputeResponsible]
		expiry_reminder_days: DF.Data | None
		file_items: DF.Table[CreditFileItem]
		has_pos_invoices: DF.Check
		horizon_days: DF.Int
		include_delivered: DF.Check
		include_invoices: DF.Check
		include_open_orders: DF.Check
		include_other_receivables: DF.Check
		include_uncleared_bills: DF.Check
		insurer_lead_days: DF.Int
		limitation_reminder_days: DF.Data | None
		limitation_years: DF.Int
		limits_by_approval: DF.Check
		plan_grades: DF.Table[RepaymentPlanGrade]
		plan_longest_months: DF.Int
		promise_grace_days: DF.Int
		promise_longest_days: DF.Int
		promise_months: DF.Int
		promise_tolerance_percent: DF.Percent
		propose_terms: DF.Check
		reference_link_days: DF.Int
		release_valid_days: DF.Int
		review_due_days: DF.Int
		short_payment_percent: DF.Percent
		submit_on_clear: DF.Check
		submit_on_release: DF.Check

	# end: auto-generated types
	def validate(self):
		refuse_repeats(self.companies, "company")
		refuse_repeats(self.file_items, "item")
		exposure_sources.fill(self)
		reminders.validate_days(self.expiry_reminder_days)
		reminders.validate_days(self.limitation_reminder_days)
		refuse_repeats(self.dispute_owners, "reason")
		plan_terms.validate(self)
		for row in self.companies:
			self.validate_mode(row)

	def validate_mode(self, row):
		before = self.mode_before(row.company)
		if row.mode != settings.OFF and row.mode != before:
			# a company without a policy is told now, not when the first order comes
			policies.policy_document(None, row.company, judging.today())
		if row.mode != settings.ENFORCE:
			row.enforced_since = None
		elif before != settings.ENFORCE:
			row.enforced_since = now_datetime()

	def on_update(self):
		rejudging.everybody()
		for row in self.companies:
			if row.mode == settings.ENFORCE and self.mode_before(row.company) != settings.ENFORCE:
				core_limits.import_all(row.company)

	def mode_before(self, company) -> str:
		before = self.get_doc_before_save()
		rows = before.companies if before else []
		return next((row.mode for row in rows if row.company == company), settings.OFF)
