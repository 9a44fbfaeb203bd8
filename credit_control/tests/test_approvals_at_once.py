"""Approvers who press the button in the same moment, in processes of their own: one wins, one is told."""

import frappe

from credit_control.services import files, limit_requests
from credit_control.tests import processes
from credit_control.tests.committed_case import CommittedCase
from credit_control.tests.factories import make_user
from credit_control.tests.processes import at_once
from credit_control.tests.request_case import make_request


class TestAtOnce(CommittedCase):
	def setUp(self):
		super().setUp()
		self.seller = self.make_person("Sales User")
		self.managers = [self.make_person("Credit Manager", "Sales User") for _ in range(2)]
		self.customer = self.make_credit_customer()
		frappe.set_user(self.seller)
		self.request = make_request(customer=self.customer).name
		limit_requests.send(self.request)
		frappe.set_user("Administrator")
		frappe.db.commit()

	def make_person(self, *roles: str) -> str:
		user = make_user(roles=roles).name
		frappe.db.set_value("Notification Settings", user, "enable_email_notifications", 0)
		return user

	def test_one_of_two_approvals_takes_effect_and_the_other_is_a_sentence(self):
		answers = at_once(processes.approve_request, [(self.request, user) for user in self.managers])
		outcomes = sorted(answer.outcome for answer in answers)
		frappe.db.rollback()
		self.assertEqual(outcomes[0], "passed")
		self.assertRegex(outcomes[1], "refused: .*(decided last|Somebody else is deciding)")
		doc = frappe.get_doc("Credit Limit Request", self.request)
		self.assertEqual((doc.status, doc.docstatus), ("Approved", 1))
		row = files.limit_row(files.file_of(self.customer), self.company)
		self.assertEqual((row.credit_limit, row.temporary_limit), (1_000, 500))
		changes = frappe.get_all(
			"Credit Standing Change", {"source_name": self.request}, pluck="changed_field"
		)
		self.assertEqual(sorted(changes), ["Temporary Limit", "Temporary Until"])
