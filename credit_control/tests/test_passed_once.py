"""What passed or was released once is not held again at delivery or invoice, however strict the policy.

And not for what a policy or a grade asks since: an order that must stop is put on hold itself.
"""

from unittest.mock import patch

import frappe
from frappe.utils import add_days, nowdate

from erpnext.accounts.doctype.sales_invoice.sales_invoice import make_delivery_note as delivery_of_invoice

from credit_control.services import gate, judging
from credit_control.tests.bootstrap import GOODS
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.credit_documents import grade_row, make_policy
from credit_control.tests.factories import (
	make_delivery_note,
	make_payment,
	make_sales_invoice,
	make_sales_order,
)
from credit_control.tests.hold_case import HoldCase
from credit_control.tests.limit_documents import make_security

EVERYWHERE = dict.fromkeys(("sales_order", "delivery_note", "sales_invoice"), "Hold")
PREPAID = {"check": "Prepayment Missing", "sales_order": "Ignore", "sales_invoice": "Ignore"}


def strictest(policy) -> None:
	"""Every check that a policy can have holds every document."""
	listed = {row.check: row for row in policy.checks}
	for check in frappe.get_meta("Credit Policy Check").get_field("check").options.split("\n"):
		row = listed.get(check) or policy.append("checks", {"check": check})
		row.update({"threshold": row.threshold or 1, **EVERYWHERE})


class TestStrictest(HoldCase):
	def setUp(self):
		super().setUp()
		make_policy(changes=strictest)

	def test_a_released_order_is_delivered_and_billed(self):
		order = make_sales_order(customer=self.customer, qty=10, rate=150, submit=False)
		self.submit_refused(order)
		self.assertGreater(len(self.hold_of(order).checks), 4)
		self.release(order, cap=order.base_grand_total)
		order.reload().submit()
		for qty in (3, 7):
			note = make_delivery_note(order=order, qty=qty)
			self.assertEqual(make_sales_invoice(delivery=note).docstatus, 1)


class TestShippedGoods(CreditCase):
	def setUp(self):
		super().setUp()
		self.customer = self.make_credit_customer(limit=1000)

	def late_invoice(self, **source):
		"""An invoice that gives 120 days, far over the limit that fell since, under the strictest policy."""
		make_policy(changes=strictest)
		frappe.get_doc("Credit File", {"customer": self.customer}).limits[0].db_set("credit_limit", 1)
		invoice = make_sales_invoice(submit=False, **source)
		invoice.update({"payment_terms_template": None, "payment_schedule": []})
		invoice.due_date = add_days(nowdate(), 120)
		return invoice.save()

	def test_they_are_billed_with_whatever_terms_and_the_terms_are_warned_of(self):
		note = make_delivery_note(customer=self.customer, qty=10)
		invoice = self.late_invoice(delivery=note).submit()
		self.assertEqual((invoice.docstatus, invoice.credit_status), (1, "Warned"))

	def test_they_are_billed_from_their_order_as_well(self):
		order = make_sales_order(customer=self.customer, qty=10)
		make_delivery_note(order=order)
		self.assertEqual(self.late_invoice(order=order).submit().credit_status, "Warned")

	def said(self) -> str:
		return " ".join(str(message) for message in frappe.get_message_log())

	def test_they_are_billed_without_any_policy_and_it_is_said_that_it_is_missing(self):
		invoice = make_sales_invoice(
			delivery=make_delivery_note(customer=self.customer, qty=10), submit=False
		)
		for policy in frappe.get_all("Credit Policy", {"docstatus": 1}, pluck="name"):
			frappe.get_doc("Credit Policy", policy).cancel()
		self.assertEqual(invoice.reload().submit().docstatus, 1)
		self.assertIn("No Credit Policy applies", self.said())

	def test_they_are_billed_when_an_exchange_rate_is_missing(self):
		invoice = make_sales_invoice(
			delivery=make_delivery_note(customer=self.customer, qty=10), submit=False
		)
		make_policy(changes=strictest)
		make_security(customer=self.customer, currency="THB")
		order = make_sales_order(customer=self.customer, submit=False)
		with self.assertRaisesRegex(frappe.ValidationError, "exchange rate from THB"):
			order.submit()
		self.assertEqual(invoice.submit().docstatus, 1)

	def test_they_are_billed_when_nothing_can_be_read(self):
		invoice = make_sales_invoice(
			delivery=make_delivery_note(customer=self.customer, qty=10), submit=False
		)
		with patch.object(judging, "gather", side_effect=ZeroDivisionError("broken")):
			self.assertEqual(invoice.submit().docstatus, 1)
		self.assertIn(f"{invoice.name} was not judged", self.said())
		self.assertTrue(frappe.db.exists("Error Log", {"reference_name": invoice.name}))

	def test_billing_them_is_over_with_the_hold_of_their_draft(self):
		note = make_delivery_note(customer=self.customer, qty=10)
		invoice = self.late_invoice(delivery=note)
		recorded = {"reference_doctype": invoice.doctype, "reference_name": invoice.name}
		hold = frappe.get_doc(
			{"doctype": "Credit Hold", "customer": self.customer, "company": self.company, **recorded}
		).insert()
		invoice.submit()
		self.assertEqual(hold.reload().status, "Cleared")

	def test_an_invoice_that_moves_the_goods_itself_is_judged(self):
		order = make_sales_order(customer=self.customer, qty=10, item=GOODS)
		invoice = self.late_invoice(order=order, update_stock=1)
		with patch.object(gate, "_enforce", wraps=gate._enforce) as enforced:
			invoice.submit()
		self.assertTrue(enforced.called)

	def test_what_is_not_shipped_yet_waits(self):
		order = make_sales_order(customer=self.customer, qty=10)
		make_delivery_note(order=order, qty=9)
		self.assertIn("The terms give 120 days", self.submit_refused(self.late_invoice(order=order)))


