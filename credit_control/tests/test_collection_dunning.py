"""Steps that charge something: ERPNext's Dunning, one for each currency, with what is really open."""

import frappe
from frappe.utils import add_days, nowdate

from credit_control.erp.dunnings import dunned
from credit_control.services import dunning_documents
from credit_control.tests.bootstrap import COMPANY, SISTER
from credit_control.tests.collection_documents import make_overdue_invoice
from credit_control.tests.factories import make_payment, make_sales_invoice, make_terms
from credit_control.tests.strategy_case import StrategyCase, make_dunning_type, step


class TestDunning(StrategyCase):
	def charging(self, *, fee=20, interest=0, texts=(), **fields):
		"""A strategy whose only step charges."""
		kind = make_dunning_type(fee=fee, interest=interest, texts=texts)
		charged = step("Demand", 5, dunning_type=kind, **fields)
		return self.strategy(charged, only_for_company=COMPANY)

	def dunnings(self, customer=None) -> list:
		filters = {"customer": customer or self.customer, "docstatus": 1}
		names = frappe.get_all("Dunning", filters, pluck="name", order_by="currency, name")
		return [frappe.get_doc("Dunning", name) for name in names]

	def test_one_with_all_overdue_items_made_once_and_sent_along(self):
		invoices = [make_overdue_invoice(customer=self.customer, amount=500, days=days) for days in (10, 20)]
		strategy = self.charging()
		for _again in range(3):
			self.run_on(0, strategy)
		(dunning,) = self.dunnings()
		self.assertEqual({row.sales_invoice for row in dunning.overdue_payments}, {i.name for i in invoices})
		self.assertEqual(
			(dunning.total_outstanding, dunning.dunning_fee, dunning.grand_total), (1000, 20, 1020)
		)
		notice = self.notices()[0]
		self.assertEqual(notice.charged_amount, 20)
		self.assertEqual({row.dunning for row in notice.items}, {dunning.name})
		attached = [(each["doctype"], each["name"]) for each in self.attachments(self.mails()[0])]
		self.assertEqual(attached, [("Dunning", dunning.name), ("Collection Notice", notice.name)])

	def test_interest_runs_from_the_due_date(self):
		make_overdue_invoice(customer=self.customer, amount=36500, days=10)
		self.run_on(0, self.charging(fee=0, interest=10))
		(dunning,) = self.dunnings()
		self.assertEqual((dunning.total_interest, self.notices()[0].charged_amount), (100, 100))

	def test_it_asks_for_what_is_open_though_the_schedule_says_more(self):
		terms = make_terms(portions=((50, 5), (50, 10))).name
		invoice = make_sales_invoice(
			customer=self.customer, rate=1000, date=add_days(nowdate(), -30), payment_terms_template=terms
		)
		make_payment(invoice=invoice, amount=700)
		self.run_on(0, self.charging())
		(dunning,) = self.dunnings()
		schedule = frappe.get_doc("Sales Invoice", invoice.name).payment_schedule
		(row,) = dunning.overdue_payments
		self.assertEqual((row.outstanding, row.payment_schedule), (300, schedule[1].name))
		self.assertEqual(schedule[1].outstanding, 500)

	def test_one_for_each_currency_and_the_fee_once(self):
		customer = self.reachable(currency="USD").name
		make_overdue_invoice(customer=customer, amount=100, days=10, currency="USD")
		self.run_on(0, self.charging(fee=70))
		(dunning,) = self.dunnings(customer)
		self.assertEqual(
			(dunning.currency, dunning.total_outstanding, dunning.conversion_rate), ("USD", 100, 7)
		)
		self.assertEqual((dunning.dunning_fee, self.notices(customer)[0].charged_amount), (10, 70))

	def test_its_text_is_in_the_customers_language_else_in_the_default(self):
		texts = (("en", "Pay up", 1), ("zh", "请付款", 0))
		strategy = self.charging(texts=texts)
		for language, expected in (("zh", "请付款"), ("fr", "Pay up"), ("", "Pay up")):
			customer = self.reachable(language=language).name
			make_overdue_invoice(customer=customer, days=10)
			self.run_on(0, strategy)
			self.assertEqual(self.dunnings(customer)[0].body_text, expected)

	def test_its_level_counts_for_the_policy(self):
		make_overdue_invoice(customer=self.customer, days=10)
		self.run_on(0, self.charging())
		self.assertEqual(dunned(self.customer, COMPANY), (1, self.dunnings()[0].name))

	def test_it_is_resolved_when_all_its_rows_are_paid_and_no_sooner(self):
		first = make_overdue_invoice(customer=self.customer, amount=500, days=20)
		last = make_overdue_invoice(customer=self.customer, amount=500, days=10)
		self.run_on(0, self.charging())
		make_payment(invoice=last)
		# ERPNext 15 looks at the last row only
		dunning_documents.correct_all()
		self.assertEqual(self.dunnings()[0].status, "Unresolved")
		payment = make_payment(invoice=first)
		dunning_documents.correct_all()
		self.assertEqual(self.dunnings()[0].status, "Resolved")
		payment.reload().cancel()
		dunning_documents.correct_all()
		self.assertEqual(self.dunnings()[0].status, "Unresolved")
		self.assertEqual(dunning_documents.correct_all(), 0)

	def test_a_type_of_another_company_is_refused(self):
		kind = make_dunning_type(company=SISTER)
		with self.assertRaises(frappe.ValidationError) as caught:
			self.strategy(step("Demand", 5, dunning_type=kind), only_for_company=COMPANY)
		self.assertIn(f"is for {SISTER} only", str(caught.exception))

	def test_a_fee_before_the_due_date_is_refused(self):
		with self.assertRaises(frappe.ValidationError) as caught:
			self.strategy(step("Demand", -1, dunning_type=make_dunning_type()), only_for_company=COMPANY)
		self.assertIn("charges a fee before the item is overdue", str(caught.exception))
