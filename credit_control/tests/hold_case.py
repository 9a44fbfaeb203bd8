"""A base for tests of holds: a customer with little room, who sells to it, and who decides."""

from contextlib import contextmanager
from unittest.mock import patch

import frappe
from frappe.utils import add_days, nowdate

from credit_control.api import holds as api
from credit_control.services import recording, rejudging
from credit_control.services.gate import CreditHoldError
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.factories import make_sales_order, update_order_items

#: the jobs of holds; what others hand over meanwhile is theirs to test
TASKS = [
	f"credit_control.tasks.{name}"
	for name in ("decide_holds", "rejudge_customer", "rejudge_waiting", "submit_released")
]


class HoldCase(CreditCase):
	def setUp(self):
		super().setUp()
		self.manager = self.user("Credit Manager", "Sales User")
		self.seller = self.user()
		self.customer = self.make_credit_customer(limit=1000)

	def held_order(self, rate=1500, customer=None, seller=None):
		"""A draft that somebody tried to submit in vain."""
		with self.acting_as(seller or self.seller.name):
			order = make_sales_order(customer=customer or self.customer, rate=rate, submit=False)
			self.submit_refused(order)
		return order

	def request(self, order):
		hold = self.hold_of(order)
		with self.acting_as(self.seller.name):
			api.request_release(hold.name, "They promised to pay on Friday")
		return hold.reload()

	def release(self, order, cap=1500, tolerance=0, days=7, **values):
		hold = self.hold_of(order)
		with self.acting_as(self.manager.name):
			day = add_days(nowdate(), days)
			api.release(hold.name, "Parent company guarantees", cap, tolerance, day, **values)
		return hold.reload()

	def refuse_update(self, order, rate):
		frappe.db.savepoint("refused")
		with self.assertRaises(CreditHoldError):
			update_order_items(order=order, rate=rate)
		frappe.db.rollback(save_point="refused")
		recording.write_pending()

	@contextmanager
	def jobs(self):
		"""What is handed to the queue meanwhile, as (function, arguments) in order; `run_jobs` does it."""
		handed: list[tuple[str, dict]] = []

		def enqueue(method, **arguments):
			for name in ("queue", "enqueue_after_commit", "timeout", "job_id", "deduplicate"):
				arguments.pop(name, None)
			handed.append((method, arguments))

		# what was set up before counts as a transaction of its own
		rejudging.forget()
		with patch.object(frappe, "enqueue", enqueue):
			yield handed

	def run_jobs(self, handed) -> None:
		"""Do the jobs of holds that were handed to the queue, as a worker does it."""
		with patch.object(frappe.db, "commit", lambda: None):
			for method, arguments in list(handed):
				if method in TASKS:
					frappe.get_attr(method)(**arguments)

	def asked_again(self, handed) -> list[str]:
		"""The customers whose holds are to be judged again."""
		name = "credit_control.tasks.rejudge_customer"
		return [arguments["customer"] for method, arguments in handed if method == name]
