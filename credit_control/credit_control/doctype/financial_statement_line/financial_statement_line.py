from frappe.model.document import Document


class FinancialStatementLine(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amount: DF.Currency
		line: DF.Literal[
			"Cash",
			"Receivables",
			"Inventory",
			"Other Current Assets",
			"Current Assets",
			"Fixed Assets",
			"Intangible Assets and Goodwill",
			"Other Non-Current Assets",
			"Non-Current Assets",
			"Total Assets",
			"Short-Term Debt",
			"Payables",
			"Other Current Liabilities",
			"Current Liabilities",
			"Long-Term Debt",
			"Other Non-Current Liabilities",
			"Total Liabilities",
			"Share Capital",
			"Capital Reserve and Other Equity",
			"Retained Earnings",
			"Equity",
			"Revenue",
			"Cost of Sales",
			"Gross Profit",
			"Operating Expenses without Interest",
			"Other Income Net",
			"EBIT",
			"Interest Expense",
			"Profit before Tax",
			"Income Tax",
			"Net Profit",
			"Operating Cash Flow",
			"Investing Cash Flow",
			"Financing Cash Flow",
			"Exchange Rate Effect on Cash",
			"Opening Cash",
			"Closing Cash",
		]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
	# end: auto-generated types
	pass
