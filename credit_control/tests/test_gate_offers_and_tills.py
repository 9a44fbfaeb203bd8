"""Quotations and sales at the till at the gate: judged as what they become, and never stopped when paid."""

import frappe
from frappe.utils import getdate

from credit_control.services import customer_holds, settings
from credit_control.tests.bootstrap import ABBR, COMPANY, CURRENCY, GOODS, WAREHOUSE, new
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.credit_documents import check_row, make_policy
from credit_control.tests.factories import make_sales_invoice, make_sales_order, unique
from credit_control.tests.test_till_exposure import make_profile, make_till_mode, open_till


def make_quotation(*, customer: str, rate: float, submit=True, **fields):
	"""A Quotation of one line to a customer, or to the party in `fields`."""
	values = {"quotation_to": "Customer", "party_name": customer, **fields}
	doc = new(
		"Quotation",
		company=COMPANY,
		currency=CURRENCY,
		selling_price_list="Standard Selling",
		ignore_pricing_rule=1,
		**values,
	)
	doc.append("items", {"item_code": GOODS, "qty": 1, "rate": rate, "warehouse": WAREHOUSE})
	doc.insert()
	return frappe.get_doc("Quotation", doc.name).submit() if submit else doc


class TestQuotations(CreditCase):
	def setUp(self):
		super().setUp()
		make_policy()
		self.customer = self.make_credit_customer(limit=1000)

	def shown(self) -> str:
		return " ".join(str(message) for message in frappe.get_message_log())

	def hold_offers(self):
		make_policy(changes=lambda doc: check_row(doc, "Credit Limit").update({"quotation": "Hold"}))

	def test_one_over_the_limit_is_warned_of_and_passes(self):
		make_sales_order(customer=self.customer, rate=700)
		frappe.clear_messages()
		offer = make_quotation(customer=self.customer, rate=500)
		self.assertEqual((offer.docstatus, offer.reload().credit_status), (1, "Warned"))
		self.assertIn("200.00 above the limit of", self.shown())
		self.assertEqual(self.decisions_of(offer), ["Warned"])

	def test_one_within_the_limit_passes_and_owes_nothing(self):
		offer = make_quotation(customer=self.customer, rate=900)
		self.assertEqual(self.decisions_of(offer), ["Passed"])
		self.assertEqual(make_sales_order(customer=self.customer, rate=1000).docstatus, 1)

	def test_two_offers_do_not_take_each_other_s_room(self):
		for _number in range(2):
			self.assertEqual(self.decisions_of(make_quotation(customer=self.customer, rate=900)), ["Passed"])

	def test_a_policy_may_hold_them(self):
		self.hold_offers()
		offer = make_quotation(customer=self.customer, rate=1500, submit=False)
		self.assertIn("500.00 above the limit of", self.submit_refused(offer))
		self.assertEqual((offer.docstatus, offer.credit_status), (0, "Held"))
		hold = self.hold_of(offer)
		self.assertEqual((hold.reference_doctype, hold.amount, hold.exposure_before), ("Quotation", 1500, 0))

	def test_deleting_a_held_one_closes_its_hold(self):
		self.hold_offers()
		offer = make_quotation(customer=self.customer, rate=1500, submit=False)
		self.submit_refused(offer)
		hold = self.hold_of(offer)
		offer.delete()
		self.assertEqual(hold.reload().status, "Closed")

	def test_alternatives_are_not_counted(self):
		offer = make_quotation(customer=self.customer, rate=900, submit=False)
		row = {"item_code": GOODS, "qty": 1, "rate": 800, "warehouse": WAREHOUSE, "is_alternative": 1}
		offer.append("items", row)
		offer.save()
		frappe.get_doc("Quotation", offer.name).submit()
		self.assertEqual(self.decisions_of(offer), ["Passed"])

	def test_one_to_a_lead_is_not_judged(self):
		lead = new("Lead", first_name=unique("CC Lead"), company_name=unique("CC Lead")).insert().name
		offer = make_quotation(customer=lead, rate=99999, quotation_to="Lead")
		self.assertEqual((offer.docstatus, self.decisions_of(offer)), (1, []))

	def test_a_customer_that_somebody_stopped_gets_no_offer_either(self):
		customer_holds.place(self.customer, reason="Lawsuit", from_date=getdate())
		offer = make_quotation(customer=self.customer, rate=1, submit=False)
		self.assertIn("stopped all new documents of the customer: Lawsuit", self.submit_refused(offer))

	def test_in_warn_only_a_policy_that_holds_is_shown_and_lets_it_pass(self):
		settings.set_mode(self.company, settings.WARN_ONLY)
		self.hold_offers()
		offer = make_quotation(customer=self.customer, rate=1500)
		self.assertEqual((offer.docstatus, self.decisions_of(offer)), (1, ["Would Hold"]))


class TestTills(CreditCase):
	def setUp(self):
		super().setUp()
		self.customer = self.make_credit_customer(limit=1000)
		mode = make_till_mode()
		self.mode, self.profile = mode, make_profile(mode)
		open_till(self.profile, mode)

	def sale(self, rate: float, paid: float, submit=True, **fields):
		doc = new(
			"POS Invoice",
			customer=self.customer,
			company=COMPANY,
			pos_profile=self.profile,
			is_pos=1,
			currency=CURRENCY,
			selling_price_list="Standard Selling",
			ignore_pricing_rule=1,
			update_stock=0,
			**fields,
		)
		doc.append("items", {"item_code": GOODS, "qty": 1, "rate": rate, "warehouse": WAREHOUSE})
		doc.append("payments", {"mode_of_payment": self.mode, "account": f"Cash - {ABBR}", "amount": paid})
		doc.insert()
		return frappe.get_doc("POS Invoice", doc.name).submit() if submit else doc

	def test_one_paid_in_full_is_exempt_although_the_customer_is_over_its_limit(self):
		make_sales_order(customer=self.customer, rate=1000)
		sale = self.sale(5000, 5000)
		self.assertEqual(self.decisions_of(sale), ["Exempt"])

	def test_one_on_credit_is_held_for_what_is_not_paid(self):
		sale = self.sale(5000, 3500, submit=False)
		self.assertIn("500.00 above the limit of", self.submit_refused(sale))
		self.assertEqual((sale.docstatus, sale.credit_status), (0, "Held"))
		self.assertEqual(self.hold_of(sale).amount, 1500)

	def test_sales_on_credit_add_up_before_the_till_is_closed(self):
		self.assertEqual(self.decisions_of(self.sale(600, 0)), ["Passed"])
		self.assertIn("100.00 above the limit of", self.submit_refused(self.sale(500, 0, submit=False)))

	def test_they_leave_less_for_orders(self):
		self.sale(600, 0)
		self.submit_refused(make_sales_order(customer=self.customer, rate=500, submit=False))

	def test_a_return_at_the_till_is_never_held(self):
		sale = self.sale(600, 600)
		from erpnext.accounts.doctype.pos_invoice.pos_invoice import make_sales_return

		back = make_sales_return(sale.name)
		back.payments = []
		back.append("payments", {"mode_of_payment": self.mode, "account": f"Cash - {ABBR}", "amount": -600})
		back.insert()
		self.assertEqual(self.decisions_of(frappe.get_doc("POS Invoice", back.name).submit()), ["Exempt"])

	def test_a_paid_sale_by_sales_invoice_is_not_stopped_by_core_either(self):
		make_sales_order(customer=self.customer, rate=1000)
		invoice = make_sales_invoice(customer=self.customer, rate=5000, paid=5000)
		self.assertEqual((invoice.docstatus, self.decisions_of(invoice)), (1, ["Exempt"]))
