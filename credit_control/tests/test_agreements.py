"""Credit Agreements: prefilled, within what is granted, signed, replaced, ended, and asked for by the gate."""

import frappe
from frappe.utils import add_days, getdate, nowdate

from credit_control.api import agreements as api
from credit_control.services import agreement_steps, agreements, files
from credit_control.services.question import Question
from credit_control.tests.bootstrap import SISTER, new
from credit_control.tests.cover_case import CoverCase, day, make_agreement
from credit_control.tests.factories import make_sales_order
from credit_control.tests.masters import make_terms, unique


class AgreementCase(CoverCase):
	def draft(self, **fields):
		return self.make(submit=False, **fields)

	def make(self, **fields):
		values = {"customer": self.customer, "company": self.company, **fields}
		return make_agreement(**values)

	def signed(self, **fields):
		return self.sign(self.make(**fields))

	def in_force(self, days: int = 0, company: str | None = None):
		found = agreements.agreement(self.customer, company or self.company, day(days))
		return found and found.name

	def update(self, days: int) -> list[int]:
		return list(agreement_steps.update_all(day(days)))

	def refused(self, text: str, **fields):
		with self.assertRaisesRegex(frappe.ValidationError, text):
			self.make(**fields)


class TestDraft(AgreementCase):
	def test_a_new_one_starts_from_the_credit_file(self):
		terms = make_terms().name
		file = self.file()
		file.limits[0].payment_terms_template = terms
		file.legal_representative = "Wang Fang"
		file.save()
		with self.acting_as(self.specialist):
			found = api.proposal(self.customer, self.company)
		self.assertEqual((found["credit_limit"], found["granted"]), (500_000, 500_000))
		self.assertEqual((found["payment_terms_template"], found["customer_signatory"]), (terms, "Wang Fang"))
		self.assertEqual(found["currency"], "CNY")

	def test_an_unlimited_customer_and_one_without_a_limit_are_told_apart(self):
		unlimited = self.make_credit_customer(mode="Unlimited", limit=0)
		self.assertIsNone(api.proposal(unlimited, self.company)["granted"])
		self.assertEqual(api.proposal(self.customer, SISTER)["granted"], 0)

	def test_more_than_granted_needs_a_reason(self):
		text = "500,001.00 is above the .*500,000.00 that the Credit File grants"
		self.refused(text, credit_limit=500_001)
		doc = self.draft(credit_limit=500_001, above_reason="The board agreed on 3 May")
		self.assertEqual(doc.status, "Draft")
		self.assertEqual(self.draft(credit_limit=500_000).status, "Draft")

	def test_a_foreign_currency_is_compared_in_the_companys(self):
		self.refused("is above the", credit_limit=72_000, currency="USD")
		self.assertEqual(self.draft(credit_limit=71_000, currency="USD").currency, "USD")

	def test_a_customer_without_a_limit_there_needs_a_reason_for_any(self):
		self.refused("is above the", company=SISTER, credit_limit=1)

	def test_figures_that_cannot_be_are_refused(self):
		self.refused("Credit Limit is missing.", credit_limit=0)
		self.refused("Late Interest % a Year must be between 0 and 100.", late_interest_percent=101)
		self.refused("Valid to lies before Valid From.", valid_to=add_days(nowdate(), -1))

	def test_conditions_come_from_the_template_with_the_contracts_own_values(self):
		template = new(
			"Terms and Conditions", title=unique("CC Terms"), selling=1, terms="Place: {{ company }}"
		).insert()
		self.assertEqual(self.draft(tc_name=template.name).terms, f"Place: {self.company}")
		self.assertEqual(self.draft(tc_name=template.name, terms="Own words").terms, "Own words")

	def test_it_hangs_on_the_customers_credit_file(self):
		self.assertEqual(self.draft().credit_file, files.file_of(self.customer))


