"""Bad Debt Write-Off: asked for, approved by others, booked by ERPNext, and what comes back of it."""

import frappe
from frappe.utils import add_days, nowdate

from credit_control.api import write_offs as api
from credit_control.services import claimed_items, limit_effects, recoveries, write_offs
from credit_control.tests.bootstrap import ABBR, BANK, DEBTORS, DEBTORS_USD
from credit_control.tests.collection_documents import make_overdue_invoice
from credit_control.tests.factories import make_payment
from credit_control.tests.write_off_case import LOSSES, WriteOffCase, make_write_off


class TestAsking(WriteOffCase):
	def test_it_is_sent_with_evidence_only(self):
		doc = self.draft(evidence=None)
		self.refused("Evidence is missing.", api.send, doc.name, user=self.collector)
		self.assertEqual(self.sent().status, "Waiting for Approval")

	def test_more_than_is_open_is_refused(self):
		make_payment(invoice=self.invoice, amount=400)
		self.refused(r"of ACC-SINV-\S+ only CNY 600.00 is open", self.draft, 601)
		self.assertEqual(self.draft(600).total_amount, 600)

	def test_an_invoice_waits_in_one_request_only(self):
		first = self.sent(500)
		self.refused(f"is asked for in {first.name} already", self.draft, 500)

	def test_an_account_that_cannot_take_a_loss_is_refused(self):
		for account in (DEBTORS, BANK, f"Expenses - {ABBR}"):
			with self.subTest(account):
				self.refused("cannot be booked on", self.draft, write_off_account=account)

	def test_without_an_account_here_or_in_the_company_it_is_asked_for(self):
		frappe.db.set_value("Company", self.company, "write_off_account", None)
		frappe.clear_document_cache("Company", self.company)
		self.refused("Write-Off Account is missing.", self.draft, write_off_account=None)

	def test_what_the_form_makes_up_is_not_believed(self):
		doc = self.draft(status="Booked", booked_amount=5, requested_by="Administrator", set_mark=1).reload()
		self.assertEqual(
			(doc.status, doc.booked_amount, doc.requested_by, doc.set_mark), ("Draft", 0, None, 0)
		)

	def test_it_cannot_be_submitted_past_its_approval(self):
		doc = self.draft()
		self.refused("It is booked when the last level approved it.", doc.submit)

	def test_a_sent_one_is_neither_changed_nor_deleted(self):
		doc = self.sent()
		doc.reason = "Another reason"
		self.refused("is Waiting for Approval and cannot be changed", doc.save)
		self.refused("Withdraw it instead", doc.reload().delete)


class TestDeciding(WriteOffCase):
	def test_without_a_matrix_a_credit_manager_decides_and_is_told(self):
		doc = self.sent()
		self.assertEqual(doc.waiting_for, "Credit Manager")
		told = frappe.get_all("Notification Log", {"document_name": doc.name}, pluck="for_user")
		self.assertIn(self.manager, told)
		self.assertIn(doc.name, write_offs.waiting_for(self.manager))
		self.assertEqual(write_offs.waiting_for(self.collector), [])

	def test_the_matrix_asks_for_a_second_level_from_an_amount_on(self):
		self.use_matrix(
			{"level": 1, "approver_role": "Credit Manager"},
			{"level": 2, "approver_role": "Accounts Manager", "amount_from": 500},
		)
		self.assertEqual([level.level for level in write_offs.levels(self.draft(499))], [1])
		doc = self.sent(600)
		self.assertEqual([step.level for step in doc.steps], [1, 2])
		self.assertEqual(self.approve(doc).status, "Waiting for Approval")
		self.assertEqual(self.open_of(self.invoice), 1000)
		self.assertEqual(self.approve(doc, self.accountant).status, "Booked")
		self.assertEqual(self.open_of(self.invoice), 400)

	def test_who_asks_never_decides_whatever_their_roles(self):
		self.collector = self.user("Credit Manager", "System Manager", "Accounts Manager").name
		doc = self.sent()
		self.refused(
			"Somebody else must decide",
			api.approve,
			doc.name,
			user=self.collector,
			error=frappe.PermissionError,
		)

	def test_an_approver_must_be_able_to_read_write_offs(self):
		self.refused(
			"Row 1: Stock User may not read a Bad Debt Write-Off.",
			self.use_matrix,
			{"level": 1, "approver_role": "Stock User"},
		)

	def test_sent_back_it_may_be_changed_and_sent_again(self):
		doc = self.sent()
		with self.acting_as(self.manager):
			api.send_back(doc.name, "Half of it will still come")
		with self.acting_as(self.collector):
			doc.reload().items[0].amount = 500
			doc.save()
			api.send(doc.name)
		self.assertEqual((doc.reload().decided_on, doc.decision_note), (None, None))
		self.assertEqual(self.approve(doc).booked_amount, 500)

	def test_rejected_and_withdrawn_ones_book_nothing(self):
		rejected, withdrawn = self.sent(100), None
		with self.acting_as(self.manager):
			api.reject(rejected.name, "They still trade")
		withdrawn = self.sent(200)
		with self.acting_as(self.collector):
			api.withdraw(withdrawn.name)
		statuses = (rejected.reload().status, withdrawn.reload().status)
		self.assertEqual((statuses, self.open_of(self.invoice)), (("Rejected", "Withdrawn"), 1000))
		self.assertEqual(rejected.decision_note, "They still trade")

	def test_a_late_step_goes_on_once(self):
		self.use_matrix(
			{
				"level": 1,
				"approver_role": "Credit Manager",
				"escalate_after": 2,
				"escalate_role": "Accounts Manager",
			}
		)
		doc = self.sent()
		self.assertEqual(list(write_offs.escalate_late()), [])
		frappe.db.set_value("Credit Approval Step", doc.steps[0].name, "due_on", add_days(nowdate(), -1))
		self.assertEqual(list(write_offs.escalate_late()), [doc.name])
		self.assertEqual(list(write_offs.escalate_late()), [])
		self.assertEqual(self.approve(doc, self.accountant).status, "Booked")


