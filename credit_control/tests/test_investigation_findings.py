"""What an investigation found: into the Credit File, out of it again, and used once more."""

import frappe
from frappe.utils import nowdate

from credit_control.services import investigations
from credit_control.tests.factories import make_customer
from credit_control.tests.investigation_case import InvestigationCase, day


class TestCreditFile(InvestigationCase):
	def test_references_become_rows_of_the_file_that_name_the_investigation(self):
		doc = self.investigate("Bank Reference", "Trade Reference")
		self.answer(doc, 0, subject="ICBC Shanghai", account_since="2015-06-01", facilities="5 million")
		trade = {"subject": "Steel Co", "payment_habit": "Prompt", "term_days": "60"}
		self.answer(doc, 1, **trade, highest_credit=80000, currency="CNY", trading_since="2019-01-01")
		self.complete(doc)
		(bank,), (supplier,) = self.file().bank_references, self.file().trade_references_given
		self.assertEqual(
			(bank.bank, bank.standing, bank.reliability, bank.investigation, str(bank.account_since)),
			("ICBC Shanghai", "Good", "Third Party", doc.name, "2015-06-01"),
		)
		self.assertEqual(
			(supplier.supplier, supplier.payment_habit, supplier.term_days, supplier.highest_credit),
			("Steel Co", "Prompt", 60, 80000),
		)
		self.assertEqual((str(supplier.reference_date), supplier.remarks), (nowdate(), "In order"))

	def test_a_case_and_a_tax_rating_become_rows_and_a_search_without_a_find_does_not(self):
		doc = self.investigate("Courts", "Courts", "Tax")
		case = {"case_kind": "Enforcement", "filed_on": "2026-03-01", "case_number": "(2026) 12"}
		self.answer(doc, 0, **case, result="Poor", case_amount=5000, currency="CNY")
		self.answer(doc, 1)
		self.answer(doc, 2, period_end="2025-12-31", tax_rating="B", tax_owed=100)
		self.complete(doc)
		(legal,), (tax,) = self.file().legal_records, self.file().tax_records
		self.assertEqual(
			(legal.kind, legal.severity, legal.status, legal.amount, legal.source),
			("Enforcement", "Serious", "Open", 5000, f"{doc.name}: Third Party"),
		)
		self.assertEqual((tax.tax_rating, tax.tax_owed, str(tax.checked_on)), ("B", 100, nowdate()))

	def test_fields_are_set_only_where_the_channel_says_so(self):
		facts = {"registry_status": "Suspended", "dishonest_debtor": "Yes"}
		doc = self.answer(self.investigate({"channel": "Registry", "validity_months": 0}), **facts)
		self.complete(doc)
		self.assertEqual((self.file().registry_status or "", self.file().dishonest_debtor), ("", 0))
		doc = self.investigate(
			{"channel": "Registry", "update_file": 1}, {"channel": "Courts", "update_file": 1}
		)
		self.answer(doc, 0, **facts)
		self.answer(doc, 1, insolvency="No")
		self.complete(doc)
		file = self.file()
		self.assertEqual((file.registry_status, file.dishonest_debtor, file.insolvency), ("Suspended", 1, 0))
		self.assertEqual(str(file.registration_checked_on), nowdate())
		self.assertEqual(str(file.courts_checked_on), nowdate())

	def test_cancelling_takes_rows_and_fields_back(self):
		before = self.file()
		doc = self.investigate("Bank Reference", {"channel": "Registry", "update_file": 1}, "Courts")
		self.answer(doc, 0, subject="ICBC")
		self.answer(doc, 1, registry_status="Revoked", insolvency="Yes")
		self.answer(doc, 2, case_kind="Lawsuit", filed_on="2026-01-01")
		self.complete(doc)
		doc.reload().cancel()
		after = self.file()
		self.assertEqual((after.bank_references, after.legal_records), ([], []))
		for field in ("registry_status", "insolvency", "registration_checked_on"):
			self.assertEqual(after.get(field) or None, before.get(field) or None, field)

	def test_what_somebody_changed_since_is_left_and_named(self):
		doc = self.investigate({"channel": "Registry", "update_file": 1})
		self.complete(self.answer(doc, registry_status="Suspended"))
		file = self.file()
		file.registry_status = "In Operation"
		file.save()
		doc.reload().cancel()
		self.assertEqual(self.file().registry_status, "In Operation")
		comments = frappe.get_all("Comment", {"reference_name": self.file_name}, pluck="content")
		self.assertTrue(any("Changed since, and left: Status at the Registry" in text for text in comments))

	def test_a_record_that_was_there_before_gets_its_old_words_back(self):
		file = self.file()
		case = {"kind": "Lawsuit", "case_number": "77", "filed_on": "2026-01-01"}
		file.append("legal_records", {**case, "severity": "Minor", "court": "District Court"})
		file.save()
		doc = self.investigate("Courts")
		facts = {"case_kind": "Lawsuit", "case_number": "77", "filed_on": "2026-01-01", "severity": "Serious"}
		self.complete(self.answer(doc, **facts, court="High Court"))
		(row,) = self.file().legal_records
		self.assertEqual((row.severity, row.court), ("Serious", "High Court"))
		doc.reload().cancel()
		(row,) = self.file().legal_records
		self.assertEqual((row.severity, row.court), ("Minor", "District Court"))

	def test_it_is_reopened_by_amending_and_writes_its_rows_again(self):
		doc = self.complete(
			self.answer(self.investigate("Bank Reference", user=self.specialist), subject="ICBC")
		)
		doc.reload().cancel()
		amended = frappe.copy_doc(doc, ignore_no_copy=False)
		amended.update({"amended_from": doc.name, "docstatus": 0})
		for row, old in zip(amended.channels, doc.channels, strict=True):
			row.update(
				{name: old.get(name) for name in ("status", "finding", "reliability", "file_rows", "todo")}
			)
		with self.acting_as(self.specialist):
			amended.insert()
		self.assertFalse(amended.channels[0].file_rows)
		self.complete(amended)
		(row,) = self.file().bank_references
		self.assertEqual(row.investigation, amended.name)