class TestLife(AgreementCase):
	def test_it_waits_for_the_signed_copy_and_is_then_in_force(self):
		doc = self.make()
		self.assertEqual((doc.status, self.in_force()), ("Awaiting Signature", None))
		with self.acting_as(self.specialist):
			api.sign(doc.name, nowdate(), "/private/files/signed.pdf")
		doc.reload()
		self.assertEqual((doc.status, doc.signed_copy), ("In Force", "/private/files/signed.pdf"))
		self.assertEqual((getdate(doc.signed_on), self.in_force()), (day(), doc.name))

	def test_signing_needs_the_copy_and_a_day_that_has_come(self):
		doc = self.make()
		for values, text in (
			((nowdate(), " "), "Signed Copy is missing."),
			((add_days(nowdate(), 1), "/private/files/a.pdf"), "Signed on lies in the future."),
		):
			with self.assertRaisesRegex(frappe.ValidationError, text):
				api.sign(doc.name, *values)
		self.sign(doc)
		with self.assertRaisesRegex(frappe.ValidationError, "does not wait for a signature."):
			api.sign(doc.name, nowdate(), "/private/files/a.pdf")

	def test_one_that_is_signed_ahead_begins_on_its_first_day_and_replaces_the_old_one(self):
		old, new_one = self.signed(), self.signed(valid_from=day(10), valid_to=day(400))
		self.assertEqual((old.reload().status, new_one.status), ("In Force", "Not Started"))
		self.assertEqual([self.in_force(days) for days in (9, 10)], [old.name, new_one.name])
		self.assertEqual(self.update(9), [])
		self.assertEqual(self.update(10), [1])
		old.reload()
		self.assertEqual((old.status, old.replaced_by), ("Replaced", new_one.name))
		self.assertEqual(new_one.reload().status, "In Force")
		self.assertEqual(self.update(10), [])

	def test_one_for_another_company_replaces_nothing(self):
		own = self.signed()
		self.signed(company=SISTER, above_reason="New customer there")
		self.assertEqual((own.reload().status, self.in_force()), ("In Force", own.name))
		self.assertNotEqual(self.in_force(company=SISTER), own.name)

	def test_cancelling_the_new_one_brings_the_old_one_back(self):
		old, new_one = self.signed(), self.signed()
		self.assertEqual(old.reload().status, "Replaced")
		new_one.reload().cancel()
		old.reload()
		self.assertEqual((old.status, old.replaced_by, new_one.status), ("In Force", None, "Cancelled"))

	def test_after_its_last_day_it_is_expired_and_still_the_last_one(self):
		doc = self.signed(valid_to=day(5))
		self.assertEqual((self.update(5), self.update(6)), ([], [1]))
		self.assertEqual(doc.reload().status, "Expired")
		self.assertEqual(agreements.agreement(self.customer, self.company, day(9)).valid_to, day(5))

	def test_terminating_keeps_who_when_and_why(self):
		doc = self.signed()
		with self.acting_as(self.manager):
			api.terminate(doc.name, " Late again ", nowdate())
		doc.reload()
		self.assertEqual((doc.status, doc.termination_reason), ("Terminated", "Late again"))
		self.assertEqual((doc.terminated_by, getdate(doc.terminated_on)), (self.manager, day()))
		self.assertEqual(agreements.agreement(self.customer, self.company, day()).valid_to, day(-1))

	def test_one_may_be_terminated_ahead(self):
		doc = self.signed()
		api.terminate(doc.name, "Notice given", str(day(30)))
		self.assertEqual(doc.reload().status, "In Force")
		self.assertEqual((self.update(29), self.update(30)), ([], [1]))
		self.assertEqual(doc.reload().status, "Terminated")

	def test_terminating_needs_a_reason_a_day_to_come_and_something_in_force(self):
		doc = self.signed()
		for values, text in (
			((" ", None), "Reason is missing."),
			(("Late", str(day(-1))), "A contract ends today or later."),
		):
			with self.assertRaisesRegex(frappe.ValidationError, text):
				api.terminate(doc.name, *values)
		api.terminate(doc.name, "Late")
		with self.assertRaisesRegex(frappe.ValidationError, "There is nothing to terminate."):
			api.terminate(doc.name, "Late")


class TestRights(AgreementCase):
	def test_a_specialist_drafts_and_a_manager_submits(self):
		with self.acting_as(self.specialist):
			doc = self.draft()
			with self.assertRaises(frappe.PermissionError):
				doc.submit()
		with self.acting_as(self.manager):
			self.assertEqual(frappe.get_doc(doc.doctype, doc.name).submit().status, "Awaiting Signature")

	def test_a_seller_reads_those_of_customers_that_may_be_read_and_changes_none(self):
		doc = self.signed()
		other = self.make(customer=self.make_credit_customer(limit=500_000))
		seller = self.user("Sales User").name
		permission = new(
			"User Permission", user=seller, allow="Customer", for_value=self.customer, apply_to_all_doctypes=1
		)
		permission.insert(ignore_permissions=True)
		with self.acting_as(seller):
			self.assertEqual(frappe.get_list("Credit Agreement", pluck="name"), [doc.name])
			self.assertFalse(frappe.has_permission("Credit Agreement", "read", other))
			for action in (
				lambda: api.sign(doc.name, nowdate(), "/private/files/a.pdf"),
				lambda: api.terminate(doc.name, "Late"),
				lambda: api.proposal(self.customer, self.company),
			):
				self.assertRaises(frappe.PermissionError, action)

	def test_a_specialist_does_not_terminate(self):
		doc = self.signed()
		with self.acting_as(self.specialist), self.assertRaises(frappe.PermissionError):
			api.terminate(doc.name, "Late")


class TestGate(AgreementCase):
	def order(self):
		return make_sales_order(customer=self.customer, rate=100, submit=False)

	def test_an_order_waits_for_a_signed_agreement_and_goes_on_when_there_is_one(self):
		self.govern(("Credit Agreement", 0))
		order = self.order()
		self.assertIn("There is no signed credit agreement with the customer.", self.submit_refused(order))
		doc = self.make()
		with self.jobs() as handed:
			self.sign(doc)
		self.run_jobs(handed)
		self.assertEqual(self.hold_of(order).status, "Cleared")
		self.assertEqual(order.reload().submit().docstatus, 1)

	def test_an_agreement_that_ended_holds_and_names_the_day(self):
		doc = self.signed(valid_from=day(-30), valid_to=day(-1))
		self.assertEqual(doc.status, "Expired")
		self.govern(("Credit Agreement", 0))
		self.assertIn(f"Credit agreement {doc.name} was valid until", self.submit_refused(self.order()))

	def test_the_reader_says_limit_and_last_day(self):
		doc = self.signed(credit_limit=1_000, currency="USD")
		question = Question("Sales Order", None, self.customer, self.company, day())
		found = agreements.agreement_of(question)
		self.assertEqual((found.name, found.limit, found.valid_to), (doc.name, 7_000, day(364)))
