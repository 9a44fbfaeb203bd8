"""Which invoices could be discounted, and what ERPNext's Invoice Discounting does to the exposure."""

import frappe
from frappe.utils import add_days, getdate, nowdate

from credit_control.api import factoring as api
from credit_control.erp.exposure import read_exposure
from credit_control.erp.receivables import open_items
from credit_control.services import factoring, settings
from credit_control.tests import bootstrap
from credit_control.tests.credit_case import CreditCase
from credit_control.tests.credit_documents import grade_row, make_policy
from credit_control.tests.factories import make_credit_note, make_payment, make_sales_invoice, make_terms


class FactoringCase(CreditCase):
	mode = settings.WARN_ONLY

	def setUp(self):
		super().setUp()
		make_policy(
			changes=lambda doc: grade_row(doc, "A").update({"term_days": 45, "payment_terms_template": None})
		)
		self.customer = self.make_credit_customer(limit=100_000)

	def invoice(self, days: int = 30, **fields):
		"""An invoice of 1,000 that falls due in so many days; a back-dated one is overdue by now."""
		date = fields.pop("date", None) or nowdate()
		return make_sales_invoice(
			customer=self.customer, qty=10, date=date, due_date=add_days(date, days), **fields
		)

	def reasons(self, invoice) -> list[str]:
		rows = factoring.candidates(self.customer, self.company)
		return next(row["reasons"] for row in rows if row["invoice"] == invoice.name)

	def file(self, **values):
		frappe.db.set_value("Credit File", {"customer": self.customer}, values)


class TestEligibility(FactoringCase):
	def test_an_invoice_that_is_not_due_can_be_discounted(self):
		invoice = self.invoice()
		found = factoring.state(invoice)
		self.assertEqual((found["eligible"], found["reasons"], found["amount"]), (True, [], 1000))

	def test_a_part_payment_leaves_the_rest_to_be_discounted(self):
		invoice = self.invoice()
		make_payment(invoice=invoice, amount=400)
		self.assertEqual(factoring.state(invoice.reload())["amount"], 600)

	def test_an_overdue_one_says_how_much_and_since_when(self):
		invoice = self.invoice(30, date=add_days(nowdate(), -33))
		self.assertEqual(self.reasons(invoice), ["CNY 1,000.00 of it has been overdue for 3 days."])

	def test_an_instalment_that_is_overdue_counts_alone(self):
		terms = make_terms(portions=((50, 10), (50, 40))).name
		invoice = make_sales_invoice(
			customer=self.customer, qty=10, date=add_days(nowdate(), -12), payment_terms_template=terms
		)
		self.assertEqual(self.reasons(invoice), ["CNY 500.00 of it has been overdue for 2 days."])

	def test_longer_terms_than_granted_keep_it_out(self):
		self.assertEqual(
			self.reasons(self.invoice(60)), ["Its terms give 60 days of credit; 45 are granted."]
		)

	def test_a_disputed_one_says_so(self):
		invoice = self.invoice()
		dispute = frappe.get_doc(
			{
				"doctype": "Payment Dispute",
				"customer": self.customer,
				"company": self.company,
				"reason": frappe.get_meta("Payment Dispute").get_field("reason").options.split("\n")[1],
				"description": "CC",
				"due_date": add_days(nowdate(), 10),
				"items": [{"sales_invoice": invoice.name, "disputed_amount": 200}],
			}
		)
		dispute.insert().submit()
		self.assertEqual(self.reasons(invoice), ["CNY 200.00 of it is disputed."])

	def test_a_customer_whose_contract_forbids_it_or_that_has_no_grade_is_left_out(self):
		invoice = self.invoice()
		self.file(assignment="Prohibited")
		said = "The contract with the customer forbids the assignment of its invoices."
		self.assertEqual(self.reasons(invoice), [said])
		self.file(assignment="Allowed", grade=None)
		self.assertEqual(self.reasons(invoice), ["The customer has no grade yet."])
		self.file(grade="D")
		self.assertIn("Grade D buys against payment only.", self.reasons(invoice))

	def test_settled_invoices_drafts_and_credit_notes_are_no_candidates(self):
		paid, draft = self.invoice(), self.invoice(submit=False)
		make_payment(invoice=paid)
		note = make_credit_note(invoice=self.invoice(), qty=1)
		self.assertEqual([factoring.state(each.reload()) for each in (paid, draft, note)], [None, None, None])

	def test_the_earliest_due_comes_first(self):
		late, early = self.invoice(40), self.invoice(20)
		rows = factoring.candidates(self.customer, self.company)
		self.assertEqual([row["invoice"] for row in rows], [early.name, late.name])


