"""Bills and cheques settle invoices in ERPNext's ledger and may still come back: real receipts, part by part."""

from __future__ import annotations

import frappe
from frappe.utils import add_days, getdate, nowdate

from credit_control.engine.exposure import ExposureSwitches
from credit_control.erp import sources
from credit_control.erp.exposure import exposures_of
from credit_control.erp.past_exposure import read_past_exposure
from credit_control.services import settings
from credit_control.tests.bootstrap import BANK, COMPANY, DEBTORS, SISTER, new
from credit_control.tests.exposure_case import ExposureTestCase, today
from credit_control.tests.factories import (
	make_customer,
	make_journal_entry,
	make_payment,
	make_sales_invoice,
	make_sales_order,
	unique,
)


class BillCase(ExposureTestCase):
	"""A customer, and a mode of payment for each rule."""

	def setUp(self):
		super().setUp()
		self.customer = make_customer()
		self.cheque = make_mode(sources.CLEARED)
		self.acceptance = make_mode(sources.MATURED)
		self.either = make_mode(sources.CLEARED_OR_MATURED)

	def invoice(self, rate: float = 1000):
		return make_sales_invoice(customer=self.customer.name, rate=rate)

	def bill(self, mode: str, *, invoice=None, amount: float | None = None, **fields):
		"""Money received by a marked mode, for an invoice or on account."""
		target = {"invoice": invoice} if invoice else {"customer": self.customer.name}
		return make_payment(**target, amount=amount, mode_of_payment=mode, **fields)

	def journal_bill(self, amount: float, *, invoice=None, **fields):
		"""A journal that credits the customer by a cheque."""
		fields.setdefault("mode_of_payment", self.cheque)
		return make_journal_entry(
			customer=self.customer.name,
			amount=-amount,
			against=invoice,
			counter=BANK,
			cheque_no="CC",
			cheque_date=nowdate(),
			**fields,
		)

	def total(self, **switches):
		return self.exposure_of(self.customer, **switches).total


def make_mode(rule: str | None) -> str:
	mode = new("Mode of Payment", mode_of_payment=unique("CC Mode"), type="Bank", enabled=1)
	mode.counts_as_exposure_until = rule
	return mode.insert().name


