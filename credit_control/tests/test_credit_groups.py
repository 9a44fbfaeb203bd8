"""Credit Groups: one pooled limit, whoever of its members is granted what."""

from datetime import timedelta

import frappe
from frappe.utils import add_days, getdate, nowdate

from credit_control.services import groups
from credit_control.tests.assessment_case import AssessmentCase
from credit_control.tests.committed_case import CommittedCase
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.factories import make_customer
from credit_control.tests.limit_documents import make_group
from credit_control.tests.processes import at_once, raise_limit


class GroupCase(CreditCase):
	def setUp(self):
		super().setUp()
		self.first = self.make_credit_customer(limit=300)
		self.second = self.make_credit_customer(limit=450)

	def remainder(self, customer: str, days: int = 0):
		return groups.group_remainder(customer, self.company, getdate() + timedelta(days=days))

	def file_of(self, customer: str):
		return frappe.get_doc("Credit File", {"customer": customer})

	def add_limit(self, customer: str, limit: float):
		file = self.file_of(customer)
		file.append("limits", {"company": self.company, "limit_mode": "Limited", "credit_limit": limit})
		file.save()

	def set_limit(self, customer: str, limit: float, mode="Limited", **fields):
		file = frappe.get_doc("Credit File", {"customer": customer})
		file.limits[0].update({"limit_mode": mode, "credit_limit": limit, **fields})
		return file.save()


class TestMembers(GroupCase):
	def test_a_customer_in_a_second_group_of_the_company_is_refused_and_the_first_named(self):
		group = make_group(members=[self.first])
		with self.assertRaisesRegex(
			frappe.ValidationError, f"Row 1: {self.first} is a member of Credit Group {group.name} already."
		):
			make_group(members=[self.first])

	def test_a_disabled_group_frees_its_members(self):
		group = make_group(members=[self.first])
		group.disabled = 1
		group.save()
		make_group(members=[self.first, self.second], pooled_limit=750)
		self.assertEqual(self.remainder(self.first), 300)
		group.disabled = 0
		with self.assertRaisesRegex(frappe.ValidationError, "is a member of Credit Group"):
			group.save()

	def test_a_member_listed_twice_and_a_group_without_a_limit_are_refused(self):
		with self.assertRaisesRegex(frappe.ValidationError, "is listed twice"):
			make_group(members=[self.first, self.first])
		with self.assertRaisesRegex(frappe.ValidationError, "Pooled Limit is missing."):
			make_group(members=[self.first], pooled_limit=0)


class TestOverdrawn(GroupCase):
	"""A pool below what its members are granted already is kept, and said."""

	def told(self) -> str:
		told = " ".join(str(message.get("message", message)) for message in frappe.get_message_log())
		frappe.clear_messages()
		return told

	def test_it_is_said_by_how_much_and_what_to_do(self):
		group = make_group(members=[self.first, self.second], pooled_limit=700)
		self.assertRegex(
			self.told(), "granted .*50.00 more than the pooled limit.* Raise the pooled limit, lower"
		)
		group.pooled_limit = 750
		group.save()
		self.assertEqual(self.told(), "")
		group.pooled_limit = 100
		group.save()
		self.assertRegex(self.told(), "granted .*650.00 more than the pooled limit")

	def test_who_joins_with_a_limit_of_his_own_counts(self):
		group = make_group(members=[self.first], pooled_limit=700)
		self.assertEqual(self.told(), "")
		group.append("members", {"customer": self.second})
		group.save()
		self.assertIn("more than the pooled limit", self.told())

	def test_a_member_without_limit_is_named(self):
		free = self.make_credit_customer(mode="Unlimited")
		make_group(members=[self.first, free], pooled_limit=1000)
		self.assertIn(f"{free} may owe without limit.", self.told())

	def test_nothing_is_said_where_limits_may_overlap_or_the_group_is_off(self):
		make_group(members=[self.first, self.second], pooled_limit=1, limits_overlap=1)
		make_group(members=[self.first, self.second], pooled_limit=1, disabled=1)
		self.assertEqual(self.told(), "")


