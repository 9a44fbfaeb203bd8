"""What the records of a Credit File come to on a day."""

from frappe.utils import add_months, getdate, nowdate

from credit_control.services import file_indicators
from credit_control.tests.credit_documents import days_ago
from credit_control.tests.records_case import TODAY, RecordsCase, later


class TestIndicators(RecordsCase):
	def values(self, as_of=TODAY) -> dict:
		return file_indicators.file_values(self.file, self.company, as_of)

	def test_rows_decide_and_the_summary_counts_only_without_any(self):
		self.file.update({"trade_references": "Poor", "bank_reference": "Poor", "external_rating": "D"})
		self.file.save()
		values = self.values()
		self.assertEqual(
			[values[name] for name in ("trade_references", "bank_reference", "external_rating")],
			["Poor", "Poor", "D"],
		)
		self.with_rows("trade_references_given", self.reference(), self.reference(supplier="Other"))
		self.with_rows("bank_references", {"bank": "ICBC", "standing": "Fair", "reference_date": days_ago(5)})
		rated = {"agency": "Fitch Ratings", "rating": "A-", "rated_on": days_ago(9)}
		self.with_rows("external_ratings", rated)
		values = self.values()
		self.assertEqual(
			[values[name] for name in ("trade_references", "bank_reference", "external_rating")],
			["Good", "Fair", "A"],
		)

	def reference(self, **values) -> dict:
		return {"supplier": "Steel Co", "standing": "Good", "reference_date": days_ago(5), **values}

	def test_a_row_counts_neither_before_its_day_nor_after_its_last(self):
		self.file.trade_references = "Poor"
		self.with_rows("trade_references_given", self.reference(valid_to=later(10)))
		self.assertEqual(self.values(getdate(days_ago(6)))["trade_references"], "Poor")
		self.assertEqual(self.values(getdate(days_ago(5)))["trade_references"], "Good")
		self.assertEqual(self.values(getdate(later(10)))["trade_references"], "Good")
		self.assertIsNone(self.values(getdate(later(11)))["trade_references"])

	def test_legal_records_of_three_years_and_a_search_that_found_nothing(self):
		self.assertIsNone(self.values()["legal_record"])
		self.file.courts_checked_on = days_ago(5)
		self.file.save()
		self.assertEqual(self.values()["legal_record"], "Clean")
		self.assertIsNone(self.values(getdate(days_ago(6)))["legal_record"])
		self.with_rows("legal_records", {"kind": "Enforcement", "filed_on": days_ago(3)})
		self.assertEqual(self.values()["legal_record"], "Serious")
		self.assertEqual(self.values(getdate(days_ago(4)))["legal_record"], "Clean")

	def test_knock_outs_from_rows_and_from_an_expired_registration(self):
		self.with_rows("legal_records", {"kind": "Dishonest-Debtor List", "filed_on": days_ago(30)})
		self.file.update({"registration_valid_from": "2010-01-01", "registration_valid_to": days_ago(1)})
		self.file.save()
		found = file_indicators.knock_outs(self.file, TODAY)
		self.assertEqual(found, {"dishonest_debtor", "expired_registration"})
		self.assertEqual(file_indicators.knock_outs(self.file, getdate(days_ago(31))), frozenset())
		self.file.registration_indefinite = 1
		self.assertEqual(file_indicators.knock_outs(self.file, TODAY), {"dishonest_debtor"})

	def test_a_registry_status_found_later_was_not_known_before(self):
		self.file.update({"registry_status": "Revoked", "registration_checked_on": days_ago(2)})
		self.assertTrue(file_indicators.registration_is_dead(self.file, TODAY))
		self.assertFalse(file_indicators.registration_is_dead(self.file, getdate(days_ago(3))))

	def test_the_newest_tax_rating_by_the_day(self):
		old, new = add_months(nowdate(), -18), add_months(nowdate(), -6)
		self.with_rows(
			"tax_records", {"period_end": old, "tax_rating": "A"}, {"period_end": new, "tax_rating": "D"}
		)
		self.assertEqual(file_indicators.tax_rating(self.file, TODAY), "D")
		self.assertEqual(file_indicators.tax_rating(self.file, getdate(old)), "A")
		self.assertIsNone(file_indicators.tax_rating(self.file, getdate("2000-01-01")))

	def test_a_company_was_not_in_business_before_it_was_founded(self):
		self.file.founded_on = "2020-01-01"
		self.assertIsNone(self.values(getdate("2019-12-31"))["years_in_business"])
		self.assertEqual(self.values(getdate("2021-01-01"))["years_in_business"], 1)