class TestPrepaymentAskedLater(CreditCase):
	def setUp(self):
		super().setUp()
		self.customer = self.make_credit_customer(limit=100_000)

	def policy(self, percent: int, check=True) -> None:
		def change(policy):
			grade_row(policy, "A").prepayment_percent = percent
			if check:
				policy.append("checks", PREPAID)

		make_policy(changes=change)

	def test_a_grade_that_fell_since_asks_nothing_of_an_order_that_passed(self):
		self.policy(0)
		order = make_sales_order(customer=self.customer, qty=10)
		frappe.get_doc("Credit File", {"customer": self.customer}).db_set("grade", "BB")
		self.assertEqual(make_delivery_note(order=order).credit_status, "Exempt")
		later = make_sales_order(customer=self.customer, qty=1)
		self.submit_refused(make_delivery_note(order=later, submit=False))

	def test_a_policy_of_today_asks_nothing_of_yesterdays_order(self):
		self.policy(30, check=False)
		order = make_sales_order(customer=self.customer, qty=10)
		frappe.db.set_value("Credit Policy", {"docstatus": 1}, "valid_from", add_days(nowdate(), -1))
		self.policy(30)
		self.assertEqual(make_delivery_note(order=order).docstatus, 1)

	def test_a_delivery_of_several_orders_waits_for_the_most_that_was_asked_for(self):
		self.policy(0)
		free = make_sales_order(customer=self.customer, qty=1)
		self.policy(20)
		asked = make_sales_order(customer=self.customer, qty=1)
		note = make_delivery_note(order=free, submit=False)
		note.append(
			"items", make_delivery_note(order=asked, submit=False).items[0].as_dict(no_default_fields=True)
		)
		self.assertIn("20 % of the document", self.submit_refused(note.save()))

	def test_an_order_from_before_is_asked_for_what_is_asked_for_now(self):
		self.policy(30)
		order = make_sales_order(customer=self.customer, qty=10)
		frappe.db.delete("Credit Decision", {"reference_name": order.name})
		self.submit_refused(make_delivery_note(order=order, submit=False))

	def test_goods_of_a_paid_invoice_are_delivered(self):
		self.policy(30)
		invoice = make_sales_invoice(customer=self.customer, qty=10, item=GOODS)
		note = delivery_of_invoice(invoice.name).insert()
		self.submit_refused(note)
		make_payment(invoice=invoice, amount=300)
		self.assertEqual(note.reload().submit().docstatus, 1)
