from frappe.model.document import Document

from credit_control.erp import customers
from credit_control.services import files, statement_use, statements


class CustomerFinancialStatement(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from credit_control.credit_control.doctype.financial_statement_evaluation.financial_statement_evaluation import (
			FinancialStatementEvaluation,
		)
		from credit_control.credit_control.doctype.financial_statement_line.financial_statement_line import (
			FinancialStatementLine,
		)
		from credit_control.credit_control.doctype.financial_statement_ratio.financial_statement_ratio import (
			FinancialStatementRatio,
		)

		amended_from: DF.Link | None
		audit: DF.Literal["Audited", "Reviewed", "Unaudited", "Own Estimate"]
		business: DF.Literal["", "Manufacturing", "Other Business"]
		consolidated: DF.Check
		credit_file: DF.Link | None
		currency: DF.Link
		customer: DF.Link
		customer_name: DF.Data | None
		evaluation: DF.Table[FinancialStatementEvaluation]
		five_tier_level: DF.Literal["", "Excellent", "Good", "Average", "Low", "Poor"]
		five_tier_score: DF.Data | None
		industry_reference: DF.Link | None
		lines: DF.Table[FinancialStatementLine]
		period_end: DF.Date
		period_start: DF.Date
		period_type: DF.Literal["Annual", "Half-Year", "Quarter", "Month"]
		ratios: DF.Table[FinancialStatementRatio]
		reference_used: DF.Data | None
		source: DF.Data | None
		unit: DF.Literal["1", "1000", "10000", "1000000"]
		wall_index: DF.Data | None
		z_model: DF.Data | None
		z_score: DF.Data | None
		z_zone: DF.Literal["", "Safe", "Grey", "Distress"]

	# end: auto-generated types
	def onload(self):
		if self.docstatus < 2:
			self.set_onload("warnings", statements.warnings(self))
			self.set_onload("notes", statements.notes(self))

	def validate(self):
		files.validate_customer(self.customer)
		self.credit_file = files.file_of(self.customer)
		self.currency = self.currency or customers.currency_of_customer(self.customer)
		statements.drop_blank_lines(self)
		statements.check(self)
		statements.fill_results(self)

	def before_submit(self):
		statements.tell_warnings(self)

	def before_cancel(self):
		self.ignore_linked_doctypes = statement_use.USERS

	def on_cancel(self):
		statement_use.tell_cancelled(self)
