"""What a grade adds to the terms: prepayment, instalments and discount, on ERPNext's own documents."""

from unittest.mock import patch

import frappe
from frappe.utils import add_days, add_months, get_last_day, getdate, nowdate

from erpnext.accounts.doctype.payment_entry.payment_entry import get_payment_entry
from erpnext.selling.doctype.quotation.quotation import make_sales_order as order_of_quotation

from credit_control.services import prepayments, settings, term_templates, terms
from credit_control.tests import bootstrap
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.credit_documents import grade_row, make_policy
from credit_control.tests.factories import (
	make_delivery_note,
	make_payment,
	make_sales_invoice,
	make_sales_order,
	make_terms,
	priced,
)


class TermsCase(CreditCase):
	mode = settings.WARN_ONLY

	def setUp(self):
		super().setUp()
		self.customer = self.make_credit_customer(limit=100_000, grade="BB")

	def grant(self, template: str | None = None, **grade):
		"""A policy whose grade BB grants this, and the customer's own template."""
		row = {"payment_terms_template": None, "term_days": 30, "prepayment_percent": 0, **grade}
		make_policy(changes=lambda doc: grade_row(doc, "BB").update(row))
		file = frappe.get_doc("Credit File", {"customer": self.customer})
		file.limits[0].payment_terms_template = template
		file.save()

	def order(self, **fields):
		values = {"qty": 10, "rate": 100, **fields}
		return make_sales_order(customer=self.customer, submit=False, **values)

	def invoice(self, **fields):
		return make_sales_invoice(customer=self.customer, qty=10, submit=False, **fields)

	def schedule(self, doc) -> list[tuple]:
		"""Days after the document's date, and amount, of each row of its payment schedule."""
		start = getdate(doc.get("posting_date") or doc.transaction_date)
		return [((getdate(row.due_date) - start).days, row.payment_amount) for row in doc.payment_schedule]


class TestGrantedTerms(TermsCase):
	def test_the_grades_template_is_proposed_where_the_file_names_none(self):
		template = make_terms(portions=((100, 30),)).name
		self.grant(payment_terms_template=template)
		self.assertEqual(self.order().payment_terms_template, template)

	def test_the_files_own_template_goes_before_the_grades(self):
		own = make_terms(portions=((100, 12),)).name
		self.grant(own, payment_terms_template=make_terms(portions=((100, 30),)).name)
		self.assertEqual(self.order().payment_terms_template, own)

	def test_a_grade_that_adds_nothing_proposes_nothing(self):
		self.grant()
		self.assertFalse(self.order().payment_terms_template)

	def test_a_quotation_and_an_invoice_get_them_too(self):
		template = make_terms(portions=((100, 30),)).name
		self.grant(template)
		quotation = priced("Quotation", None, 1, 100, quotation_to="Customer", party_name=self.customer)
		self.assertEqual(quotation.insert().payment_terms_template, template)
		self.assertEqual(self.invoice().payment_terms_template, template)

	def test_a_quotation_to_a_lead_gets_none(self):
		self.grant(make_terms(portions=((100, 30),)).name)
		lead = frappe.get_doc({"doctype": "Lead", "lead_name": "CC Lead", "company_name": "CC Lead"}).insert()
		quotation = priced("Quotation", None, 1, 100, quotation_to="Lead", party_name=lead.name)
		self.assertFalse(quotation.insert().payment_terms_template)

	def test_a_sale_at_the_till_gets_none(self):
		self.grant(make_terms(portions=((100, 30),)).name)
		sale = make_sales_invoice(customer=self.customer, qty=1, paid=100, submit=False)
		self.assertFalse(sale.payment_terms_template)

	def test_a_due_date_that_was_given_is_a_choice_of_its_own(self):
		self.grant(make_terms(portions=((100, 30),)).name)
		due = getdate(add_days(nowdate(), 12))
		self.assertEqual(getdate(self.invoice(due_date=due).due_date), due)

	def test_a_schedule_of_ones_own_stays_as_it_is(self):
		self.grant(prepayment_percent=30)
		own = [{"due_date": add_days(nowdate(), 5), "invoice_portion": 100, "payment_amount": 1000}]
		order = self.order(payment_schedule=own)
		self.assertFalse(order.payment_terms_template)
		self.assertEqual(self.schedule(order), [(5, 1000)])

	def test_the_form_is_told_what_erpnext_would_have_filled_in(self):
		own, granted = (make_terms(portions=((100, days),)).name for days in (90, 30))
		self.grant(granted)
		frappe.db.set_value("Customer", self.customer, "payment_terms", own)
		found = terms.proposal("Sales Order", self.customer, self.company)
		self.assertEqual(found, {"template": granted, "core": own})

	def test_a_company_that_is_off_is_proposed_nothing(self):
		self.grant(prepayment_percent=30)
		settings.set_mode(self.company, settings.OFF)
		self.assertIsNone(terms.proposal("Sales Order", self.customer, self.company))


