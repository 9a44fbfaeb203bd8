"""A base for tests of who may call what: a user of each kind, and a document for every method to act on."""

from collections.abc import Callable

import frappe
from frappe.utils import getdate

from credit_control.services import customer_holds, limit_requests
from credit_control.tests.api_calls import CALLS
from credit_control.tests.api_calls.kinds import ROLES
from credit_control.tests.bootstrap import new
from credit_control.tests.budget_case import make_budget, make_sales_person
from credit_control.tests.collection_case import cased
from credit_control.tests.collection_documents import make_dispute
from credit_control.tests.cover_case import cover_documents
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.credit_documents import (
	make_assessment,
	make_scorecard,
	make_statement,
	make_trial,
)
from credit_control.tests.factories import make_customer, make_sales_invoice, make_sales_order
from credit_control.tests.investigation_case import investigated
from credit_control.tests.legal_documents import sued
from credit_control.tests.limit_documents import bulk_documents
from credit_control.tests.request_case import make_request
from credit_control.tests.strategy_case import notified


class PermissionCase(CreditCase):
	def setUp(self):
		super().setUp()
		self.users = {kind: self.make_user_of(roles) for kind, roles in ROLES.items()}
		self.customer = self.make_credit_customer(limit=1000)
		# the pool of the bulk documents leaves the customer nothing
		apart = self.make_credit_customer()
		with self.acting_as(self.users["owner"]):
			self.order = make_sales_order(customer=self.customer, rate=1500, submit=False)
			self.submit_refused(self.order)
			self.draft = make_request(customer=self.customer, kind="Permanent Limit").name
			self.asked = make_request(customer=apart).name
			limit_requests.send(self.asked)
		self.hold = self.hold_of(self.order).name
		self.decision = frappe.db.get_value("Credit Hold", self.hold, "decision")
		self.new_customer = make_customer().name
		self.released = frappe.copy_doc(frappe.get_doc("Credit Hold", self.hold)).insert().name
		frappe.db.set_value("Credit Hold", self.released, {"status": "Released", "amount_cap": 1500})
		self.customer_hold = customer_holds.place(make_customer().name, reason="Lawsuit", from_date=getdate())
		make_statement(customer=self.customer)
		self.bulk = bulk_documents(self.customer, self.users["manager"])
		self.cover = cover_documents(self.customer, self.company)
		self.parts = investigated(self.customer)
		invoice = make_sales_invoice(customer=self.customer, rate=10)
		self.invoice = invoice.name
		self.dispute = make_dispute(customer=self.customer, items=[(invoice, 5)]).name
		self.sued = sued(self.users["collector"])
		self.cased = cased(self.customer, self.company)
		self.notice, self.strategy = notified(self.company)
		party = {"opportunity_from": "Customer", "party_name": self.customer, "company": self.company}
		self.opportunity = new("Opportunity", **party).insert().name
		self.budget = make_budget(holder=make_sales_person()).name
		self.assessment = make_assessment(customer=self.customer).name
		self.challenger = make_scorecard(role="Challenger").name
		self.trial = make_trial(self.challenger)

	def make_user_of(self, roles: tuple[str, ...]) -> str:
		user = self.user(*roles) if roles else self.user("Desk User")
		return user.name

	def call(self, method: str, user: str):
		function = self.function(method)
		frappe.db.savepoint("one_call")
		try:
			with self.acting_as(user):
				return function(**CALLS[method].arguments(self))
		finally:
			frappe.db.rollback(save_point="one_call")

	def function(self, method: str) -> Callable:
		return frappe.get_attr(f"credit_control.api.{method}")
