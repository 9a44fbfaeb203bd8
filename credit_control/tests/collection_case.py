"""A base for tests of Collection Cases: a customer, its overdue invoice, and what the jobs leave of it."""

import frappe
from frappe.utils import add_days, nowdate

from credit_control import tasks
from credit_control.api import collection_cases as api
from credit_control.services import case_worklist, collection_cases, settings
from credit_control.tests.collection_documents import make_overdue_invoice
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.factories import make_user

CASE = "Collection Case"


class CollectionCaseCase(CreditCase):
	# a second invoice beside an overdue one would be held
	mode = settings.WARN_ONLY

	def setUp(self):
		super().setUp()
		self.customer = self.make_credit_customer(limit=100_000)

	def updated(self):
		"""What the job after a payment and the daily run leave of the customer: its open case, if any."""
		tasks.update_conduct(self.customer, self.company)
		name = collection_cases.open_case(self.customer, self.company)
		return name and frappe.get_doc(CASE, name)

	def opened(self, **fields):
		"""The case of a customer with one overdue invoice."""
		self.invoice = make_overdue_invoice(customer=self.customer, **fields)
		return self.updated()

	def cases(self) -> list:
		return frappe.get_all(CASE, {"customer": self.customer}, pluck="name")

	def daily(self) -> None:
		for _done in collection_cases.update_all():
			pass

	def set_company(self, **values) -> None:
		doc = frappe.get_doc(settings.SETTINGS)
		row = next(row for row in doc.companies if row.company == self.company)
		row.update(values)
		doc.save()

	def reasons(self, doc) -> list[tuple[int, str]]:
		doc.reload()
		return [(row["points"], row["text"]) for row in case_worklist.reasons_of(doc.inputs, doc.currency)]


def cased(customer: str, company: str) -> dict[str, str]:
	"""An open case with a contact and somebody to hand it over to."""
	doc = frappe.get_doc({"doctype": CASE, "customer": customer, "company": company}).insert()
	row = api.record(doc.name, str(doc.modified), {"outcome": "No Answer"})
	collector = make_user(roles=("Collector",)).name
	return {"case": doc.name, "version": row["version"], "entry": row["entry"], "collector": collector}


def case_arguments(parts: dict[str, str], invoice: str) -> dict[str, dict]:
	"""What each whitelisted method about cases is called with, by whoever is signed in."""
	case, seen = {"case": parts["case"]}, {"case": parts["case"], "version": parts["version"]}
	later = add_days(nowdate(), 5)
	# only who recorded a contact takes it back
	frappe.db.set_value("Communication", parts["entry"], "user", frappe.session.user)
	return {
		"collection_cases.choices": {},
		"collection_cases.read": {},
		"collection_cases.people": case,
		"collection_cases.reasons": case,
		"collection_cases.view": case,
		"collection_cases.record": {**seen, "contact": {"outcome": "No Answer"}},
		"collection_cases.take_back": {**seen, "entry": parts["entry"]},
		"collection_cases.hand_over": {**seen, "user": parts["collector"], "note": "Knows them"},
		"collection_cases.promise": {
			**seen,
			"contact": {"outcome": "Promised to Pay", "named_day": later},
			"amount": 5,
		},
		"collection_cases.dispute": {
			**seen,
			"contact": {"outcome": "Disputes the Claim", "named_day": later, "note": "Broken"},
			"reason": "Quality",
			"items": [{"invoice": invoice, "amount": 5}],
		},
	}
