"""The life of a security: replaced without a gap, given back, run out, and the Bank Guarantee behind it."""

import frappe
from frappe.utils import add_days, getdate, nowdate

from credit_control.api import securities as api
from credit_control.services import securities, security_steps, security_words
from credit_control.tests.bootstrap import SISTER
from credit_control.tests.cover_case import CoverCase, day
from credit_control.tests.credit_documents import days_ago
from credit_control.tests.factories import make_customer, make_payment, make_sales_order
from credit_control.tests.limit_documents import make_guarantee, make_security


class TestReplacing(CoverCase):
	def secured(self, days: int):
		return securities.secured_amount(self.customer, self.company, day(days))

	def pair(self, **fields):
		old = make_security(customer=self.customer, amount=10, valid_to=day(5))
		new = make_security(
			customer=self.customer, amount=20, **{"valid_from": day(6), "replaces": old.name, **fields}
		)
		return old.reload(), new

	def test_the_new_one_counts_from_its_first_day_without_a_gap_and_never_both(self):
		old, new = self.pair(valid_from=day(3))
		self.assertEqual([self.secured(days) for days in (2, 3, 6)], [10, 20, 20])
		self.assertEqual(
			(old.replaced_by, old.status, getdate(old.released_on)), (new.name, "Active", day(3))
		)
		self.assertEqual(security_steps.expire(day(2)), 0)
		self.assertEqual(security_steps.expire(day(3)), 1)
		self.assertEqual(old.reload().status, "Released")

	def test_cancelling_the_new_one_brings_the_old_one_back(self):
		old, new = self.pair(valid_from=day(0))
		self.assertEqual((old.status, self.secured(0)), ("Released", 20))
		new.cancel()
		old.reload()
		self.assertEqual((old.status, old.released_on, old.replaced_by), ("Active", None, None))
		self.assertEqual(self.secured(0), 10)

	def test_days_on_which_neither_counts_are_told(self):
		self.pair(valid_from=day(9))
		told = [message.message for message in frappe.get_message_log()]
		self.assertTrue(any("neither of the two counts" in text for text in told), told)

	def test_only_what_is_in_force_and_the_customers_own_is_replaced(self):
		old = make_security(customer=self.customer)
		other = make_customer().name
		with self.assertRaisesRegex(frappe.ValidationError, f"belongs to customer {self.customer}"):
			make_security(customer=other, replaces=old.name)
		security_steps.release(old.name, "Given back")
		with self.assertRaisesRegex(frappe.ValidationError, "There is nothing to replace."):
			make_security(customer=self.customer, replaces=old.name)

	def test_one_for_all_companies_stays_so_when_the_company_is_cleared(self):
		"""Whoever works for one company must not narrow it by replacing it."""
		frappe.defaults.set_user_default("company", self.company)
		old, new = self.pair(valid_from=day(0), only_for_company="")
		self.assertEqual((old.only_for_company or "", new.only_for_company or ""), ("", ""))
		elsewhere = securities.secured_amount(self.customer, SISTER, day(0))
		self.assertEqual((self.secured(0), elsewhere), (20, 20))

	def test_replaced_for_one_company_it_secures_the_others_no_more(self):
		_old, new = self.pair(valid_from=day(3), only_for_company=self.company)
		sister = [securities.secured_amount(self.customer, SISTER, day(days)) for days in (2, 3)]
		self.assertEqual(sister, [10, None])
		self.assertEqual(self.secured(3), 20)
		new.cancel()
		self.assertEqual(securities.secured_amount(self.customer, SISTER, day(3)), 10)

	def test_the_new_one_may_count_the_same_bank_guarantee(self):
		guarantee = make_guarantee(customer=self.customer, amount=50_000)
		old = make_security(customer=self.customer, amount=None, bank_guarantee=guarantee.name)
		new = make_security(
			customer=self.customer, amount=40_000, bank_guarantee=guarantee.name, replaces=old.name
		)
		self.assertEqual((new.counted_amount, self.secured(0)), (40_000, 40_000))


class TestGuarantor(CoverCase):
	def test_a_guarantor_is_another_customer_and_names_the_provider(self):
		parent = make_customer()
		doc = make_security(customer=self.customer, security_type="Parent Guarantee", guarantor=parent.name)
		self.assertEqual(doc.provider, parent.customer_name)
		with self.assertRaisesRegex(frappe.ValidationError, "is the customer. Choose who stands in"):
			make_security(customer=self.customer, guarantor=self.customer)

	def test_what_is_no_guarantee_has_no_guarantor(self):
		doc = make_security(customer=self.customer, security_type="Mortgage", guarantor=make_customer().name)
		self.assertIsNone(doc.guarantor)


