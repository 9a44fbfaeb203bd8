from frappe.model.document import Document

from credit_control.services import legal_actions, people


class LegalAction(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from credit_control.collections.doctype.legal_action_cost.legal_action_cost import LegalActionCost
		from credit_control.collections.doctype.legal_action_item.legal_action_item import LegalActionItem
		from credit_control.collections.doctype.legal_action_step.legal_action_step import LegalActionStep

		amended_from: DF.Link | None
		assigned_to: DF.Link | None
		begun_on: DF.Date
		case_number: DF.Data | None
		claimed_amount: DF.Currency
		company: DF.Link
		costs: DF.Table[LegalActionCost]
		court: DF.Data | None
		currency: DF.Link | None
		customer: DF.Link
		customer_name: DF.Data | None
		dunning_type: DF.Link | None
		interest_basis: DF.Literal["", "Contract", "Dunning Type", "Statutory"]
		interest_clause: DF.SmallText | None
		interest_rate: DF.Float
		items: DF.Table[LegalActionItem]
		judgment_amount: DF.Currency
		law_firm: DF.Data | None
		lawyer: DF.Data | None
		lawyer_contact: DF.Data | None
		letter_language: DF.Link | None
		letter_text: DF.SmallText | None
		limitation_cause: DF.Literal["", "Due Date", "Demand", "Part Payment", "Acknowledgement"]
		limitation_date: DF.Date | None
		limitation_from: DF.Date | None
		next_date: DF.Date | None
		outcome: DF.Literal[
			"", "Paid", "Settled", "Enforced", "Enforcement without Result", "Lost", "Withdrawn"
		]
		pay_by: DF.Date | None
		recovered_amount: DF.Currency
		remarks: DF.SmallText | None
		status: DF.Literal[
			"Draft",
			"Prepared",
			"Demand Letter",
			"Lawyer",
			"Filing",
			"Hearing",
			"Judgment",
			"Enforcement",
			"Closed",
			"Cancelled",
		]
		steps: DF.Table[LegalActionStep]
		total_costs: DF.Currency

	# end: auto-generated types
	def onload(self):
		people.show(self)

	def validate(self):
		legal_actions.validate(self)

	def before_update_after_submit(self):
		legal_actions.check_changed(self)

	def on_submit(self):
		legal_actions.begin(self)

	def on_cancel(self):
		legal_actions.cancel(self)

	def before_print(self, settings=None):
		people.put_names(self)