class TestReuse(InvestigationCase):
	def completed(self, channel: dict, **answer):
		doc = self.answer(self.investigate(channel), **answer)
		return self.complete(doc)

	def test_a_finding_younger_than_its_validity_is_not_asked_for_again(self):
		first = self.completed({"channel": "Courts", "validity_months": 6}, finding="Two old cases")
		second = self.investigate("Courts", "Tax")
		courts, tax = second.channels
		self.assertEqual(
			(courts.status, courts.finding, courts.reused_from), ("Answered", "Two old cases", first.name)
		)
		valid_to = frappe.format(first.channels[0].valid_to, "Date")
		self.assertEqual(courts.note, f"Reused from {first.name}, valid to {valid_to}")
		self.assertEqual(tax.status, "To Do")
		self.assertEqual(frappe.db.count("ToDo", {"reference_name": second.name}), 1)

	def test_one_that_has_run_out_or_has_no_term_is_asked_for_again(self):
		self.completed({"channel": "Courts", "validity_months": 1}, verified_on=day(-40))
		self.completed({"channel": "Tax", "validity_months": 0})
		again = self.investigate("Courts", "Tax")
		self.assertEqual([row.status for row in again.channels], ["To Do", "To Do"])

	def test_it_is_written_into_the_file_once(self):
		first = self.completed({"channel": "Bank Reference", "validity_months": 6}, subject="ICBC")
		second = self.investigate("Bank Reference")
		self.assertEqual(second.channels[0].subject, "ICBC")
		self.complete(second)
		(row,) = self.file().bank_references
		self.assertEqual(row.investigation, first.name)

	def test_findings_of_others_of_drafts_and_of_cancelled_ones_do_not_count(self):
		self.answer(self.investigate({"channel": "Courts", "validity_months": 6}))
		cancelled = self.completed({"channel": "Tax", "validity_months": 6})
		cancelled.reload().cancel()
		self.customer_before = self.customer
		other = self.completed({"channel": "Market", "validity_months": 6})
		self.customer = make_customer().name
		doc = self.investigate("Courts", "Tax", "Market")
		self.assertEqual({row.status for row in doc.channels}, {"To Do"})
		self.customer = self.customer_before
		doc = self.investigate("Courts", "Tax", "Market")
		self.assertEqual([row.reused_from for row in doc.channels], [None, None, other.name])

	def test_a_reused_finding_is_not_handed_on_beyond_its_own_term(self):
		self.completed({"channel": "Courts", "validity_months": 6})
		second = self.complete(self.investigate({"channel": "Courts", "validity_months": 24}))
		third = self.investigate("Courts")
		self.assertEqual(third.channels[0].valid_to, second.channels[0].valid_to)
		self.assertNotEqual(third.channels[0].reused_from, second.name)

	def test_known_findings_are_read_newest_first(self):
		old = self.completed({"channel": "Courts", "validity_months": 6}, verified_on=day(-9))
		self.completed({"channel": "Courts", "validity_months": 0}, verified_on=day(-9))
		doc = self.investigate("Tax")
		found = investigations.earlier_findings(doc)
		self.assertIn(old.channels[0].name, found)
		self.assertEqual({finding.channel for finding in found.values()}, {"Courts"})