class TestPrepaymentSchedule(TermsCase):
	def test_a_prepayment_is_the_first_instalment_and_due_with_the_order(self):
		self.grant(make_terms(portions=((50, 30), (50, 60))).name, prepayment_percent=30)
		self.assertEqual(self.schedule(self.order()), [(0, 300), (30, 350), (60, 350)])

	def test_without_a_template_the_grades_days_follow(self):
		self.grant(prepayment_percent=30, term_days=15)
		order = self.order()
		self.assertEqual(order.payment_terms_template, "30 % in Advance, 15 Days")
		self.assertEqual(self.schedule(order), [(0, 300), (15, 700)])

	def test_a_grade_that_buys_against_payment_only_pays_everything_at_once(self):
		self.grant(make_terms(portions=((100, 30),)).name, prepayment_percent=100)
		self.assertEqual(self.schedule(self.order()), [(0, 1000)])

	def test_the_same_terms_are_made_once_only(self):
		self.grant(prepayment_percent=30)
		first, second = self.order(), self.order()
		self.assertEqual(first.payment_terms_template, second.payment_terms_template)

	def test_who_reads_another_language_is_given_the_same(self):
		self.grant(prepayment_percent=30)
		first = self.order().payment_terms_template
		with patch.object(frappe.local, "lang", "zh"):
			self.assertEqual(self.order().payment_terms_template, first)

	def test_a_template_of_that_name_which_somebody_else_made_is_left_alone(self):
		theirs = make_terms(portions=((100, 90),), name="30 % in Advance, 30 Days").name
		self.grant(prepayment_percent=30)
		order = self.order()
		self.assertEqual(order.payment_terms_template, f"{theirs} (2)")
		self.assertEqual(self.schedule(order), [(0, 300), (30, 700)])

	def test_terms_that_change_make_another_template(self):
		base = make_terms(portions=((100, 30),))
		self.grant(base.name, prepayment_percent=30)
		self.order()
		base.terms[0].credit_days = 45
		base.save()
		self.assertEqual(self.schedule(self.order()), [(0, 300), (45, 700)])

	def test_payments_by_term_go_to_a_prepayment_of_its_own(self):
		self.grant(make_terms(portions=((50, 30), (50, 60)), allocate=True).name, prepayment_percent=30)
		order = self.order()
		self.assertTrue(all(row.payment_term for row in order.payment_schedule))
		self.assertEqual(self.schedule(order), [(0, 300), (30, 350), (60, 350)])
		entry = frappe.get_doc(prepayments.receive(order.submit()))
		entry.update({"reference_no": "CC", "reference_date": nowdate(), "paid_to": bootstrap.BANK})
		entry.insert().submit()
		order.reload()
		self.assertEqual([row.paid_amount for row in order.payment_schedule], [300, 0, 0])

	def test_odd_shares_and_a_foreign_currency_are_accepted_by_erpnext(self):
		thirds = make_terms(portions=((33.333, 30), (33.333, 60), (33.334, 90))).name
		self.grant(thirds, prepayment_percent=33.33)
		order = self.order(rate=33.37, qty=3, currency="USD").submit()
		self.assertAlmostEqual(sum(row.payment_amount for row in order.payment_schedule), 100.11, 1)
		self.assertAlmostEqual(sum(row.invoice_portion for row in order.payment_schedule), 100, 6)

	def test_an_invoice_of_an_order_has_its_terms_and_no_prepayment_once_that_is_in(self):
		self.grant(make_terms(portions=((50, 30), (50, 60))).name, prepayment_percent=30)
		order = self.order().submit()
		early = make_sales_invoice(order=order, submit=False)
		self.assertEqual(self.schedule(early), [(0, 300), (30, 350), (60, 350)])
		make_payment(order=order, amount=300)
		late = make_sales_invoice(delivery=make_delivery_note(order=order), submit=False)
		late.set_advances()
		late.save()
		self.assertEqual(self.schedule(late), [(30, 350), (60, 350)])

	def test_an_order_keeps_the_terms_of_its_quotation(self):
		self.grant(make_terms(portions=((100, 30),)).name)
		chosen = make_terms(portions=((100, 7),)).name
		quotation = priced("Quotation", None, 1, 100, quotation_to="Customer", party_name=self.customer)
		quotation.payment_terms_template = chosen
		quotation.insert().submit()
		order = order_of_quotation(quotation.name)
		self.assertEqual(order.payment_terms_template, chosen)

	def test_erpnext_told_to_fetch_an_orders_terms_is_left_to_do_so(self):
		frappe.db.set_single_value("Accounts Settings", "automatically_fetch_payment_terms", 1)
		self.grant(prepayment_percent=30)
		order = self.order().submit()
		make_payment(order=order, amount=300)
		self.assertEqual(len(make_sales_invoice(order=order, submit=False).payment_schedule), 2)


