from frappe.model.document import Document

from credit_control.services import budget_waiting, budgets, locking, rejudging


class CreditBudget(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		amount: DF.Currency
		budget_for: DF.Literal["Sales Person", "Territory"]
		budget_holder: DF.DynamicLink
		company: DF.Link
		currency: DF.Link | None
		disabled: DF.Check
		notes: DF.SmallText | None
		recent_documents: DF.LongText | None
		valid_from: DF.Date
		valid_to: DF.Date | None

	# end: auto-generated types
	def validate(self):
		budgets.validate(self)

	def before_save(self):
		if not self.is_new():
			locking.keep(self)

	def on_update(self):
		for customer in budget_waiting.customers_of(self):
			rejudging.later(customer, self.company)

	def on_trash(self):
		self.on_update()
