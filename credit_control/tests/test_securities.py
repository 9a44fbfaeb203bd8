"""Credit Securities: what counts, from when to when, and what is refused."""

from datetime import timedelta
from decimal import Decimal

import frappe
from frappe.utils import add_days, getdate, nowdate

from credit_control.api import securities as api
from credit_control.services import securities, security_steps
from credit_control.tests.assessment_case import AssessmentCase
from credit_control.tests.bootstrap import SISTER
from credit_control.tests.credit_documents import days_ago, make_policy
from credit_control.tests.limit_documents import make_guarantee, make_security


class SecurityCase(AssessmentCase):
	def secured(self, days: int = 0, company: str | None = None):
		return securities.secured_amount(
			self.customer, company or self.company, getdate() + timedelta(days=days)
		)

	def insured(self, days: int = 0):
		return securities.insured_cap(self.customer, self.company, getdate() + timedelta(days=days))

	def refused(self, text: str, **fields):
		with self.assertRaisesRegex(frappe.ValidationError, text):
			make_security(customer=self.customer, **fields)


class TestSecuredAmount(SecurityCase):
	def test_without_any_security_there_is_none_and_not_zero(self):
		self.assertIsNone(self.secured())
		self.assertIsNone(self.insured())

	def test_the_haircut_is_taken_off_and_several_are_added_up(self):
		doc = make_security(customer=self.customer, amount=100_000, haircut_percent=20)
		make_security(customer=self.customer, security_type="Deposit", amount=5_000)
		self.assertEqual((doc.counted_amount, doc.status), (80_000, "Active"))
		self.assertEqual(self.secured(), 85_000)

	def test_a_draft_counts_for_nothing(self):
		make_security(customer=self.customer, submit=False)
		self.assertIsNone(self.secured())

	def test_it_counts_from_its_first_to_its_last_day(self):
		make_security(customer=self.customer, amount=10, valid_to=add_days(nowdate(), 5))
		self.assertIsNone(self.secured(-1))
		self.assertEqual([self.secured(days) for days in (0, 5, 6)], [10, 10, 0])

	def test_a_cancelled_one_counts_no_more(self):
		make_security(customer=self.customer).cancel()
		self.assertIsNone(self.secured())
		status = frappe.db.get_value("Credit Security", {"customer": self.customer}, "status")
		self.assertEqual(status, "Cancelled")

	def test_a_released_one_counts_until_the_day_before_also_looking_back(self):
		doc = make_security(customer=self.customer, amount=10, valid_from=days_ago(3))
		with self.acting_as(self.manager):
			api.release(doc.name, " The debts are paid ")
		doc.reload()
		self.assertEqual((doc.status, doc.release_reason), ("Released", "The debts are paid"))
		self.assertEqual((doc.released_by, getdate(doc.released_on)), (self.manager, getdate()))
		self.assertIsNone(self.secured())
		self.assertEqual(self.secured(-1), 10)

	def test_releasing_needs_a_reason_and_something_in_force(self):
		doc = make_security(customer=self.customer)
		with self.assertRaisesRegex(frappe.ValidationError, "Reason is missing."):
			security_steps.release(doc.name, " ")
		security_steps.release(doc.name, "Paid")
		with self.assertRaisesRegex(frappe.ValidationError, "There is nothing to release."):
			security_steps.release(doc.name, "Paid")

	def test_one_for_a_company_secures_only_that_company(self):
		make_security(customer=self.customer, amount=10, only_for_company=self.company)
		make_security(customer=self.customer, amount=7)
		self.assertEqual(self.secured(), 17)
		self.assertEqual(self.secured(company=SISTER), 7)

	def test_a_foreign_currency_is_turned_into_the_companys(self):
		make_security(customer=self.customer, amount=100, currency="USD", haircut_percent=10)
		self.assertEqual(self.secured(), 90 * 7)

	def test_a_missing_exchange_rate_is_an_error_and_not_zero(self):
		make_security(customer=self.customer, currency="THB")
		with self.assertRaisesRegex(frappe.ValidationError, "There is no exchange rate from THB to CNY"):
			self.secured()

	def test_the_day_after_its_last_it_is_marked_as_expired_once(self):
		doc = make_security(customer=self.customer, valid_to=nowdate())
		self.assertEqual(security_steps.expire(getdate()), 0)
		self.assertEqual(security_steps.expire(getdate() + timedelta(days=1)), 1)
		self.assertEqual(doc.reload().status, "Expired")
		self.assertEqual(security_steps.expire(getdate() + timedelta(days=1)), 0)

	def test_one_entered_after_its_last_day_is_expired_from_the_start(self):
		doc = make_security(customer=self.customer, valid_from=days_ago(9), valid_to=days_ago(2))
		self.assertEqual((doc.status, self.secured()), ("Expired", 0))