class TestUntilCleared(BillCase):
	def test_a_cheque_takes_the_place_of_its_invoice_until_it_clears(self):
		cheque = self.bill(self.cheque, invoice=self.invoice())
		self.assert_exposure(self.customer, uncleared_bills=1000)
		cheque.db_set("clearance_date", nowdate())
		self.assert_exposure(self.customer)

	def test_money_of_a_mode_that_is_not_marked_is_final(self):
		self.bill(make_mode(None), invoice=self.invoice())
		make_payment(invoice=self.invoice())
		self.assert_exposure(self.customer)

	def test_a_clearance_date_that_is_still_to_come_does_not_clear_yet(self):
		self.bill(self.cheque, invoice=self.invoice()).db_set("clearance_date", add_days(nowdate(), 3))
		self.assert_exposure(self.customer, uncleared_bills=1000)

	def test_a_cheque_on_account_changes_nothing_until_it_clears(self):
		self.invoice(1500)
		cheque = self.bill(self.cheque, amount=1000)
		self.assert_exposure(
			self.customer, open_invoices=1500, unallocated_receipts=1000, uncleared_bills=1000
		)
		assert self.total() == 1500
		cheque.db_set("clearance_date", nowdate())
		assert self.total() == 500

	def test_a_cheque_for_more_than_the_invoice_changes_nothing_either(self):
		cheque = self.bill(self.cheque, invoice=self.invoice(), amount=1000)
		self.bill(self.cheque, amount=400)
		self.assert_exposure(self.customer, unallocated_receipts=400, uncleared_bills=1400)
		assert self.total() == 1000
		cheque.cancel()
		assert self.total() == 1000

	def test_where_receipts_are_not_deducted_only_what_settled_invoices_is_made_up_for(self):
		self.bill(self.cheque, invoice=self.invoice())
		self.bill(self.cheque, amount=400)
		exposure = self.exposure_of(self.customer, unallocated_receipts=False)
		assert exposure.total == 1000
		assert dict(exposure.parts())["uncleared_bills"] == 1000

	def test_where_bills_are_not_counted_they_are_money(self):
		self.bill(self.cheque, invoice=self.invoice())
		assert self.total(uncleared_bills=False) == 0

	def test_a_cheque_for_an_order_makes_no_room_before_it_clears(self):
		order = make_sales_order(customer=self.customer.name, qty=10)
		cheque = make_payment(order=order, amount=400, mode_of_payment=self.cheque)
		assert self.total() == 1000
		cheque.db_set("clearance_date", nowdate())
		assert self.total() == 600

	def test_a_foreign_bill_counts_in_company_currency(self):
		customer = make_customer(currency="USD")
		invoice = make_sales_invoice(
			customer=customer.name, currency="USD", debit_to=f"CC {DEBTORS}".replace("Debtors", "Debtors USD")
		)
		make_payment(invoice=invoice, mode_of_payment=self.cheque)
		self.assert_exposure(customer, uncleared_bills=700)

	def test_other_companies_and_other_customers_are_left_out(self):
		self.bill(self.cheque, invoice=self.invoice())
		other = make_customer()
		found = exposures_of([self.customer.name, other.name], COMPANY, ExposureSwitches(), today())
		assert [found[name].uncleared_bills for name in (self.customer.name, other.name)] == [1000, 0]
		elsewhere = exposures_of([self.customer.name], SISTER, ExposureSwitches(), today())
		assert elsewhere[self.customer.name].uncleared_bills == 0

	def test_money_paid_out_to_a_customer_is_no_bill_of_his(self):
		refund = make_payment(customer=self.customer.name, amount=100, submit=False)
		refund.update(
			{"payment_type": "Pay", "paid_from": BANK, "paid_to": DEBTORS, "mode_of_payment": self.cheque}
		)
		refund.save().submit()
		self.assert_exposure(self.customer, other_receivables=100)


class TestUntilMatured(BillCase):
	def test_an_acceptance_bill_counts_up_to_and_including_its_maturity(self):
		self.bill(self.acceptance, invoice=self.invoice(), bill_maturity_date=nowdate())
		self.assert_exposure(self.customer, uncleared_bills=1000)
		matured = self.bill(self.acceptance, invoice=self.invoice(), bill_maturity_date=nowdate())
		matured.db_set("bill_maturity_date", add_days(nowdate(), -1))
		self.assert_exposure(self.customer, uncleared_bills=1000)

	def test_a_discounted_bill_still_counts_because_the_bank_can_turn_to_us(self):
		bill = self.bill(self.acceptance, invoice=self.invoice(), bill_maturity_date=add_days(nowdate(), 90))
		bill.db_set("clearance_date", nowdate())
		self.assert_exposure(self.customer, uncleared_bills=1000)

	def test_without_a_maturity_the_reference_date_counts(self):
		self.bill(self.acceptance, invoice=self.invoice(), reference_date=add_days(nowdate(), 30))
		self.bill(self.acceptance, invoice=self.invoice(), reference_date=add_days(nowdate(), -1))
		self.assert_exposure(self.customer, uncleared_bills=1000)

	def test_a_bill_without_any_date_counts_until_it_clears(self):
		bill = self.bill(self.acceptance, invoice=self.invoice())
		bill.db_set("reference_date", None)
		self.assert_exposure(self.customer, uncleared_bills=1000)
		bill.db_set("clearance_date", nowdate())
		self.assert_exposure(self.customer)

	def test_cleared_or_matured_ends_with_the_first_of_the_two(self):
		later = add_days(nowdate(), 30)
		cleared, matured, waiting = (
			self.bill(self.either, invoice=self.invoice(), bill_maturity_date=later) for _ in range(3)
		)
		cleared.db_set("clearance_date", nowdate())
		matured.db_set("bill_maturity_date", add_days(nowdate(), -1))
		self.assert_exposure(self.customer, uncleared_bills=1000)
		documents = self.documents(self.customer, "uncleared_bills")
		assert [(row["voucher_no"], row["due_date"]) for row in documents] == [(waiting.name, getdate(later))]


