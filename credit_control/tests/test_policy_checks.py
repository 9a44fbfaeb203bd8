"""Rows of the check table on a real site: for some grades, for one customer, and refused ones."""

import frappe

from credit_control.services import policies, settings
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.credit_documents import check_row, fill_file, make_policy
from credit_control.tests.factories import make_customer, make_sales_invoice, make_sales_order
from credit_control.tests.policy_case import PolicyCase

HOLD = dict.fromkeys(policies.DOCTYPES.values(), "Hold")


def adding(check: str, threshold: float = 0, **fields):
	"""A change of a policy: one more row, with Hold for every document unless `fields` say otherwise."""
	return lambda doc: doc.append("checks", {"check": check, "threshold": threshold, **HOLD, **fields})


class TestRows(CreditCase):
	def refused(self, customer: str, rate=100) -> str:
		return self.submit_refused(make_sales_order(customer=customer, rate=rate, submit=False))

	def passes(self, customer: str, rate=100) -> list:
		return self.decisions_of(make_sales_order(customer=customer, rate=rate))

	def test_a_row_for_weak_grades_is_stricter_than_the_general_one(self):
		make_policy(changes=adding("Credit Limit", only_for_grades="BB, B", sales_order="Warn"))
		weak = self.make_credit_customer(limit=1000, grade="BB")
		good = self.make_credit_customer(limit=1000, grade="A")
		self.assertEqual(self.passes(weak, 1500), ["Warned"])
		self.assertIn("above the limit", self.refused(good, 1500))

	def test_the_largest_document_looks_at_the_order_as_it_will_be(self):
		make_policy(changes=adding("Largest Document", 500))
		customer = self.make_credit_customer(limit=100000)
		self.assertEqual(self.passes(customer, 500), ["Passed"])
		self.assertIn("The document is worth", self.refused(customer, 501))

	def test_splitting_an_order_by_update_items_does_not_help(self):
		from credit_control.services.gate import CreditHoldError
		from credit_control.tests.factories import update_order_items

		make_policy(changes=adding("Largest Document", 500))
		order = make_sales_order(customer=self.make_credit_customer(limit=100000), rate=400)
		with self.assertRaisesRegex(CreditHoldError, "The document is worth"):
			update_order_items(order=order, rate=600)

	def test_what_is_overdue_by_amount_and_by_share(self):
		customer = self.make_credit_customer(limit=100000)
		make_sales_invoice(customer=customer, rate=100, date="2026-01-02", due_date="2026-01-02")
		make_policy(changes=adding("Overdue Amount", 99))
		self.assertIn("100.00 is overdue", self.plain(self.refused(customer)))
		make_policy(changes=adding("Overdue Share", 99))
		self.assertIn("100 % of what is open is overdue", self.refused(customer))

	def plain(self, message: str) -> str:
		return message.replace("¥ ", "")

	def test_gaps_of_the_file_are_named_until_it_is_complete_enough(self):
		make_policy(changes=adding("Credit File Gaps"))
		customer = self.make_credit_customer()
		self.assertRegex(self.refused(customer), "The credit file lacks: .*Registration Number")
		make_policy(changes=adding("Credit File Gaps", 1))
		fill_file(customer)
		self.assertEqual(self.passes(customer), ["Passed"])

	def test_terms_longer_than_the_grade_grants(self):
		make_policy(changes=adding("Longer Terms"))
		customer = self.make_credit_customer(limit=100000)
		order = make_sales_order(customer=customer, rate=100, submit=False)
		order.payment_schedule[0].due_date = frappe.utils.add_days(order.transaction_date, 46)
		order.save()
		self.assertIn("The terms give 46 days of credit; 45 are granted.", self.submit_refused(order))
		options = [row.remedy for row in self.hold_of(order).remedies]
		self.assertEqual(options, ["Shorten the terms to 45 days."])

	def test_the_grade_s_prepayment(self):
		make_policy(changes=adding("Prepayment Missing"))
		customer = self.make_credit_customer(limit=100000, grade="BB")
		self.assertIn("30 % of the document", self.refused(customer, 1000))

	def test_a_manual_hold_listed_with_ignore_is_not_looked_at(self):
		make_policy(changes=adding("Manual Hold", quotation="Ignore", **{"sales_order": "Ignore"}))
		self.assertEqual(self.passes(self.make_credit_customer()), ["Passed"])


