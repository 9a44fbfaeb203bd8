"""A base for tests of what covers a customer's debts, and of the contract behind them."""

from datetime import date, timedelta

import frappe
from frappe.utils import add_days, getdate, nowdate

from credit_control.services import agreement_steps, covers, settings
from credit_control.tests.bootstrap import CURRENCY, new
from credit_control.tests.credit_documents import make_policy
from credit_control.tests.hold_case import HoldCase
from credit_control.tests.limit_documents import make_security
from credit_control.tests.masters import make_terms


class CoverCase(HoldCase):
	mode = settings.WARN_ONLY

	def setUp(self):
		super().setUp()
		self.specialist = self.user("Credit Specialist", "Sales User", "Accounts User").name
		self.manager = self.user("Credit Manager", "Sales User", "Accounts User").name
		self.customer = self.make_credit_customer(limit=500_000)
		self.file().db_set("specialist", self.specialist)

	def file(self):
		return frappe.get_doc("Credit File", {"customer": self.customer})

	def cover(self, days: int = 0, company: str | None = None):
		return covers.cover(self.customer, company or self.company, day(days))

	def insure(self, amount: float = 500_000, coverage: float = 90, **fields):
		return make_security(
			customer=self.customer,
			security_type="Credit Insurance",
			amount=amount,
			coverage_percent=coverage,
			**fields,
		)

	def govern(self, *checks: tuple[str, float]):
		"""Hold what breaks these checks, and nothing else."""
		settings.set_mode(self.company, settings.ENFORCE)

		def only(policy):
			policy.checks = []
			for check, threshold in checks:
				policy.append("checks", {"check": check, "threshold": threshold, "sales_order": "Hold"})

		return make_policy(changes=only)

	def sign(self, agreement):
		agreement_steps.sign(agreement.name, nowdate(), "/private/files/signed.pdf")
		return agreement.reload()

	def tasks(self, name: str, **filters) -> list:
		"""The tasks about a document, oldest first."""
		fields = ["name", "allocated_to", "description", "date", "status"]
		wanted = {"reference_name": name, **filters}
		return frappe.get_all("ToDo", wanted, fields, order_by="creation asc, name asc")

	def open_tasks(self, name: str) -> list[str]:
		return [row.description for row in self.tasks(name, status="Open")]


def day(days: int = 0) -> date:
	return getdate() + timedelta(days=days)


def make_agreement(*, customer: str, company: str, submit=True, **fields):
	"""A Credit Agreement for a year, to be signed."""
	values = {
		"credit_limit": 400_000,
		"currency": CURRENCY,
		"valid_from": nowdate(),
		"valid_to": add_days(nowdate(), 364),
		"payment_terms_template": fields.pop("payment_terms_template", None) or make_terms().name,
	}
	doc = new("Credit Agreement", customer=customer, company=company, **{**values, **fields}).insert()
	return doc.submit() if submit else doc


def cover_documents(customer: str, company: str) -> dict[str, str]:
	"""An insurance in force and an agreement that waits for its signature."""
	insurance = make_security(
		customer=customer,
		security_type="Credit Insurance",
		coverage_percent=90,
		must_report=1,
		report_after_days=30,
	)
	agreement = make_agreement(customer=customer, company=company, above_reason="Agreed with the board")
	return {"insurance": insurance.name, "agreement": agreement.name}
