from frappe.model.document import Document

from credit_control.erp import customers
from credit_control.services import files, statements


class CustomerFinancialStatement(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from credit_control.credit_control.doctype.financial_statement_line.financial_statement_line import (
			FinancialStatementLine,
		)
		from credit_control.credit_control.doctype.financial_statement_ratio.financial_statement_ratio import (
			FinancialStatementRatio,
		)

		amended_from: DF.Link | None
		audit: DF.Literal["Audited", "Reviewed", "Unaudited", "Own Estimate"]
		consolidated: DF.Check
		credit_file: DF.Link | None
		currency: DF.Link
		customer: DF.Link
		customer_name: DF.Data | None
		lines: DF.Table[FinancialStatementLine]
		manufacturing: DF.Check
		period_end: DF.Date
		period_start: DF.Date
		period_type: DF.Literal["Annual", "Half-Year", "Quarter", "Month"]
		ratios: DF.Table[FinancialStatementRatio]
		source: DF.Data | None
		unit: DF.Literal["1", "1000", "10000"]
		wall_index: DF.Data | None
		z_model: DF.Data | None
		z_score: DF.Data | None
		z_zone: DF.Literal["", "Safe", "Grey", "Distress"]

	# end: auto-generated types
	def validate(self):
		files.validate_customer(self.customer)
		self.credit_file = files.file_of(self.customer)
		self.currency = self.currency or customers.currency_of_customer(self.customer)
		statements.drop_blank_lines(self)
		statements.check(self)
		statements.fill_results(self)
