from frappe.model.document import Document

from credit_control.services import statement_templates


class FinancialStatementTemplate(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from credit_control.credit_control.doctype.financial_statement_template_row.financial_statement_template_row import (
			FinancialStatementTemplateRow,
		)

		country: DF.Link | None
		current_headings: DF.SmallText
		enabled: DF.Check
		kind: DF.Literal["All", "Balance Sheet", "Income", "Cash Flow"]
		label_headings: DF.SmallText | None
		language: DF.Link | None
		leave_out_others: DF.Check
		previous_headings: DF.SmallText | None
		rows: DF.Table[FinancialStatementTemplateRow]
		template_name: DF.Data

	# end: auto-generated types
	def validate(self):
		statement_templates.check(self)