class TestDiscountAndInstalments(TermsCase):
	def setUp(self):
		super().setUp()
		account = f"CC Discount - {bootstrap.ABBR}"
		if not frappe.db.exists("Account", account):
			parent = frappe.db.get_value(
				"Account", {"company": self.company, "root_type": "Expense", "is_group": 1}
			)
			values = {"account_name": "CC Discount", "parent_account": parent, "company": self.company}
			frappe.get_doc({"doctype": "Account", **values}).insert()
		frappe.db.set_value("Company", self.company, "default_discount_account", account)
		frappe.clear_document_cache("Company", self.company)

	def paid_early(self, invoice, days: int):
		day = getdate(add_days(invoice.posting_date, days))
		entry = get_payment_entry(
			invoice.doctype, invoice.name, bank_account=bootstrap.BANK, reference_date=day
		)
		entry.update({"reference_no": "CC", "reference_date": day})
		return entry

	def test_erpnext_deducts_the_discount_when_the_invoice_is_paid_in_time(self):
		self.grant(discount_percent=2, discount_days=10)
		invoice = self.invoice().submit()
		self.assertEqual(self.paid_early(invoice, 11).paid_amount, 1000)
		entry = self.paid_early(invoice, 10).insert().submit()
		self.assertEqual((entry.paid_amount, entry.deductions[0].amount), (980, 20))
		self.assertEqual(frappe.db.get_value("Sales Invoice", invoice.name, "outstanding_amount"), 0)

	def test_a_prepaid_share_gets_no_discount(self):
		self.grant(prepayment_percent=30, discount_percent=2, discount_days=10)
		order = self.order().submit()
		self.assertFalse(any(row.discount for row in order.payment_schedule))
		self.assertEqual(make_payment(order=order, amount=300).paid_amount, 300)
		invoice = make_sales_invoice(order=order, submit=False)
		invoice.set_advances()
		invoice.save().submit()
		self.assertEqual(invoice.outstanding_amount, 700)
		self.assertEqual(self.paid_early(invoice, 10).paid_amount, 686)

	def test_several_parts_share_one_discount(self):
		self.grant(make_terms(portions=((50, 30), (50, 60))).name, discount_percent=2, discount_days=10)
		self.assertEqual(self.paid_early(self.invoice().submit(), 10).paid_amount, 980)

	def test_instalments_are_equal_monthly_parts_that_add_up(self):
		self.grant(instalments=3, term_days=90)
		order = self.order()
		self.assertEqual(order.payment_terms_template, "3 Monthly Instalments")
		self.assertEqual([days for days, _amount in self.schedule(order)], [30, 60, 90])
		self.assertEqual(sum(amount for _days, amount in self.schedule(order)), 1000)

	def test_eighteen_instalments_of_an_odd_amount_are_accepted_by_erpnext(self):
		self.grant(instalments=18, term_days=540, prepayment_percent=10)
		order = self.order(qty=1, rate=100.01).submit()
		self.assertEqual(len(order.payment_schedule), 19)

	def test_a_policy_names_instalments_that_take_longer_than_its_days(self):
		with self.assertRaisesRegex(
			frappe.ValidationError, "3 monthly instalments take 90 days; 60 are granted"
		):
			self.grant(instalments=3, term_days=60)


