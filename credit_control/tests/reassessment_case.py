"""What the tests of re-assessment share: customers, a run, and its jobs without a queue."""

from unittest.mock import patch

import frappe

from credit_control import tasks
from credit_control.api import reassessments as api
from credit_control.services import files, settings
from credit_control.tests.bootstrap import new
from credit_control.tests.committed_case import CommittedCase
from credit_control.tests.factories import make_customer, make_customer_group

RUN, RESULT = "Credit Reassessment Run", "Credit Reassessment Result"


class RunCase(CommittedCase):
	mode = settings.WARN_ONLY

	def setUp(self):
		super().setUp()
		self.queue: list[dict] = []
		queued = patch.object(frappe, "enqueue", lambda method, **given: self.queue.append(given))
		queued.start()
		self.addCleanup(queued.stop)
		self.group = make_customer_group().name
		frappe.db.commit()

	def make_customers(self, number: int) -> list[str]:
		made = []
		for _number in range(number):
			made.append(make_customer(group=self.group).name)
			files.create(made[-1])
		frappe.db.commit()
		return made

	def make_run(self, **fields):
		values = {"company": self.company, "only_for_customer_group": self.group, **fields}
		doc = new(RUN, **values).insert()
		frappe.db.commit()
		return doc

	def start(self, doc):
		api.start(doc.name)
		frappe.db.commit()
		return doc.reload()

	def work(self, given: dict | None = None) -> None:
		"""What the queue's worker does with a job."""
		given = given or self.queue[-1]
		tasks.reassess(given["run"], given["worker"])

	def done(self, doc) -> list[str]:
		frappe.db.rollback()
		return frappe.get_all(RESULT, {"run": doc.name}, pluck="customer", order_by="customer")
