from frappe.model.document import Document


class CreditScorecardFactor(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		indicator: DF.Literal[
			"Share of Invoices Paid Late",
			"Average Days Late",
			"Oldest Overdue Item",
			"Overdue Share of Receivables",
			"Months of Trade with Us",
			"Trend of Purchases",
			"Promises Kept",
			"Current Ratio",
			"Quick Ratio",
			"Debt Ratio",
			"Net Margin",
			"Operating Cash Flow to Current Liabilities",
			"Interest Cover",
			"Altman Z\u2033",
			"Equity to Debt",
			"Return on Equity",
			"Return on Assets",
			"Receivables Turnover",
			"Inventory Turnover",
			"Asset Turnover",
			"Sales Growth",
			"Capital Preservation",
			"Wall Index",
			"Five-Tier Evaluation",
			"Years in Business",
			"Paid-in Capital",
			"Company Size",
			"Ownership",
			"External Rating",
			"Trade References",
			"Bank Reference",
			"Legal Record",
			"Tax Credit Rating",
			"Industry Climate",
			"Security Cover",
			"Years as a Customer",
		]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		section: DF.Literal[
			"",
			"Payment Behaviour",
			"Financials",
			"External and References",
			"Profile",
			"Security and Relationship",
		]
		weight: DF.Percent
	# end: auto-generated types
	pass
