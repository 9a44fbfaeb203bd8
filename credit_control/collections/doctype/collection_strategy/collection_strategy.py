from frappe.model.document import Document

from credit_control.services import collection_strategies


class CollectionStrategy(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from credit_control.collections.doctype.collection_strategy_step.collection_strategy_step import (
			CollectionStrategyStep,
		)
		from credit_control.collections.doctype.collection_strategy_text.collection_strategy_text import (
			CollectionStrategyText,
		)
		from credit_control.collections.doctype.collection_thanks_text.collection_thanks_text import (
			CollectionThanksText,
		)

		attach_statement: DF.Check
		contacts_per_week: DF.Int
		disabled: DF.Check
		give_advice: DF.Check
		give_thanks: DF.Check
		holiday_list: DF.Link | None
		minimum_amount: DF.Float
		only_for_company: DF.Link | None
		only_for_customer_group: DF.Link | None
		only_for_risk_class: DF.Literal["", "Prime", "Standard", "High Risk"]
		quiet_from: DF.Data | None
		quiet_to: DF.Data | None
		send_daily: DF.Check
		steps: DF.Table[CollectionStrategyStep]
		strategy_name: DF.Data
		texts: DF.Table[CollectionStrategyText]
		thanks_since: DF.Date | None
		thanks_template: DF.Link | None
		thanks_texts: DF.Table[CollectionThanksText]

	# end: auto-generated types
	def validate(self):
		collection_strategies.validate(self)
