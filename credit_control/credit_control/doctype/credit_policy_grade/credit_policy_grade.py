from frappe.model.document import Document


class CreditPolicyGrade(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		discount_days: DF.Int
		discount_percent: DF.Percent
		grade: DF.Literal["AAA", "AA", "A", "BBB", "BB", "B", "CCC", "CC", "C", "D"]
		instalments: DF.Int
		limit_cap: DF.Currency
		limit_factor: DF.Float
		net_worth_percent: DF.Percent
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		payment_terms_template: DF.Link | None
		prepayment_percent: DF.Percent
		review_months: DF.Int
		sales_coefficient: DF.Percent
		score_above: DF.Float
		security_percent: DF.Percent
		term_days: DF.Int
		tolerance_percent: DF.Percent
		turnover_percent: DF.Percent
		unsecured_cap: DF.Currency
	# end: auto-generated types
	pass