class TestTermDays(TermsCase):
	def days(self, doc):
		return terms.term_days(doc)

	def test_the_longest_part_counts(self):
		order = self.order(payment_terms_template=make_terms(portions=((50, 10), (50, 75))).name)
		self.assertEqual(self.days(order), 75)

	def test_a_due_date_that_was_moved_by_hand_counts(self):
		self.grant()
		order = self.order()
		self.assertEqual(self.days(order), 0)
		order.payment_schedule[0].due_date = add_days(nowdate(), 41)
		order.save()
		self.assertEqual(self.days(order), 41)

	def test_terms_from_the_end_of_the_month_count_from_the_documents_day(self):
		term = {"invoice_portion": 100, "due_date_based_on": "Day(s) after the end of the invoice month"}
		template = frappe.get_doc(
			{
				"doctype": "Payment Terms Template",
				"template_name": "CC End of Month",
				"terms": [{**term, "credit_days": 30}],
			}
		).insert()
		first = getdate(add_months(nowdate(), -1)).replace(day=1)
		days = (getdate(add_days(get_last_day(first), 30)) - first).days
		order = self.order(payment_terms_template=template.name, date=first)
		self.assertEqual(self.days(order), days)
		self.assertEqual(terms.granted_days(template.name, first), days)

	def test_an_unsaved_draft_is_read_by_its_template(self):
		template = make_terms(portions=((100, 33),)).name
		draft = priced("Sales Order", self.customer, 1, 100, transaction_date=nowdate())
		draft.payment_terms_template = template
		self.assertEqual(self.days(draft), 33)

	def test_an_invoices_due_date_counts_and_a_delivery_names_none(self):
		self.assertEqual(self.days(self.invoice(due_date=add_days(nowdate(), 25))), 25)
		order = self.order().submit()
		self.assertIsNone(self.days(make_delivery_note(order=order, submit=False)))


class TestMissingPrepayment(TermsCase):
	def setUp(self):
		super().setUp()
		self.grant(prepayment_percent=30)

	def test_an_order_says_what_is_missing(self):
		order = self.order().submit()
		make_payment(order=order, amount=100)
		found = prepayments.missing(order.reload())
		figures = {"percent": 30, "required": 300, "received": 100, "missing": 200, "currency": "CNY"}
		self.assertEqual(found, figures)

	def test_a_draft_and_a_closed_order_ask_for_nothing(self):
		order = self.order()
		self.assertIsNone(prepayments.missing(order))
		order.submit().update_status("Closed")
		self.assertIsNone(prepayments.missing(order.reload()))

	def test_a_payment_entry_and_a_payment_request_are_for_what_is_missing(self):
		order = self.order().submit()
		make_payment(order=order, amount=100)
		order.reload()
		entry = frappe.get_doc(prepayments.receive(order))
		self.assertEqual((entry.paid_amount, entry.references[0].reference_name), (200, order.name))
		self.assertEqual(prepayments.request(order)["grand_total"], 200)

	def test_a_foreign_order_is_asked_for_in_its_own_currency(self):
		order = self.order(currency="USD").submit()
		self.assertEqual(prepayments.missing(order)["missing"], 2100)
		self.assertEqual(prepayments.request(order)["grand_total"], 300)
		self.assertEqual(prepayments.receive(order)["references"][0]["allocated_amount"], 2100)

	def test_nothing_is_asked_for_when_nothing_is_missing(self):
		order = self.order().submit()
		make_payment(order=order, amount=300)
		with self.assertRaisesRegex(frappe.ValidationError, "Nothing is missing of the prepayment"):
			prepayments.request(order.reload())

	def test_a_template_made_here_is_known_by_its_mark(self):
		self.assertTrue(term_templates.is_ours(self.order().payment_terms_template))
		self.assertFalse(term_templates.is_ours(make_terms().name))
