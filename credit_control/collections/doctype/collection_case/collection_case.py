from frappe.model.document import Document

from credit_control.services import case_contacts, collection_cases, people


class CollectionCase(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		closed_on: DF.Date | None
		collector: DF.Link | None
		company: DF.Link
		contacts: DF.Int
		currency: DF.Link | None
		customer: DF.Link
		customer_name: DF.Data | None
		escalated: DF.Check
		excused_amount: DF.Currency
		inputs: DF.LongText | None
		judged_on: DF.Datetime | None
		last_contact_by: DF.Link | None
		last_contact_on: DF.Datetime | None
		last_outcome: DF.Literal[
			"",
			"No Answer",
			"Message Left",
			"Call Back",
			"Spoken To",
			"Promised to Pay",
			"Disputes the Claim",
			"Says It Is Paid",
			"Refuses to Pay",
			"Wrong Number",
			"Sent",
			"Received",
		]
		next_action: DF.Literal[
			"", "Call", "Write", "Visit", "Check Payment", "Settle Dispute", "Find Contact", "Escalate"
		]
		next_action_on: DF.Date | None
		notes: DF.SmallText | None
		oldest_days: DF.Int
		open_key: DF.Data | None
		opened_on: DF.Date | None
		overdue_amount: DF.Currency
		priority: DF.Int
		reopened: DF.Int
		stage: DF.Literal["New", "In Contact", "Promised", "In Plan", "Disputed", "Escalated"]
		status: DF.Literal["Open", "Closed"]

	# end: auto-generated types
	def onload(self):
		people.show(self)

	def validate(self):
		collection_cases.validate(self)

	def notify_communication(self, communication):
		case_contacts.mailed(self, communication)

	def before_print(self, settings=None):
		people.put_names(self)
