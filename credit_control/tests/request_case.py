"""What the tests of limit requests share: people, a policy with a matrix, a request and its way."""

from __future__ import annotations

import frappe
from frappe.utils import add_days, getdate, nowdate

from credit_control.services import files, limit_effects, limit_requests, settings
from credit_control.tests.bootstrap import COMPANY, new
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.credit_documents import make_policy

DOCTYPE = limit_requests.DOCTYPE


def day(days: int) -> str:
	"""So many days from today."""
	return add_days(nowdate(), days)


def make_request(*, customer: str, kind="Temporary Limit", submit=False, **fields):
	"""A draft, of 500 more for ten days unless told otherwise."""
	usual = {
		"Temporary Limit": {"temporary_limit": 500, "temporary_until": day(10)},
		"Permanent Limit": {"requested_limit": 2_000},
		"Special Approval": {},
	}[kind]
	values = {"company": COMPANY, "reason": "A large order before the holidays", **usual, **fields}
	return new(DOCTYPE, customer=customer, kind=kind, **values).insert()


class RequestCase(CreditCase):
	mode = settings.ENFORCE
	limit = 1_000

	def setUp(self):
		super().setUp()
		self.seller = self.user("Sales User").name
		self.manager = self.user("Credit Manager", "Sales User").name
		self.customer = self.make_credit_customer(limit=self.limit)
		self.file = files.file_of(self.customer)

	def use_matrix(self, *rows: dict, kind="Temporary Limit") -> str:
		"""A policy of today with these rows as its matrix; `kind` is that of rows without one."""
		return make_policy(approvals=[{"kind": kind, **row} for row in rows]).name

	def request(self, **fields):
		"""A request that the seller saved."""
		with self.acting_as(self.seller):
			return make_request(customer=self.customer, **fields)

	def sent(self, **fields):
		"""A request that the seller sent for approval."""
		doc = self.request(**fields)
		with self.acting_as(self.seller):
			limit_requests.send(doc.name)
		return doc.reload()

	def approve(self, doc, user: str | None = None, comment: str | None = None):
		with self.acting_as(user or self.manager):
			limit_requests.approve(doc.name, comment)
		return doc.reload()

	def refused(self, action, *arguments, user: str, error=frappe.ValidationError, **fields) -> str:
		"""What the user is told who may not do this; nothing of it stays."""
		frappe.db.savepoint("refused_request")
		with self.acting_as(user), self.assertRaises(error) as caught:
			action(*arguments, **fields)
		frappe.db.rollback(save_point="refused_request")
		return str(caught.exception)

	def limit_row(self) -> dict:
		row = files.limit_row(self.file, self.company)
		return {key: value for key, value in row.items() if key != "name"}

	def effective(self, days: int = 0):
		"""What the customer may owe on a day so many days from now, as the gate reads it."""
		standing = limit_effects.position(self.customer, self.company).standing
		return float(standing.effective_limit(getdate(day(days))))

	def statuses(self, doc) -> list[tuple]:
		return [(step.level, step.status, step.decided_by) for step in doc.steps]