class TestBankGuarantee(CoverCase):
	def setUp(self):
		super().setUp()
		self.guarantee = make_guarantee(customer=self.customer, amount=50_000)
		self.security = make_security(customer=self.customer, amount=None, bank_guarantee=self.guarantee.name)

	def end_on(self, days: int):
		self.guarantee.reload()
		self.guarantee.flags.ignore_validate_update_after_submit = True
		self.guarantee.end_date = day(days)
		self.guarantee.save()
		return getdate(self.security.reload().valid_to)

	def test_cancelling_the_guarantee_releases_the_security_with_the_reason(self):
		self.guarantee.cancel()
		self.security.reload()
		self.assertEqual(self.security.status, "Released")
		self.assertEqual(self.security.release_reason, f"Bank Guarantee {self.guarantee.name} was cancelled")
		self.assertIsNone(self.cover().secured)

	def test_a_guarantee_that_is_extended_takes_its_security_along(self):
		self.assertEqual(self.end_on(400), day(400))
		comments = frappe.get_all(
			"Comment", {"reference_name": self.security.name, "comment_type": "Info"}, pluck="content"
		)
		self.assertTrue(any(self.guarantee.name in text for text in comments), comments)

	def test_one_that_is_shortened_does_too_and_may_be_over_at_once(self):
		self.assertEqual(self.end_on(30), day(30))
		self.assertEqual(self.end_on(-1), day(-1))
		self.assertEqual((self.security.status, self.cover().secured), ("Expired", 0))

	def test_a_security_that_ends_earlier_is_left_as_it_is(self):
		security_steps.extend(self.security, day(100))
		self.assertEqual(self.end_on(400), day(100))
		self.assertEqual(self.end_on(50), day(50))


class TestExplained(CoverCase):
	def said(self, doc) -> str:
		return api.explain(doc.name)

	def test_an_insurance_in_words(self):
		doc = self.insure(coverage=80, maximum_cover=300_000, valid_to=day(30))
		shown = frappe.utils.formatdate(day(30))
		self.assertEqual(
			self.said(doc).replace("\xa0", " "),
			f"80 % of CNY 500,000.00, at most CNY 300,000.00 = CNY 300,000.00 until {shown}",
		)

	def test_one_without_haircut_and_end(self):
		doc = make_security(customer=self.customer, amount=100)
		self.assertEqual(
			self.said(doc).replace("\xa0", " "), "CNY 100.00 = CNY 100.00 until it is given back"
		)

	def test_a_deposit_that_lowers_the_exposure_already(self):
		payment = make_payment(customer=self.customer, amount=40)
		doc = make_security(
			customer=self.customer,
			security_type="Deposit",
			amount=40,
			receipt_type="Payment Entry",
			receipt=payment.name,
		)
		self.assertIn(
			"less CNY 40.00 that lowers the exposure already = CNY 0.00", self.said(doc).replace("\xa0", " ")
		)

	def test_one_that_was_given_back(self):
		doc = make_security(customer=self.customer, amount=100, valid_from=days_ago(3))
		security_steps.release(doc.name, "Paid")
		today = frappe.utils.formatdate(nowdate())
		self.assertIn(f"until it was given back on {today}", security_words.explain(doc.reload()))


class TestExpiry(CoverCase):
	def test_a_security_that_runs_out_has_waiting_documents_judged_again(self):
		doc = make_security(customer=self.customer, amount=500, valid_to=day(1))
		self.govern(("Unsecured Exposure", 100))
		order = self.order_held()
		with self.jobs() as handed:
			self.assertEqual(security_steps.expire(day(2)), 1)
		self.assertEqual(self.asked_again(handed), [self.customer])
		self.assertEqual((doc.reload().status, self.hold_of(order).status), ("Expired", "Held"))

	def order_held(self):
		order = make_sales_order(customer=self.customer, rate=1_000, submit=False)
		self.submit_refused(order)
		return order

	def test_chunks_do_all_of_them_once(self):
		for _number in range(3):
			make_security(customer=self.customer, amount=5, valid_to=day(1))
		before, security_steps.CHUNK = security_steps.CHUNK, 2
		self.addCleanup(setattr, security_steps, "CHUNK", before)
		self.assertEqual(list(security_steps.expire_in_chunks(day(2))), [2, 1])
		self.assertEqual(security_steps.expire(getdate(add_days(nowdate(), 2))), 0)