class TestOptions(CreditCase):
	def test_a_hold_keeps_each_way_with_what_comes_of_it(self):
		customer = self.make_credit_customer(limit=1000)
		invoice = make_sales_invoice(customer=customer, rate=700)
		order = make_sales_order(customer=customer, rate=500, submit=False)
		message = self.submit_refused(order)
		rows = {row.remedy: row.outcome for row in self.hold_of(order).remedies}
		self.assertTrue(any(invoice.name in text and "paid" in text for text in rows))
		self.assertTrue(any("40 % of the document" in text for text in rows))
		self.assertTrue(any("Approved by: Credit Manager." in text for text in rows))
		self.assertEqual(
			set(rows.values()), {"Then it passes.", "Then it passes with a warning."}, list(rows.items())
		)
		self.assertIn("Then it passes", message)

	def test_what_does_not_clear_everything_says_what_would_still_hold(self):
		customer = self.make_credit_customer(limit=1000, grade="D")
		order = make_sales_order(customer=customer, rate=1500, submit=False)
		self.submit_refused(order)
		rows = {row.remedy: row.outcome for row in self.hold_of(order).remedies}
		granted = next(text for text in rows if "temporary limit" in text)
		self.assertEqual(rows[granted], "It would still be held: Grade Allows Credit.")

	def test_the_rows_of_the_order_that_fit_are_named(self):
		order = make_sales_order(customer=self.make_credit_customer(limit=1000), rate=700, submit=False)
		order.append("items", {**order.items[0].as_dict(), "name": None, "idx": None, "rate": 200})
		order.append("items", {**order.items[0].as_dict(), "name": None, "idx": None, "rate": 400})
		order.save()
		self.assertIn("Keep only rows 1–2, worth", self.submit_refused(order))


class TestScopeOfOneCustomer(PolicyCase):
	def test_a_policy_for_a_customer_goes_before_every_other(self):
		customer, other = make_customer().name, make_customer().name
		general = self.applicable(other)
		group = frappe.db.get_value("Customer", customer, "customer_group")
		own = make_policy(only_for_customer=customer).name
		make_policy(only_for_customer_group=group, only_for_company=self.company)
		self.assertEqual(self.applicable(customer), own)
		self.assertNotEqual(self.applicable(other), own)
		self.assertNotEqual(general, own)

	def test_it_is_not_one_for_a_company(self):
		settings.set_mode(self.company, settings.OFF)
		self.cancel_all("Credit Policy")
		make_policy(only_for_customer=make_customer().name)
		self.assertFalse(policies.exists())
		with self.assertRaisesRegex(frappe.ValidationError, "No Credit Policy applies"):
			settings.set_mode(self.company, settings.ENFORCE)


class TestFaults(PolicyCase):
	def refused(self, text: str, change):
		self.assert_fault(text, make_policy, change)

	def test_rows_for_the_same_grade_are_refused_and_for_different_ones_kept(self):
		def twice(doc):
			adding("Credit Limit", only_for_grades="A, BB")(doc)
			adding("Credit Limit", only_for_grades="BB")(doc)

		self.refused("Row 7: This check is listed twice for grade BB. Remove one of the rows.", twice)
		policy = make_policy(changes=adding("Credit Limit", only_for_grades="A，BB"))
		rule = policies.engine_policy(policy).checks[-1]
		self.assertEqual(rule.grades, ("A", "BB"))

	def test_a_grade_that_the_policy_lacks_is_named(self):
		self.refused(
			"Row 6: Grade ZZ is not in the grade table. Choose a grade of the policy.",
			adding("Credit Limit", only_for_grades="ZZ"),
		)

	def test_the_largest_document_needs_an_amount(self):
		self.refused("Row 6: The threshold is missing.", adding("Largest Document"))

	def test_reactions_of_a_fresh_policy(self):
		policy = make_policy()
		row = check_row(policy, "Credit Limit")
		self.assertEqual((row.quotation, row.pos_invoice, row.journal_entry), ("Warn", "Hold", "Warn"))
		others = [each.quotation for each in policy.checks if each.check != "Credit Limit"]
		self.assertEqual(others, ["Ignore"] * 4)
