"""A base for tests of the gate: a governed company, customers with a standing, users with roles."""

from contextlib import contextmanager

import frappe

from credit_control.services import files, recording, settings
from credit_control.services.gate import CreditHoldError
from credit_control.tests.base import CreditTestCase
from credit_control.tests.factories import make_customer, make_user

BASE_ROLES = ("Sales User", "Stock User", "Accounts User")


class CreditCase(CreditTestCase):
	mode = settings.ENFORCE

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		settings.set_mode(cls.company, cls.mode)

	def setUp(self):
		super().setUp()
		self.addCleanup(recording.forget_pending)
		if settings.mode(self.company) != self.mode:
			settings.set_mode(self.company, self.mode)

	def make_credit_customer(self, *, limit=1000, mode="Limited", grade="A", **fields) -> str:
		"""A customer with a Credit File that gives it a limit and a grade."""
		customer = make_customer(**fields).name
		file = files.create(
			customer,
			limits=[{"company": self.company, "limit_mode": mode, "credit_limit": limit}],
		)
		file.db_set("grade", grade)
		return customer

	def user(self, *roles: str):
		user = make_user(roles=roles or BASE_ROLES)
		# the test site has no outgoing mail account
		frappe.db.set_value("Notification Settings", user.name, "enable_email_notifications", 0)
		return user

	@contextmanager
	def acting_as(self, user: str):
		before = frappe.session.user
		frappe.set_user(user)
		try:
			yield user
		finally:
			frappe.set_user(before)

	def submit_refused(self, doc) -> str:
		"""Submit a document that must be held, end the request as the server does, return the message."""
		doc.reload()
		frappe.db.savepoint("refused")
		with self.assertRaises(CreditHoldError) as caught:
			doc.submit()
		frappe.db.rollback(save_point="refused")
		recording.write_pending()
		doc.reload()
		return str(caught.exception)

	def hold_of(self, doc):
		name = frappe.db.get_value("Credit Hold", {"reference_name": doc.name}, order_by="creation desc")
		return name and frappe.get_doc("Credit Hold", name)

	def decisions_of(self, doc) -> list:
		"""Outcomes of a document's decisions, oldest first, with what waits for the end of the request."""
		recording.write_pending()
		return frappe.get_all(
			"Credit Decision", {"reference_name": doc.name}, pluck="outcome", order_by="creation"
		)
