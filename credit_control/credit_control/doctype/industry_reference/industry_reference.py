from frappe.model.document import Document

from credit_control.services import industry_references


class IndustryReference(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from credit_control.credit_control.doctype.industry_reference_tier.industry_reference_tier import (
			IndustryReferenceTier,
		)
		from credit_control.credit_control.doctype.industry_reference_wall.industry_reference_wall import (
			IndustryReferenceWall,
		)

		enabled: DF.Check
		industry: DF.Link | None
		is_manufacturing: DF.Check
		is_sample: DF.Check
		source_note: DF.SmallText
		tiers: DF.Table[IndustryReferenceTier]
		title: DF.Data
		wall: DF.Table[IndustryReferenceWall]
		year: DF.Int

	# end: auto-generated types
	def validate(self):
		industry_references.check(self)
