from frappe.model.document import Document

from credit_control.services import classes


class CreditCustomerClassScheme(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from credit_control.credit_control.doctype.credit_class_matrix.credit_class_matrix import (
			CreditClassMatrix,
		)
		from credit_control.credit_control.doctype.credit_industry_weight.credit_industry_weight import (
			CreditIndustryWeight,
		)
		from credit_control.credit_control.doctype.credit_risk_class.credit_risk_class import CreditRiskClass
		from credit_control.credit_control.doctype.credit_value_class.credit_value_class import (
			CreditValueClass,
		)

		currency: DF.Link | None
		enabled: DF.Check
		industry_weights: DF.Table[CreditIndustryWeight]
		matrix: DF.Table[CreditClassMatrix]
		risk_classes: DF.Table[CreditRiskClass]
		value_rules: DF.Table[CreditValueClass]

	# end: auto-generated types
	def validate(self):
		classes.check(self)

	def on_update(self):
		classes.later()