class TestDishonour(BillCase):
	"""A bill that comes back is a receivable again, and no bill any more."""

	def test_cancelling_the_payment_opens_the_invoice_again(self):
		cheque = self.bill(self.cheque, invoice=self.invoice())
		cheque.cancel()
		self.assert_exposure(self.customer, open_invoices=1000)

	def test_a_journal_that_names_the_payment_makes_it_a_receivable(self):
		cheque = self.bill(self.cheque, invoice=self.invoice())
		make_journal_entry(customer=self.customer.name, amount=1000, against=cheque, counter=BANK)
		self.assert_exposure(self.customer, other_receivables=1000)

	def test_a_journal_that_opens_the_invoice_again_names_the_payment_in_its_head(self):
		invoice = self.invoice()
		cheque = self.bill(self.cheque, invoice=invoice)
		back = {"customer": self.customer.name, "amount": 1000, "against": invoice, "counter": BANK}
		make_journal_entry(**back, dishonoured_payment=cheque.name)
		self.assert_exposure(self.customer, open_invoices=1000)

	def test_naming_it_twice_takes_it_back_once(self):
		cheque = self.bill(self.cheque, invoice=self.invoice())
		back = {"customer": self.customer.name, "amount": 400, "against": cheque, "counter": BANK}
		make_journal_entry(**back, dishonoured_payment=cheque.name)
		self.assert_exposure(self.customer, other_receivables=400, uncleared_bills=600)

	def test_cancelling_the_journal_makes_it_a_bill_again(self):
		cheque = self.bill(self.cheque, invoice=self.invoice())
		journal = make_journal_entry(customer=self.customer.name, amount=1000, against=cheque, counter=BANK)
		journal.cancel()
		self.assert_exposure(self.customer, uncleared_bills=1000)

	def test_a_bill_on_account_that_comes_back_leaves_nothing(self):
		self.invoice(1500)
		cheque = self.bill(self.cheque, amount=1000)
		make_journal_entry(customer=self.customer.name, amount=1000, against=cheque, counter=BANK)
		self.assert_exposure(self.customer, open_invoices=1500)


class TestJournals(BillCase):
	def test_a_cheque_booked_by_journal_counts_until_it_clears(self):
		journal = self.journal_bill(1000, invoice=self.invoice())
		self.assert_exposure(self.customer, uncleared_bills=1000)
		journal.db_set("clearance_date", nowdate())
		self.assert_exposure(self.customer)

	def test_one_that_settles_nothing_changes_nothing(self):
		self.invoice()
		self.journal_bill(400)
		self.assert_exposure(self.customer, open_invoices=1000, unallocated_receipts=400, uncleared_bills=400)

	def test_the_maturity_of_a_journal_is_its_own_field_or_the_cheque_date(self):
		self.journal_bill(300, mode_of_payment=self.acceptance, bill_maturity_date=add_days(nowdate(), 60))
		old = self.journal_bill(200, mode_of_payment=self.acceptance)
		old.db_set("cheque_date", add_days(nowdate(), -1))
		self.assert_exposure(self.customer, unallocated_receipts=500, uncleared_bills=300)

	def test_reversing_the_journal_opens_the_invoice_again(self):
		from erpnext.accounts.doctype.journal_entry.journal_entry import make_reverse_journal_entry

		journal = self.journal_bill(1000, invoice=self.invoice())
		reverse = make_reverse_journal_entry(journal.name)
		reverse.update({"posting_date": nowdate(), "cheque_no": "CC-R", "cheque_date": nowdate()})
		reverse.insert().submit()
		self.assert_exposure(self.customer, open_invoices=1000)

	def test_a_journal_that_debits_is_no_bill(self):
		make_journal_entry(customer=self.customer.name, amount=50, mode_of_payment=self.cheque)
		self.assert_exposure(self.customer, other_receivables=50)


