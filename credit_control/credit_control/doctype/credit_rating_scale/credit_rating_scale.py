from frappe.model.document import Document

from credit_control.services import rating_scales


class CreditRatingScale(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from credit_control.credit_control.doctype.credit_rating_scale_grade.credit_rating_scale_grade import (
			CreditRatingScaleGrade,
		)

		agency: DF.Data
		ratings: DF.Table[CreditRatingScaleGrade]
		region: DF.Literal["International", "China", "Other"]
		website: DF.Data | None

	# end: auto-generated types
	def validate(self):
		rating_scales.check(self)