class TestDiscounting(FactoringCase):
	def accounts(self) -> dict:
		made = {
			field: self.account(field, "Asset", "Receivable")
			for field in (
				"accounts_receivable_credit",
				"accounts_receivable_discounted",
				"accounts_receivable_unpaid",
			)
		}
		made["short_term_loan"] = self.account("short_term_loan", "Liability", "")
		made["bank_charges_account"] = self.account("bank_charges", "Expense", "")
		return {**made, "bank_account": bootstrap.BANK}

	def account(self, name: str, root: str, kind: str) -> str:
		top = {"company": self.company, "root_type": root, "is_group": 1}
		parent = frappe.db.get_value("Account", {**top, "parent_account": ["is", "set"]}, order_by="lft asc")
		values = {"account_name": f"CC {name}", "company": self.company, "account_type": kind}
		return frappe.get_doc({"doctype": "Account", "parent_account": parent, **values}).insert().name

	def discounted(self, *invoices):
		doc = frappe.get_doc(factoring.discount(self.company, [each.name for each in invoices]))
		doc.update({**self.accounts(), "loan_start_date": nowdate(), "loan_period": 60})
		return doc.insert().submit()

	def exposure(self) -> tuple[float, float]:
		"""What the customer owes, and what of it is an open invoice."""
		found = read_exposure(self.customer, self.company, settings.switches(), getdate())
		return float(found.total), float(found.open_invoices)

	def journal(self, entry):
		entry.update({"posting_date": nowdate(), "cheque_no": "CC", "cheque_date": nowdate()})
		return entry.insert().submit()

	def test_the_document_is_prefilled_with_the_invoices_and_their_sum(self):
		first, second = self.invoice(20), self.invoice(40)
		doc = frappe.get_doc(factoring.discount(self.company, [first.name, second.name]))
		self.assertEqual((doc.company, doc.total_amount, len(doc.invoices)), (self.company, 2000, 2))
		row = doc.invoices[0]
		self.assertEqual(
			(row.sales_invoice, row.customer, row.debit_to), (first.name, self.customer, bootstrap.DEBTORS)
		)

	def test_one_that_cannot_be_discounted_is_refused_with_its_reason(self):
		invoice = self.invoice(60)
		with self.assertRaisesRegex(frappe.ValidationError, "cannot be discounted: Its terms give 60 days"):
			factoring.discount(self.company, [invoice.name])
		with self.assertRaisesRegex(frappe.ValidationError, "No invoice was chosen"):
			factoring.discount(self.company, [])

	def test_one_that_is_discounted_already_says_where(self):
		invoice = self.invoice()
		doc = self.discounted(invoice)
		self.assertEqual(self.reasons(invoice), [f"It is in {doc.name} already."])
		# as the form does; ERPNext's own document forgets to
		doc.ignore_linked_doctypes = ("GL Entry", "Payment Ledger Entry")
		doc.cancel()
		self.assertEqual(self.reasons(invoice), [])

	def test_discounted_with_recourse_it_stays_in_the_exposure(self):
		invoice = self.invoice()
		before = self.exposure()
		doc = self.discounted(invoice)
		self.assertEqual(self.exposure(), before)
		self.journal(doc.create_disbursement_entry())
		self.assertEqual(self.exposure(), before)
		doc.reload()
		self.journal(doc.close_loan())
		self.assertEqual(self.exposure(), before)
		self.assertEqual(
			[item.voucher_no for item in open_items(self.customer, self.company)], [invoice.name]
		)


class TestWhoSeesFactoring(FactoringCase):
	def test_finance_and_the_credit_department_do_and_a_sales_user_does_not(self):
		invoice = self.invoice()
		for roles in (("Accounts Manager",), ("Credit Specialist", "Sales User", "Accounts User")):
			with self.acting_as(self.user(*roles).name):
				self.assertTrue(api.state(invoice.name)["eligible"], roles)
				self.assertEqual(len(api.candidates(self.customer, self.company)), 1)
		with self.acting_as(self.user("Sales User").name):
			for call in (
				lambda: api.state(invoice.name),
				lambda: api.candidates(self.customer, self.company),
			):
				self.assertRaises(frappe.PermissionError, call)

	def test_only_who_may_make_an_invoice_discounting_is_given_one(self):
		invoice = self.invoice()
		with self.acting_as(self.user("Accounts User").name), self.assertRaises(frappe.PermissionError):
			api.discount(self.company, [invoice.name])
