from frappe.model.document import Document

from credit_control.services import investigation_templates


class CreditInvestigationTemplate(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from credit_control.credit_control.doctype.credit_investigation_template_channel.credit_investigation_template_channel import (
			CreditInvestigationTemplateChannel,
		)

		channels: DF.Table[CreditInvestigationTemplateChannel]
		disabled: DF.Check
		for_customer_group: DF.Link | None
		for_customer_type: DF.Literal["", "Company", "Individual", "Partnership"]
		for_relationship: DF.Literal["", "New", "Existing"]
		for_residence: DF.Literal["", "Domestic", "Foreign"]
		template_name: DF.Data

	# end: auto-generated types
	def validate(self):
		investigation_templates.check(self)
