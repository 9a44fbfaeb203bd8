from frappe.model.document import Document

from credit_control.services import assessments, scorecard_versions, trials


class CreditScorecard(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from credit_control.credit_control.doctype.credit_scorecard_band.credit_scorecard_band import (
			CreditScorecardBand,
		)
		from credit_control.credit_control.doctype.credit_scorecard_factor.credit_scorecard_factor import (
			CreditScorecardFactor,
		)
		from credit_control.credit_control.doctype.credit_scorecard_haircut.credit_scorecard_haircut import (
			CreditScorecardHaircut,
		)

		amended_from: DF.Link | None
		bands: DF.Table[CreditScorecardBand]
		factors: DF.Table[CreditScorecardFactor]
		haircuts: DF.Table[CreditScorecardHaircut]
		knock_out_bad_debt: DF.Check
		knock_out_dishonest_debtor: DF.Check
		knock_out_expired_registration: DF.Check
		knock_out_fraud: DF.Check
		knock_out_insolvency: DF.Check
		knock_out_negative_equity: DF.Check
		minimum_coverage: DF.Percent
		missing_data: DF.Literal["Reallocate", "Zero"]
		no_history_cap: DF.Literal["", "AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C", "D"]
		old_statement_cap: DF.Literal["", "AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C", "D"]
		old_statement_months: DF.Int
		only_for_customer_group: DF.Link | None
		only_for_industry: DF.Link | None
		role: DF.Literal["Champion", "Challenger"]
		scorecard_name: DF.Data
		unaudited_cap: DF.Literal["", "AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C", "D"]
		valid_from: DF.Date
	# end: auto-generated types

	def validate(self):
		scorecard_versions.validate(self)

	def before_cancel(self):
		# what was approved by this version stays as it was seen
		self.ignore_linked_doctypes = ("Credit Assessment",)

	def on_cancel(self):
		assessments.unlink_drafts(self)

	def on_trash(self):
		trials.remove_of(self.name)
