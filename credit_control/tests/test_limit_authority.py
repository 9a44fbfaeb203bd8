"""Where the settings bind every raise to the approval matrix: by hand, by assessment and in bulk."""

from decimal import Decimal

import frappe
from frappe.utils import add_days, nowdate

from credit_control.services import files, limit_authority, settings
from credit_control.services.limit_authority import ENDLESS, Raise
from credit_control.tests.adjustment_case import AdjustmentCase
from credit_control.tests.assessment_case import AssessmentCase
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.credit_documents import make_policy
from credit_control.tests.factories import make_customer


def bind(amount_from: float) -> None:
	"""Every raise goes by the matrix: a Credit Manager, and an Accounts Manager too from an amount on."""
	make_policy(changes=lambda policy: two_levels(policy, amount_from))
	frappe.db.set_single_value(settings.SETTINGS, "limits_by_approval", 1)
	frappe.clear_document_cache(settings.SETTINGS, settings.SETTINGS)


def two_levels(policy, amount_from: float) -> None:
	policy.set("approvals", [])
	policy.append("approvals", {"kind": "Permanent Limit", "level": 1, "approver_role": "Credit Manager"})
	policy.append(
		"approvals",
		{
			"kind": "Permanent Limit",
			"level": 2,
			"approver_role": "Accounts Manager",
			"amount_from": amount_from,
		},
	)


class TestAuthority(CreditCase):
	def setUp(self):
		super().setUp()
		bind(amount_from=50_000)
		self.customer = self.make_credit_customer(limit=1000)
		self.manager = self.user("Credit Manager").name

	def file(self):
		return frappe.get_doc("Credit File", files.file_of(self.customer))

	def save(self, **values):
		with self.acting_as(self.manager):
			file = self.file()
			file.limits[0].update(values)
			file.save()

	def refused(self, **values):
		with self.assertRaisesRegex(frappe.PermissionError, "Send a Credit Limit Request"):
			self.save(**values)

	def test_nobody_raises_a_limit_by_hand(self):
		self.refused(credit_limit=1000.01)
		self.refused(limit_mode="Unlimited")
		self.refused(temporary_limit=1, temporary_until=add_days(nowdate(), 3))

	def test_lowering_one_and_all_else_stays_free(self):
		self.save(credit_limit=400)
		self.save(limit_mode="No Credit")
		self.assertEqual(self.file().limits[0].limit_mode, "No Credit")

	def test_a_temporary_limit_is_neither_made_longer_nor_begun_earlier(self):
		file = self.file()
		days = {"temporary_from": add_days(nowdate(), 2), "temporary_until": add_days(nowdate(), 9)}
		file.limits[0].update({"temporary_limit": 500, **days})
		file.save(ignore_permissions=True)
		self.refused(temporary_until=add_days(nowdate(), 10))
		self.refused(temporary_from=nowdate())
		self.save(temporary_until=add_days(nowdate(), 8))

	def test_a_first_limit_is_a_raise_too(self):
		customer = make_customer().name
		row = {"company": self.company, "limit_mode": "Limited", "credit_limit": 5}
		with (
			self.acting_as(self.manager),
			self.assertRaisesRegex(frappe.PermissionError, "Send a Credit Limit Request"),
		):
			frappe.get_doc({"doctype": "Credit File", "customer": customer, "limits": [row]}).insert()

	def test_without_the_setting_it_is_the_managers_business(self):
		frappe.db.set_single_value(settings.SETTINGS, "limits_by_approval", 0)
		frappe.clear_document_cache(settings.SETTINGS, settings.SETTINGS)
		self.save(credit_limit=90_000)
		limit_authority.must_be_entitled([self.raise_to(90_000)], self.manager)

	def raise_to(self, after) -> Raise:
		return Raise(self.customer, self.company, "A", Decimal(1000), Decimal(after))

	def test_who_approves_must_be_the_only_one_that_the_matrix_asks_for(self):
		limit_authority.must_be_entitled([self.raise_to(49_999)], self.manager)
		for much in (50_000, ENDLESS):
			with self.assertRaisesRegex(frappe.PermissionError, "Credit Manager.*Accounts Manager"):
				limit_authority.must_be_entitled([self.raise_to(much)], self.manager)
		with self.assertRaises(frappe.PermissionError):
			limit_authority.must_be_entitled([self.raise_to(2000)], self.user("Accounts Manager").name)

	def test_what_lowers_or_keeps_a_limit_needs_no_more_than_before(self):
		salesman = self.user("Sales User").name
		limit_authority.must_be_entitled([self.raise_to(1000), self.raise_to(3)], salesman)


class TestAssessments(AssessmentCase):
	def test_one_that_grants_more_than_its_approver_may_is_refused(self):
		self.known_customer()
		bind(amount_from=1)
		assessment = self.assess(expected_purchases=1_000_000)
		self.approve_refused(assessment, "Accounts Manager to grant", error=frappe.PermissionError)
		frappe.db.set_single_value(settings.SETTINGS, "limits_by_approval", 0)
		frappe.clear_document_cache(settings.SETTINGS, settings.SETTINGS)
		self.approve(assessment)
		self.assertEqual(self.limit().credit_limit, assessment.credit_limit)


class TestAdjustments(AdjustmentCase):
	def test_one_that_grants_more_than_its_approver_may_is_refused_and_names_the_customer(self):
		bind(amount_from=10_000)
		doc = self.previewed()
		with self.assertRaisesRegex(frappe.PermissionError, f"Accounts Manager to grant {self.first}"):
			self.approve(doc)
		self.assertEqual(self.limit(self.first), 15_500)
