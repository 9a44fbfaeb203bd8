import frappe
from frappe import _
from frappe.model.document import Document

from credit_control.engine.scorecard import scorecard_problems
from credit_control.services import assessments, scorecards


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

		amended_from: DF.Link | None
		bands: DF.Table[CreditScorecardBand]
		factors: DF.Table[CreditScorecardFactor]
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
		scorecard_name: DF.Data
		unaudited_cap: DF.Literal["", "AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C", "D"]
		valid_from: DF.Date
	# end: auto-generated types

	def validate(self):
		for row in scorecards.unreadable_bands(self):
			frappe.throw(
				_(
					"Row {0}: From is {1}, which is not a number. Enter one; leave it empty in the lowest band."
				).format(row.idx, row.from_value)
			)
		problems = scorecard_problems(scorecards.engine_scorecard(self))
		if problems:
			sentences = [problem.render(_category) for problem in problems]
			frappe.throw(sentences, title=_("The Scorecard Has Faults"), as_list=True)

	def before_cancel(self):
		# what was approved by this version stays as it was seen
		self.ignore_linked_doctypes = ("Credit Assessment",)

	def on_cancel(self):
		assessments.unlink_drafts(self)


def _category(text: str) -> str:
	"""A text in the sense that it has on a Credit File, such as Private for an owner."""
	return _(text, context="Credit File")