class TestPastDays(BillCase):
	def past(self, back: int):
		day = getdate(add_days(nowdate(), -back))
		return read_past_exposure(self.customer.name, COMPANY, ExposureSwitches(), day)

	def test_a_bill_counts_as_it_stood(self):
		ago = {back: add_days(nowdate(), -back) for back in (30, 20, 10, 5)}
		invoice = make_sales_invoice(customer=self.customer.name, rate=1000, date=ago[30], due_date=ago[30])
		cheque = self.bill(self.cheque, invoice=invoice, date=ago[20])
		cheque.db_set("clearance_date", ago[10])
		stood = {
			back: (self.past(back).open_invoices, self.past(back).uncleared_bills) for back in (25, 15, 5)
		}
		assert stood == {25: (1000, 0), 15: (0, 1000), 5: (0, 0)}

	def test_one_that_came_back_later_was_a_bill_until_then(self):
		ago = {back: add_days(nowdate(), -back) for back in (30, 20, 10)}
		invoice = make_sales_invoice(customer=self.customer.name, rate=1000, date=ago[30], due_date=ago[30])
		cheque = self.bill(self.cheque, invoice=invoice, date=ago[20])
		back = {"customer": self.customer.name, "amount": 1000, "against": cheque, "counter": BANK}
		make_journal_entry(**back, date=ago[10])
		stood = {
			back: (self.past(back).other_receivables, self.past(back).uncleared_bills) for back in (15, 5)
		}
		assert stood == {15: (0, 1000), 5: (1000, 0)}

	def test_a_bill_that_matured_since_had_not_matured_then(self):
		ten, five = add_days(nowdate(), -10), add_days(nowdate(), -5)
		invoice = make_sales_invoice(customer=self.customer.name, rate=1000, date=ten, due_date=ten)
		self.bill(self.acceptance, invoice=invoice, date=ten, bill_maturity_date=five)
		assert [self.past(back).uncleared_bills for back in (6, 5, 4)] == [1000, 1000, 0]


class TestWhatIsKnown(ExposureTestCase):
	"""A site without marked modes pays nothing for them, and knows at once when one is marked."""

	def bill_branches(self) -> int:
		return sum(len(modes) for modes in sources.known().bills.values())

	def test_marking_unmarking_and_renaming_a_mode_is_known_at_once(self):
		assert self.bill_branches() == 0
		mode = make_mode(sources.CLEARED)
		assert sources.known().bills == {sources.CLEARED: (mode,)}
		renamed = frappe.rename_doc("Mode of Payment", mode, unique("CC Renamed"))
		assert sources.known().bills == {sources.CLEARED: (renamed,)}
		doc = frappe.get_doc("Mode of Payment", renamed)
		doc.counts_as_exposure_until = sources.MATURED
		doc.save()
		assert sources.known().bills == {sources.MATURED: (renamed,)}
		doc.delete()
		assert self.bill_branches() == 0

	def test_saving_the_settings_from_an_old_form_loses_nothing(self):
		old = frappe.get_doc(settings.SETTINGS)
		mode = make_mode(sources.CLEARED)
		old.save()
		assert sources.known().bills == {sources.CLEARED: (mode,)}

	def test_marking_a_mode_says_how_many_receipts_count_from_now_on(self):
		mode = make_mode(None)
		make_payment(customer=make_customer().name, amount=250, mode_of_payment=mode)
		doc = frappe.get_doc("Mode of Payment", mode)
		doc.counts_as_exposure_until = sources.CLEARED
		frappe.clear_messages()
		doc.save()
		said = " ".join(message["message"] for message in frappe.get_message_log())
		assert f"From now on 1 receipts of {COMPANY} count as exposure" in said
		assert "250" in said

	def test_the_usual_statement_asks_for_neither_bills_nor_tills(self):
		from credit_control.erp import ledger
		from credit_control.erp.position import KINDS

		statement = ledger.union(ledger.branches(KINDS, sources.NONE))
		assert "tabPayment Entry" not in statement
		assert "tabJournal Entry" not in statement
		assert "tabPOS Invoice" not in statement