class TestRemainder(GroupCase):
	def test_a_customer_in_no_group_has_none_and_not_zero(self):
		self.assertIsNone(self.remainder(self.first))

	def test_the_limits_of_the_others_are_taken_off(self):
		make_group(members=[self.first, self.second, make_customer().name], pooled_limit=1000)
		self.assertEqual((self.remainder(self.first), self.remainder(self.second)), (550, 700))

	def test_it_is_never_below_zero(self):
		make_group(members=[self.first, self.second], pooled_limit=100)
		self.assertEqual(self.remainder(self.first), 0)

	def test_an_unlimited_member_leaves_nothing_and_one_without_credit_everything(self):
		make_group(members=[self.first, self.make_credit_customer(mode="Unlimited")], pooled_limit=1000)
		self.assertEqual(self.remainder(self.first), 0)
		make_group(members=[self.second, self.make_credit_customer(mode="No Credit")], pooled_limit=1000)
		self.assertEqual(self.remainder(self.second), 1000)

	def test_a_temporary_limit_counts_until_its_last_day(self):
		self.set_limit(self.second, 450, temporary_limit=100, temporary_until=add_days(nowdate(), 2))
		make_group(members=[self.first, self.second], pooled_limit=1000)
		self.assertEqual((self.remainder(self.first, 2), self.remainder(self.first, 3)), (450, 550))

	def test_a_pool_in_another_currency_is_turned_into_the_companys(self):
		make_group(members=[self.first, self.second], pooled_limit=100, currency="USD")
		self.assertEqual(self.remainder(self.first), 700 - 450)


class TestPoolIsKept(GroupCase):
	def setUp(self):
		super().setUp()
		self.group = make_group(members=[self.first, self.second], pooled_limit=1000)

	def refused(self, *given, **fields):
		with self.assertRaisesRegex(frappe.ValidationError, "leaves .*550.* of its pooled limit"):
			self.set_limit(self.first, *given, **fields)

	def test_a_limit_beyond_what_the_others_leave_is_refused_whoever_enters_it(self):
		self.assertEqual(self.set_limit(self.first, 550).limits[0].credit_limit, 550)
		self.refused(551)

	def test_so_are_an_unlimited_one_and_a_temporary_one(self):
		self.refused(0, mode="Unlimited")
		self.refused(300, temporary_limit=251, temporary_until=nowdate())

	def test_lowering_passes_even_where_the_pool_is_overdrawn(self):
		self.group.pooled_limit = 100
		self.group.save()
		self.assertEqual(self.set_limit(self.first, 200).limits[0].credit_limit, 200)

	def test_who_joins_without_a_credit_file_gets_one_that_is_held_to_the_pool_too(self):
		newcomer = make_customer().name
		self.group.append("members", {"customer": newcomer})
		self.group.save()
		with self.assertRaisesRegex(frappe.ValidationError, "of its pooled limit"):
			self.add_limit(newcomer, 251)
		self.add_limit(newcomer, 250)
		self.assertEqual(self.remainder(self.first), 300)

	def test_where_limits_may_overlap_each_member_may_have_the_whole_pool_and_no_more(self):
		self.group.limits_overlap = 1
		self.group.save()
		self.assertEqual((self.remainder(self.first), self.remainder(self.second)), (1000, 1000))
		self.assertEqual(self.set_limit(self.first, 1000).limits[0].credit_limit, 1000)
		with self.assertRaisesRegex(frappe.ValidationError, "leaves .*1,000.* of its pooled limit"):
			self.set_limit(self.first, 1001)


class TestApproval(AssessmentCase):
	def test_what_the_group_leaves_caps_the_proposal_and_is_checked_again_when_it_is_approved(self):
		self.known_customer()
		other = self.make_credit_customer(limit=4_000)
		make_group(members=[self.customer, other], pooled_limit=10_000)
		assessment = self.assess(expected_purchases=1_000_000)
		self.assertEqual(
			(assessment.proposed_limit, assessment.binding_method), (6_000, "Remainder of the Group's Limit")
		)
		file = frappe.get_doc("Credit File", {"customer": other})
		file.limits[0].credit_limit = 5_000
		file.save()
		self.approve_refused(assessment, "leaves .*5,000.* of its pooled limit")


class TestTwoMembersAtOnce(CommittedCase):
	def test_both_cannot_take_what_is_left_of_the_pool(self):
		customers = [self.make_credit_customer(limit=100) for _number in range(2)]
		make_group(members=customers, pooled_limit=1_000)
		frappe.db.commit()
		answers = at_once(raise_limit, [(customer, 700) for customer in customers])
		frappe.db.rollback()
		passed, other = sorted(
			(answer.outcome for answer in answers), key=lambda outcome: outcome != "passed"
		)
		self.assertEqual(passed, "passed")
		self.assertRegex(other, "of its pooled limit|is being changed now|busy")
		files = (frappe.get_doc("Credit File", {"customer": customer}) for customer in customers)
		self.assertEqual(sorted(file.limits[0].credit_limit for file in files), [100, 700])
