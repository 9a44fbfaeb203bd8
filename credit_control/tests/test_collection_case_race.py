"""Two jobs that find the same late customer at once: one case is opened."""

from __future__ import annotations

import threading

import frappe

from credit_control.erp import compat
from credit_control.services import collection_cases, settings
from credit_control.tests.collection_documents import make_overdue_invoice
from credit_control.tests.committed_case import CommittedCase


class TestRace(CommittedCase):
	mode = settings.WARN_ONLY

	def test_one_case_is_opened_by_two_jobs_at_once(self):
		customer = self.make_credit_customer(limit=100_000)
		make_overdue_invoice(customer=customer)
		frappe.db.commit()
		barrier, results = threading.Barrier(2), []
		site = frappe.local.site
		threads = [
			threading.Thread(target=self.work, args=(site, customer, barrier, results)) for _ in range(2)
		]
		for thread in threads:
			thread.start()
		for thread in threads:
			thread.join(60)
		frappe.db.rollback()
		filters = {"customer": customer, "status": "Open"}
		cases = frappe.get_all("Collection Case", filters, pluck="name")
		self.assertEqual(len(cases), 1)
		# Frappe runs a job again that was refused a lock
		errors = [result for result in results if isinstance(result, Exception)]
		self.assertEqual([error for error in errors if not compat.is_lock_error(error)], [])

	def work(self, site: str, customer: str, barrier: threading.Barrier, results: list) -> None:
		"""A worker of its own: both have read that there is no case before either opens one."""
		frappe.init(site, sites_path=".")
		frappe.connect()
		try:
			frappe.set_user("Administrator")
			self.assertIsNone(collection_cases.open_case(customer, self.company))
			barrier.wait(30)
			results.append(collection_cases.update(customer, self.company))
			frappe.db.commit()
		except Exception as error:
			frappe.db.rollback()
			results.append(error)
		finally:
			frappe.destroy()
