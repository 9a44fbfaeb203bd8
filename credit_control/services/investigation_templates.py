"""Which investigation template suits a customer, and the channels it asks for."""

from collections.abc import Mapping
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.utils import add_days, getdate

from credit_control.erp import addresses, customers, sales

TEMPLATE = "Credit Investigation Template"
DOMESTIC, FOREIGN = "Domestic", "Foreign"
NEW, EXISTING = "New", "Existing"
#: a template's criterion → how much it says about a customer; one that names a group says most
WEIGHTS = {
	"for_customer_group": 8,
	"for_customer_type": 4,
	"for_residence": 2,
	"for_relationship": 1,
}


@dataclass(frozen=True)
class Profile:
	"""What a template may ask of a customer: one value per criterion, for the group all its ancestors."""

	values: Mapping[str, frozenset[str]]

	def suits(self, template) -> bool:
		return all(
			not template[criterion] or template[criterion] in self.values[criterion] for criterion in WEIGHTS
		)


def profile(customer: str, company: str | None) -> Profile:
	"""The customer as templates see it. Without an address it counts as domestic."""
	kind, group = frappe.db.get_value("Customer", customer, ["customer_type", "customer_group"])
	home, country = addresses.country_of_company(company), addresses.country_of_customer(customer)
	residence = FOREIGN if country and home and country != home else DOMESTIC
	relationship = EXISTING if sales.first_invoice_date(customer, company) else NEW
	return Profile(
		{
			"for_customer_group": frozenset(customers.group_line(group)),
			"for_customer_type": frozenset((kind,)),
			"for_residence": frozenset((residence,)),
			"for_relationship": frozenset((relationship,)),
		}
	)


def best(customer: str, company: str | None) -> str | None:
	"""The enabled template that says most about the customer; None when none suits it."""
	templates = frappe.get_all(TEMPLATE, {"disabled": 0}, ["name", *WEIGHTS], order_by="name")
	known = profile(customer, company)
	suited = [template for template in templates if known.suits(template)]
	return max(suited, key=_weight).name if suited else None


def _weight(template) -> int:
	return sum(weight for criterion, weight in WEIGHTS.items() if template[criterion])


def channel_rows(template: str, doc) -> list[dict]:
	"""The template's channels as rows of an investigation, each with who does it and by when."""
	opened = getdate(doc.opened_on)
	return [
		{
			"channel": row.channel,
			"subject": row.subject or "",
			"status": "To Do",
			"assigned_to": assignee(row, doc),
			"due_date": add_days(opened, row.due_days),
			"questions": translated(row.questions),
			"update_file": row.update_file,
			"validity_months": row.validity_months,
		}
		for row in frappe.get_cached_doc(TEMPLATE, template).channels
	]


def assignee(row, doc) -> str | None:
	"""Who does a channel: the named user, else the file's person with the role, else the specialist."""
	if row.default_user and may_work(row.default_user):
		return row.default_user
	manager = frappe.db.get_value("Credit File", doc.credit_file, "account_manager")
	for user in (doc.specialist, manager):
		if user and row.default_role in frappe.get_roles(user) and may_work(user):
			return user
	return doc.specialist


def may_work(user: str) -> bool:
	"""True for an enabled user who may write investigations: nobody else could enter a finding."""
	enabled = frappe.db.get_value("User", user, "enabled")
	return bool(enabled) and frappe.has_permission("Credit Investigation", "write", user=user)


def check(doc) -> None:
	"""Raise when a template names somebody who may not work on investigations."""
	for row in doc.channels:
		if row.default_user and not may_work(row.default_user):
			frappe.throw(
				_(
					"Row {0}: {1} may not work on investigations. Choose an enabled user with the role Credit Specialist or Credit Manager."
				).format(row.idx, row.default_user)
			)


def translated(questions: str | None) -> str:
	"""Our own questions in the user's language; questions of the user's own stay as they are."""
	return "\n".join(_(line) for line in (questions or "").splitlines())