class TestBooking(WriteOffCase):
	def test_erpnexts_journal_clears_the_invoice_against_the_loss(self):
		doc = self.booked()
		self.assertEqual(self.postings(doc.journal_entry), {DEBTORS: -1000, LOSSES: 1000})
		entry = frappe.get_doc("Journal Entry", doc.journal_entry)
		self.assertEqual((entry.voucher_type, entry.docstatus), ("Write Off Entry", 1))
		self.assertEqual(entry.accounts[0].party, self.customer)
		self.assertEqual((self.open_of(self.invoice), doc.booked_amount), (0, 1000))
		self.assertEqual(claimed_items.open_amounts(self.customer, self.company), {})

	def test_a_part_leaves_the_rest_owed(self):
		self.booked(250.5)
		self.assertEqual(self.open_of(self.invoice), 749.5)
		self.assertEqual(
			float(limit_effects.position(self.customer, self.company).case.overdue.amount), 749.5
		)

	def test_an_account_in_dollars_is_cleared_in_dollars(self):
		self.customer = self.make_credit_customer(currency="USD")
		first, second = (
			make_overdue_invoice(
				customer=self.customer, amount=100, days=days, currency="USD", debit_to=DEBTORS_USD
			)
			for days in (50, 40)
		)
		with self.acting_as(self.collector):
			doc = make_write_off(customer=self.customer, items=[(first, 700), (second, 350)])
			write_offs.send(doc.name)
		doc = self.approve(doc)
		self.assertEqual(self.postings(doc.journal_entry), {DEBTORS_USD: -1050, LOSSES: 1050})
		# what is open of them, in dollars
		self.assertEqual((self.open_of(first), self.open_of(second)), (0, 50))
		self.assertEqual(doc.booked_amount, 1050)

	def test_money_that_came_in_meanwhile_stops_it_with_the_reason(self):
		doc = self.sent()
		make_payment(invoice=self.invoice, amount=1)
		self.refused("only CNY 999.00 is open", api.approve, doc.name, user=self.manager)
		self.assertEqual(doc.reload().status, "Waiting for Approval")

	def test_a_frozen_period_stops_it_with_the_reason(self):
		doc = self.sent()
		self.freeze_books()
		self.refused(
			rf"ERPNext could not book this for {doc.name}: .*", api.approve, doc.name, user=self.manager
		)
		self.assertEqual((doc.reload().status, doc.journal_entry), ("Waiting for Approval", None))

	def freeze_books(self):
		"""15 freezes for the site, 16 for a company."""
		places = {"Company": "accounts_frozen_till_date", "Accounts Settings": "acc_frozen_upto"}
		doctype = next(each for each, field in places.items() if frappe.get_meta(each).has_field(field))
		name = self.company if doctype == "Company" else doctype
		frappe.db.set_value(doctype, name, places[doctype], nowdate())
		frappe.clear_document_cache(doctype, name)

	def test_the_journal_cannot_be_cancelled_behind_its_back(self):
		doc = self.booked()
		entry = frappe.get_doc("Journal Entry", doc.journal_entry)
		self.refused(doc.name, entry.cancel, error=frappe.LinkExistsError)

	def test_cancelling_gives_the_debt_back(self):
		doc = self.booked()
		doc.cancel()
		self.assertEqual(doc.reload().status, "Cancelled")
		self.assertEqual(frappe.db.get_value("Journal Entry", doc.journal_entry, "docstatus"), 2)
		self.assertEqual(self.open_of(self.invoice), 1000)


