"""Who settles a dispute: proposed by its reason, given a task for the day by which it should be settled."""

import frappe
from frappe import _
from frappe.utils import escape_html, getdate

from credit_control.engine.money import decimal
from credit_control.services import reminders, settings, wording

#: the kind of the tasks about disputes
DISPUTE = "dispute"


def of_reason(reason: str | None) -> str | None:
	"""Who answers for disputes of a reason; None where the settings name nobody who still works here."""
	row = next((row for row in settings.settings().dispute_owners if row.reason == reason), None)
	return row.user if row and frappe.db.get_value("User", row.user, "enabled") else None


def assign(doc) -> None:
	"""Give whoever is responsible a task; without anybody the dispute stays with who watches the list."""
	if doc.assigned_to:
		mark = f"{DISPUTE}|{doc.name}|{doc.assigned_to}|{doc.modified}"
		due = getdate(doc.due_date)
		task = reminders.Task(doc.doctype, doc.name, mark, lambda: _sentence(doc), due, doc.assigned_to)
		reminders.make([task])


def end(doc) -> None:
	"""Close the task: the dispute is settled or was an error."""
	reminders.end(doc.doctype, doc.name, DISPUTE)


def _sentence(doc) -> str:
	return _("Settle the dispute with {0} about {1}: {2}").format(
		escape_html(doc.customer_name or doc.customer),
		wording.show(decimal(doc.disputed_amount), doc.currency),
		_(doc.reason, context=doc.doctype),
	)