class TestInsurance(SecurityCase):
	def test_the_insurers_share_counts_up_to_the_maximum_and_is_no_security(self):
		doc = make_security(
			customer=self.customer,
			security_type="Credit Insurance",
			amount=100_000,
			coverage_percent=90,
			maximum_cover=75_000,
			haircut_percent=50,
		)
		self.assertEqual((doc.counted_amount, doc.haircut_percent), (75_000, 0))
		self.assertEqual((self.insured(), self.secured()), (75_000, None))

	def test_one_that_ran_out_covers_nothing_until_it_is_released(self):
		doc = make_security(
			customer=self.customer,
			security_type="Credit Insurance",
			coverage_percent=90,
			valid_from=days_ago(9),
			valid_to=days_ago(1),
		)
		self.assertEqual(self.insured(), 0)
		security_steps.release(doc.name, "We insure this customer no more")
		self.assertIsNone(self.insured())

	def test_coverage_must_be_named_and_possible(self):
		insurance = {"security_type": "Credit Insurance"}
		self.refused("Coverage % is missing.", coverage_percent=0, **insurance)
		self.refused("Coverage % must be between 0 and 100.", coverage_percent=101, **insurance)


class TestRefusals(SecurityCase):
	def test_figures_that_cannot_be_are_refused(self):
		self.refused("Amount is missing.", amount=0)
		self.refused("Haircut % must be between 0 and 100.", haircut_percent=120)
		self.refused("Valid to lies before Valid From.", valid_to=days_ago(1))

	def test_a_bank_guarantee_fills_amount_end_bank_and_number(self):
		guarantee = make_guarantee(customer=self.customer, amount=50_000)
		doc = make_security(customer=self.customer, amount=None, bank_guarantee=guarantee.name)
		self.assertEqual((doc.amount, getdate(doc.valid_to)), (50_000, getdate(guarantee.end_date)))
		self.assertEqual(
			(doc.provider, doc.reference_number), (guarantee.bank, guarantee.bank_guarantee_number)
		)

	def test_nothing_goes_beyond_the_bank_guarantee(self):
		guarantee = make_guarantee(customer=self.customer, amount=50_000)
		link = {"bank_guarantee": guarantee.name}
		self.refused("Amount is above that of Bank Guarantee", amount=50_001, **link)
		after = add_days(guarantee.end_date, 1)
		self.refused("Valid to lies after the end of Bank Guarantee", amount=1, valid_to=after, **link)
		self.refused("is kept in CNY. Choose that currency.", currency="USD", **link)

	def test_a_bank_guarantee_of_another_customer_or_not_submitted_is_refused(self):
		other = make_guarantee(customer=self.customer)
		other.db_set("customer", "Somebody Else")
		self.refused("belongs to customer Somebody Else.", bank_guarantee=other.name)
		draft = make_guarantee(customer=self.customer, submit=False)
		self.refused("is not a submitted one that we received.", bank_guarantee=draft.name)

	def test_a_bank_guarantee_is_counted_once(self):
		guarantee = make_guarantee(customer=self.customer)
		first = make_security(customer=self.customer, amount=None, bank_guarantee=guarantee.name)
		self.refused(f"is counted by Credit Security {first.name} already.", bank_guarantee=guarantee.name)


class TestLimitWithSecurity(SecurityCase):
	"""What security, insurance and caps make of a proposed limit."""

	def setUp(self):
		super().setUp()
		self.known_customer()
		self.without = self.proposed()

	def proposed(self):
		return self.assess(expected_purchases=1_000_000).proposed_limit

	def rows(self):
		return {row.method: row for row in self.assess(expected_purchases=1_000_000).limits}

	def test_security_is_added_to_the_proposal_and_shown_beside_the_methods(self):
		make_security(customer=self.customer, amount=100_000, haircut_percent=20)
		self.assertEqual(self.proposed(), self.without + 80_000)
		self.assertTrue(self.rows()["Security Added"].amount)

	def test_a_policy_may_leave_it_aside_or_hold_it_to_a_share(self):
		make_security(customer=self.customer, amount=10_000_000)
		make_policy(add_security=0)
		self.assertEqual(self.proposed(), self.without)
		make_policy(add_security=1, security_share=50)
		self.assertEqual(self.proposed(), self.without * 1.5)

	def test_an_insured_customer_is_capped_by_what_the_insurer_covers_and_the_unsecured_limit(self):
		make_security(
			customer=self.customer, security_type="Credit Insurance", amount=10_000, coverage_percent=90
		)
		self.assertEqual(self.proposed(), 9_000)
		make_policy(unsecured_cap=20_000)
		assessment = self.assess(expected_purchases=1_000_000)
		self.assertEqual(
			(assessment.proposed_limit, assessment.binding_method), (29_000, "Insured plus Unsecured Limit")
		)
		make_policy(cap_by_insurance=0)
		self.assertEqual(self.proposed(), self.without)

	def test_the_highest_unsecured_limit_of_policy_or_grade_binds(self):
		make_policy(unsecured_cap=5_000)
		assessment = self.assess(expected_purchases=1_000_000)
		self.assertEqual(
			(assessment.proposed_limit, assessment.binding_method), (5_000, "Highest Unsecured Limit")
		)
		make_policy(unsecured_cap=5_000, changes=cap_grades_at_3000)
		self.assertEqual(self.proposed(), 3_000)

	def test_the_inputs_keep_what_security_was_there(self):
		make_security(customer=self.customer, amount=100_000)
		inputs = frappe.parse_json(self.assess().inputs)["limit_inputs"]
		self.assertEqual(Decimal(inputs["security"]), 100_000)
		self.assertIsNone(inputs["insured"])


def cap_grades_at_3000(policy):
	for row in policy.grades:
		row.unsecured_cap = 3_000
