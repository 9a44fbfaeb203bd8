from frappe.model.document import Document

from credit_control.services import approvals, assessment_overview, assessments


class CreditAssessment(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from credit_control.credit_control.doctype.credit_assessment_factor.credit_assessment_factor import (
			CreditAssessmentFactor,
		)
		from credit_control.credit_control.doctype.credit_assessment_limit.credit_assessment_limit import (
			CreditAssessmentLimit,
		)

		amended_from: DF.Link | None
		approved_by: DF.Link | None
		approved_on: DF.Datetime | None
		as_of: DF.Date
		authors: DF.SmallText | None
		binding_method: DF.Data | None
		challenger: DF.Link | None
		challenger_grade: DF.Literal["", "AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C", "D"]
		challenger_score: DF.Float
		company: DF.Link
		coverage: DF.Percent
		credit_file: DF.Link | None
		credit_limit: DF.Currency
		currency: DF.Link | None
		current_limit: DF.Currency
		customer: DF.Link
		customer_name: DF.Data | None
		expected_purchases: DF.Currency
		explanation: DF.SmallText | None
		factors: DF.Table[CreditAssessmentFactor]
		grade: DF.Literal["", "AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C", "D"]
		inputs: DF.Code | None
		limit_mode: DF.Literal["Limited", "Unlimited", "No Credit"]
		limits: DF.Table[CreditAssessmentLimit]
		model_grade: DF.Literal["", "AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C", "D"]
		next_review: DF.Date | None
		notch: DF.Int
		overridden: DF.Check
		override_reason: DF.SmallText | None
		payment_terms_template: DF.Link | None
		policy: DF.Link | None
		prepared_by: DF.Link | None
		prepayment_percent: DF.Percent
		previous_assessment: DF.Link | None
		previous_grade: DF.Literal["", "AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C", "D"]
		previous_standing: DF.Code | None
		proposed_limit: DF.Currency
		proposed_terms: DF.Link | None
		reason: DF.Literal["New Customer", "Review", "Limit Request", "Warning", "Other"]
		review_key: DF.Data | None
		review_months: DF.Int
		score: DF.Float
		scorecard: DF.Link | None
		statement: DF.Link | None

	# end: auto-generated types
	def onload(self):
		assessment_overview.show(self)

	def before_insert(self):
		assessments.prepare(self)

	def validate(self):
		assessments.validate(self)

	def before_submit(self):
		approvals.check(self)

	def on_submit(self):
		approvals.apply(self)

	def before_cancel(self):
		approvals.check_cancel(self)

	def on_cancel(self):
		approvals.restore(self)
