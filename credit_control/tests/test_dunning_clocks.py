"""What a Dunning says about time: interest from which day, on which basis, until when to pay, demands before."""

import frappe
from frappe.utils import add_days, add_years, getdate, nowdate

from credit_control.services import collection_mails, dunning_print, limitation
from credit_control.tests.bootstrap import COMPANY, new
from credit_control.tests.collection_documents import make_overdue_invoice
from credit_control.tests.strategy_case import StrategyCase, make_dunning_type, make_text, step

FORMAT = collection_mails.DUNNING
ORDER = "Order 802, art. 15"


class TestClocks(StrategyCase):
	def charging(self, *, texts=(), fee=20, interest=10, label="Demand", **clocks):
		kind = make_dunning_type(fee=fee, interest=interest, texts=texts, **clocks)
		return self.strategy(step(label, 5, dunning_type=kind), only_for_company=COMPANY)

	def dunning(self):
		"""The last one of the customer."""
		name = frappe.get_all("Dunning", {"customer": self.customer}, pluck="name", order_by="creation desc")[
			0
		]
		return frappe.get_doc("Dunning", name)

	def test_it_takes_them_from_its_type(self):
		invoice = make_overdue_invoice(customer=self.customer, days=10)
		self.run_on(0, self.charging(interest_basis=ORDER, days_to_pay=7))
		dunning = self.dunning()
		self.assertEqual(
			(dunning.interest_basis, dunning.days_to_pay, dunning.interest_from, dunning.pay_by),
			(ORDER, 7, getdate(add_days(invoice.due_date, 1)), getdate(add_days(nowdate(), 7))),
		)

	def test_days_without_interest_are_left_out_of_rows_totals_and_the_message(self):
		make_overdue_invoice(customer=self.customer, amount=36500, days=10)
		self.run_on(0, self.charging(fee=0, interest_free_days=7))
		dunning = self.dunning()
		self.assertEqual(dunning.overdue_payments[0].interest, 30)
		self.assertEqual(
			(dunning.total_interest, dunning.dunning_amount, dunning.grand_total), (30, 30, 36530)
		)
		self.assertEqual(dunning.base_dunning_amount, 30)
		self.assertEqual(self.notices()[0].charged_amount, 30)
		self.assertEqual(dunning.interest_from, getdate(add_days(nowdate(), -2)))

	def test_one_that_somebody_makes_has_them_too(self):
		invoice = make_overdue_invoice(customer=self.customer, amount=36500, days=10)
		kind = make_dunning_type(fee=0, interest=10, interest_free_days=4, days_to_pay=14)
		doc = new("Dunning", customer=self.customer, company=COMPANY, posting_date=nowdate())
		doc.update({"dunning_type": kind, "rate_of_interest": 10, "currency": "CNY", "conversion_rate": 1})
		row = {"sales_invoice": invoice.name, "due_date": invoice.due_date, "outstanding": 36500}
		doc.append("overdue_payments", row)
		doc.insert()
		self.assertEqual((doc.total_interest, doc.pay_by), (60, getdate(add_days(nowdate(), 14))))
		doc.interest_free_days = 10
		doc.days_to_pay = 21
		doc.save()
		self.assertEqual((doc.total_interest, str(doc.pay_by)), (0, add_days(nowdate(), 21)))

	def test_without_interest_no_day_is_named(self):
		make_overdue_invoice(customer=self.customer, days=10)
		self.run_on(0, self.charging(interest=0))
		dunning = self.dunning()
		self.assertEqual((dunning.interest_from, dunning.pay_by, dunning.last_demand_on), (None, None, None))

	def test_the_demand_before_is_named_and_the_limitation_begins_anew(self):
		invoice = make_overdue_invoice(customer=self.customer, days=100)
		self.run_on(-30, self.charging())
		first = self.dunning()
		self.run_on(
			0,
			self.strategy(
				step("Demand", 5),
				step("Last", 30, dunning_type=make_dunning_type()),
				only_for_company=COMPANY,
			),
		)
		second = self.dunning()
		self.assertNotEqual(first.name, second.name)
		self.assertEqual(second.last_demand_on, first.posting_date)
		years = limitation.years()
		self.assertEqual(second.limitation_ends_on, getdate(add_years(nowdate(), years)))
		found = limitation.limitations(self.customer, COMPANY, [invoice.name])[invoice.name]
		self.assertEqual((found.last_day, found.cause), (second.limitation_ends_on, "Demand"))

	def test_a_claim_that_has_lapsed_is_not_revived_by_a_demand(self):
		invoice = make_overdue_invoice(customer=self.customer, days=10)
		old = add_years(nowdate(), -4)
		frappe.db.set_value("Sales Invoice", invoice.name, "due_date", old)
		self.run_on(0, self.charging())
		self.assertEqual(self.dunning().limitation_ends_on, getdate(add_years(old, limitation.years())))

	def test_the_letter_shows_them_and_goes_with_the_mail(self):
		texts = (("en", "Please pay up.", 1), ("zh", "请付款。", 0))
		invoice = make_overdue_invoice(customer=self.customer, amount=36500, days=10)
		self.run_on(0, self.charging(texts=texts, interest_basis=ORDER, days_to_pay=7))
		dunning = self.dunning()
		attached = {(row["doctype"], row["print_format"]) for row in self.attachments(self.mails()[0])}
		self.assertIn(("Dunning", FORMAT), attached)
		html = frappe.get_print("Dunning", dunning.name, print_format=FORMAT)
		for expected in (
			"Please pay up.",
			invoice.name,
			"Interest From",
			"100.00",
			"36,620.00",
			f"Interest is 10 % a year from the day given until the day of this letter, and goes on until you pay ({ORDER}).",
			"Please pay by",
		):
			self.assertIn(expected, html)
		self.assertNotIn("Lapse", html)

	def test_the_letter_is_in_the_customers_language(self):
		frappe.db.set_value("Customer", self.customer, "language", "zh")
		make_overdue_invoice(customer=self.customer, days=10)
		self.run_on(0, self.charging(texts=(("zh", "请付款。", 1),), days_to_pay=7))
		html = frappe.get_print("Dunning", self.dunning().name, print_format=FORMAT)
		for expected in ("请付款。", "计息起始日", "催款函"):
			self.assertIn(expected, html)

	def test_without_interest_the_letter_has_no_column_for_it(self):
		make_overdue_invoice(customer=self.customer, days=10)
		self.run_on(0, self.charging(interest=0))
		html = frappe.get_print("Dunning", self.dunning().name, print_format=FORMAT)
		self.assertIn("Amount Open</th>\n", html)
		self.assertNotIn("Interest</", html)

	def test_who_may_not_read_a_dunning_may_not_print_it(self):
		make_overdue_invoice(customer=self.customer, days=10)
		self.run_on(0, self.charging())
		dunning = self.dunning()
		with self.acting_as(self.user("Employee").name), self.assertRaises(frappe.PermissionError):
			dunning_print.credit_dunning_letter(dunning)

	def test_the_text_may_say_until_when_to_pay(self):
		self.text = make_text(body="Pay by {{ pay_by }}.")
		make_overdue_invoice(customer=self.customer, days=10)
		self.run_on(0, self.charging(days_to_pay=7))
		self.assertIn(frappe.utils.formatdate(add_days(nowdate(), 7)), self.notices()[0].message)
