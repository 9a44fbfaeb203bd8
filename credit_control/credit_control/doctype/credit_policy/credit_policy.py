import frappe
from frappe import _
from frappe.model.document import Document

from credit_control.engine.grades import grade_problems
from credit_control.engine.limits import limit_problems
from credit_control.engine.policy import check_problems
from credit_control.services import (
	approval_matrix,
	assessments,
	outside_checks,
	policies,
	proposals,
	rejudging,
)


class CreditPolicy(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from credit_control.credit_control.doctype.credit_approval_level.credit_approval_level import (
			CreditApprovalLevel,
		)
		from credit_control.credit_control.doctype.credit_policy_check.credit_policy_check import (
			CreditPolicyCheck,
		)
		from credit_control.credit_control.doctype.credit_policy_grade.credit_policy_grade import (
			CreditPolicyGrade,
		)
		from credit_control.credit_control.doctype.credit_policy_working_assets_band.credit_policy_working_assets_band import (
			CreditPolicyWorkingAssetsBand,
		)

		add_security: DF.Check
		amended_from: DF.Link | None
		approvals: DF.Table[CreditApprovalLevel]
		assumed_days_late: DF.Int
		buffer_days: DF.Int
		cap_by_group: DF.Check
		cap_by_insurance: DF.Check
		checks: DF.Table[CreditPolicyCheck]
		credit_months: DF.Float
		grades: DF.Table[CreditPolicyGrade]
		limit_step: DF.Currency
		net_worth_percent: DF.Percent
		notes: DF.TextEditor | None
		only_for_company: DF.Link | None
		only_for_customer: DF.Link | None
		only_for_customer_group: DF.Link | None
		only_for_risk_class: DF.Literal["", "Prime", "Standard", "High Risk"]
		only_for_value_class: DF.Literal["", "VIP", "Key", "Ordinary"]
		policy_name: DF.Data
		security_share: DF.Percent
		unassessed_limit: DF.Currency
		unassessed_mode: DF.Literal["Unlimited", "Limited", "No Credit"]
		unsecured_cap: DF.Currency
		use_capacity: DF.Check
		use_monthly_sales: DF.Check
		use_need: DF.Check
		use_net_worth: DF.Check
		use_working_assets: DF.Check
		valid_from: DF.Date
		working_assets_bands: DF.Table[CreditPolicyWorkingAssetsBand]
	# end: auto-generated types

	def validate(self):
		self.validate_grades()
		self.validate_checks()
		self.validate_limit_methods()
		approval_matrix.validate(self)
		if self.unassessed_mode != "Limited":
			self.unassessed_limit = 0

	def validate_grades(self):
		problems = grade_problems(policies.grade_rules(self))
		if problems:
			sentences = [problem.render(_) for problem in problems]
			frappe.throw(sentences, title=_("The Grade Table Has Faults"), as_list=True)

	def validate_checks(self):
		for row in self.checks:
			row.check = policies.check_label(row.check)
		grades = [row.grade for row in self.grades]
		rules = [policies.check_rule(row) for row in self.checks]
		problems = check_problems(rules, grades, outside_checks.known())
		if problems:
			sentences = [_("Row {0}: {1}").format(row, fault.render(_)) for row, fault in problems]
			frappe.throw(sentences, title=_("The Check Table Has Faults"), as_list=True)

	def validate_limit_methods(self):
		for row in proposals.unreadable_bands(self):
			text = _("Working Assets, row {0}: {1} is not a number. Enter one, or leave it empty.")
			frappe.throw(text.format(row.idx, row.above), title=_("The Limit Methods Have Faults"))
		problems = limit_problems(proposals.limit_settings(self))
		if problems:
			sentences = [problem.render(_) for problem in problems]
			frappe.throw(sentences, title=_("The Limit Methods Have Faults"), as_list=True)

	def on_submit(self):
		rejudging.everybody()

	def before_cancel(self):
		# what was approved by this version stays as it was seen
		self.ignore_linked_doctypes = ("Credit Assessment", "Credit Limit Request")

	def on_cancel(self):
		assessments.unlink_drafts(self)
		rejudging.everybody()