class TestMark(WriteOffCase):
	def test_the_file_is_marked_and_due_for_review(self):
		self.file().db_set("next_review", add_days(nowdate(), 90))
		doc = self.booked()
		file = self.file()
		self.assertEqual((file.bad_debt, str(file.next_review)), (1, nowdate()))
		doc.cancel()
		self.assertEqual(self.file().bad_debt, 0)

	def test_it_is_a_knock_out_of_the_next_assessment(self):
		from credit_control.services import file_indicators

		self.booked()
		self.assertIn("bad_debt", file_indicators.knock_outs(self.file(), frappe.utils.getdate()))

	def test_the_mark_stays_while_another_write_off_stands(self):
		first, second = self.booked(400), self.booked(300)
		self.assertEqual((first.set_mark, second.set_mark), (1, 0))
		first.cancel()
		self.assertEqual((self.file().bad_debt, second.reload().set_mark), (1, 1))
		second.cancel()
		self.assertEqual(self.file().bad_debt, 0)

	def test_a_mark_from_before_stays_when_the_write_off_is_cancelled(self):
		file = self.file()
		file.bad_debt = 1
		file.save()
		self.booked().cancel()
		self.assertEqual(self.file().bad_debt, 1)


class TestRecovering(WriteOffCase):
	def record(self, doc, amount=400, user=None, **fields):
		values = {
			"amount": amount,
			"received_on": nowdate(),
			"account": BANK,
			"income_account": LOSSES,
			"reference": "TT-77",
		}
		with self.acting_as(user or self.accountant):
			return api.record_recovery(doc.name, **{**values, **fields})

	def test_money_that_comes_later_is_booked_and_tracked_in_parts(self):
		doc = self.booked()
		self.assertEqual(recoveries.proposal(doc.name)["amount"], 1000)
		journal = self.record(doc)
		self.assertEqual(self.postings(journal), {BANK: 400, LOSSES: -400})
		self.record(doc, 100)
		self.assertEqual((doc.reload().recovered_amount, len(doc.recoveries)), (500, 2))
		self.assertEqual(recoveries.proposal(doc.name)["amount"], 500)
		self.assertEqual(self.open_of(self.invoice), 0)

	def test_more_than_was_lost_is_refused(self):
		doc = self.booked(600)
		self.refused("Only CNY 600.00 is left to recover.", self.record, doc, 601)
		self.refused("Amount is missing.", self.record, doc, 0)
		self.refused("lies before the write-off", self.record, doc, received_on=add_days(nowdate(), -1))

	def test_money_goes_to_a_bank_and_not_to_a_receivable(self):
		doc = self.booked()
		self.refused("is no bank or cash account", self.record, doc, account=LOSSES)
		self.refused("cannot be booked on", self.record, doc, income_account=DEBTORS)

	def test_one_that_was_an_error_is_taken_back_with_its_journal(self):
		doc = self.booked()
		journal = self.record(doc)
		with self.acting_as(self.accountant):
			api.take_recovery_back(doc.name, doc.reload().recoveries[0].name)
		self.assertEqual((doc.reload().recovered_amount, doc.recoveries), (0, []))
		self.assertEqual(frappe.db.get_value("Journal Entry", journal, "docstatus"), 2)
		self.refused("was taken back already", api.take_recovery_back, doc.name, "gone", user=self.accountant)

	def test_a_write_off_is_not_cancelled_under_its_recoveries(self):
		doc = self.booked()
		self.record(doc)
		self.refused("CNY 400.00 was recovered of it.", doc.reload().cancel)

	def test_only_who_may_book_records(self):
		doc = self.booked()
		collector = self.user("Collector").name
		values = (doc.name, 1, nowdate(), BANK, LOSSES)
		self.refused("", api.record_recovery, *values, user=collector, error=frappe.PermissionError)
		self.refused("not booked", self.record, self.draft_of_another())

	def draft_of_another(self):
		other = make_overdue_invoice(customer=self.customer, amount=50)
		return make_write_off(customer=self.customer, items=[(other, 50)])
