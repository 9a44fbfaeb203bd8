"""Reports of credit bureaus: read from a file, previewed, used, and taken back with their investigation."""

import json
from datetime import date
from unittest.mock import patch

import frappe

from credit_control.api import investigations as api
from credit_control.engine.bureau import BureauReport
from credit_control.services import bureaus
from credit_control.services.bureaus import BureauAdapter, BureauQuery
from credit_control.tests.bootstrap import new
from credit_control.tests.factories import unique
from credit_control.tests.investigation_case import InvestigationCase

NUMBER = "91310000MA1FL0XX0X"


class OtherBureau(BureauAdapter):
	"""What another app would add."""

	code = "other-bureau"
	label = "Uploaded File"

	def fetch(self, query: BureauQuery) -> BureauReport:
		return BureauReport(
			source=f"About {query.customer_name}",
			report_date=date(2026, 10, 31),
			registration_number=query.registration_number,
		)


class BureauCase(InvestigationCase):
	def setUp(self):
		super().setUp()
		self.agency = new("Credit Rating Scale", agency=unique("CC Agency"), region="China")
		self.agency.append("ratings", {"rating": "AA-", "grade": "A"})
		self.agency.insert()
		frappe.db.set_value("Credit File", self.file_name, "registration_number", NUMBER)
		self.doc = self.investigate({"channel": "Credit Bureau", "update_file": 1, "validity_months": 6})
		self.row = self.doc.channels[0].name

	def report(self, **changes) -> str:
		rating = {"agency": self.agency.name, "rating": "AA-", "rated_on": "2026-06-30"}
		legal = {"kind": "Lawsuit", "filed_on": "2026-03-01", "amount": 120000, "currency": "CNY"}
		values = {
			"source": "Tianyan Bureau",
			"report_date": "2026-10-31",
			"registration_number": NUMBER,
			"summary": "One case is open.",
			"registration": {"registry_status": "In Operation", "registered_capital": "5,000,000.00"},
			"legal_records": [{**legal, "case_number": "(2026) 12", "severity": "Minor"}],
			"ratings": [rating],
			"tax_records": [{"period_end": "2025-12-31", "tax_rating": "A", "tax_paid": 1000}],
		}
		return json.dumps({**values, **changes})

	def upload(self, content: str | bytes, name: str = "report.json") -> str:
		file = new("File", file_name=name, content=content, is_private=1)
		file.update({"attached_to_doctype": self.doc.doctype, "attached_to_name": self.doc.name})
		file.insert()
		self.addCleanup(file.delete_file_data_content)
		return file.file_url

	def call(
		self, method, content: str | bytes | None = None, name: str = "report.json", adapter="file-drop"
	):
		url = None if content is None else self.upload(content, name)
		with self.acting_as(self.specialist):
			return method(self.doc.name, self.row, adapter, url)

	def use(self, **changes):
		self.call(api.use_report, self.report(**changes))
		return self.doc.reload().channels[0]


class TestPreview(BureauCase):
	def test_it_shows_what_would_change_and_writes_nothing(self):
		before = self.file().modified
		found = self.call(api.preview_report, self.report())
		self.assertEqual(found["source"], "Tianyan Bureau")
		changes = {
			line["label"]: (line["now"], line["reported"]) for line in found["fields"] if line["changes"]
		}
		self.assertEqual(changes["Status at the Registry"], ("–", "In Operation"))
		self.assertEqual(
			[table["label"] for table in found["tables"]],
			["Legal Records", "External Ratings", "Tax Records"],
		)
		legal = dict(zip(found["tables"][0]["columns"], found["tables"][0]["rows"][0], strict=True))
		self.assertEqual((legal["Kind"], legal["Case Number"]), ("Lawsuit", "(2026) 12"))
		self.assertEqual(self.file().modified, before)
		self.assertEqual(self.doc.reload().channels[0].status, "To Do")

	def test_every_mistake_of_the_file_is_named_and_nothing_is_used(self):
		bad = self.report(legal_records=[{"kind": "Lawsuit", "filed_on": "March", "judge": "<b>Bao</b>"}])
		for method in (api.preview_report, api.use_report):
			with self.assertRaises(frappe.ValidationError) as caught:
				self.call(method, bad)
			text = str(caught.exception)
			self.assertIn("Row 1, column legal_records.filed_on: March is not a date.", text)
			self.assertIn(
				"Row 1, column legal_records.judge: a record legal_record has no such column.", text
			)
		self.assertEqual(self.doc.reload().channels[0].status, "To Do")

	def test_what_stands_in_the_file_is_escaped(self):
		with self.assertRaises(frappe.ValidationError) as caught:
			self.call(api.preview_report, self.report(report_date="<img src=x>"))
		self.assertIn("&lt;img src=x&gt; is not a date", str(caught.exception))

	def test_csv_is_read_as_well_and_other_formats_are_refused(self):
		text = f"record,source,report_date,registration_number\nreport,Dun,2026-10-31,{NUMBER}\n"
		self.assertEqual(self.call(api.preview_report, text, "report.CSV")["source"], "Dun")
		self.assert_refused("is neither JSON nor CSV", self.call, api.preview_report, text, "report.txt")
		self.assert_refused("Row 1 has no column record", self.call, api.preview_report, "a,b", "report.csv")

	def test_other_encodings_are_refused(self):
		content = f'{{"source": "天眼", "report_date": "2026-10-31", "n": "{NUMBER}"}}'.encode("gb18030")
		self.assert_refused("not in UTF-8", self.call, api.preview_report, content)

	def test_a_report_about_another_company_is_refused(self):
		bad = self.report(registration_number="000")
		text = f"about registration number 000, but the Credit File says {NUMBER}"
		self.assert_refused(text, self.call, api.preview_report, bad)

	def test_a_rating_without_a_scale_is_refused_before_anything_is_written(self):
		rating = {"agency": self.agency.name, "rating": "A++", "rated_on": "2026-06-30"}
		text = r"Rating 1: A\+\+ of .* is in no Credit Rating Scale"
		self.assert_refused(text, self.call, api.use_report, self.report(ratings=[rating]))

	def test_a_file_that_is_not_attached_here_is_not_read(self):
		with self.acting_as(self.specialist):
			self.assert_refused(
				"The report is not attached to",
				api.preview_report,
				self.doc.name,
				self.row,
				"file-drop",
				"/x.json",
			)
			self.assert_refused("There is no file", api.preview_report, self.doc.name, self.row, "file-drop")

	def test_only_a_bureau_channel_of_a_draft_takes_a_report(self):
		courts = self.investigate("Courts")
		with self.acting_as(self.specialist):
			self.assert_refused(
				"Row 1 is not a Credit Bureau channel",
				api.use_report,
				courts.name,
				courts.channels[0].name,
				"x",
			)
			self.assert_refused("The channel is no longer there", api.use_report, courts.name, "gone", "x")
		self.use()
		self.complete(self.doc)
		self.assert_refused("is no draft. Cancel and amend", self.call, api.use_report, self.report())


class TestUse(BureauCase):
	def test_it_answers_the_channel_as_a_third_party(self):
		row = self.use()
		self.assertEqual(
			(row.status, row.reliability, row.subject), ("Answered", "Third Party", "Tianyan Bureau")
		)
		self.assertEqual((str(row.verified_on), str(row.valid_to)), ("2026-10-31", "2027-04-30"))
		self.assertIn("1 legal records, 1 ratings, 1 tax records. One case is open.", row.finding)
		self.assertTrue(row.evidence)
		self.assertEqual(frappe.db.get_value("ToDo", row.todo, "status"), "Closed")

	def test_the_file_gets_it_when_the_investigation_is_submitted(self):
		self.use()
		self.assertEqual(self.file().legal_records, [])
		self.complete(self.doc)
		file = self.file()
		(legal,), (rating,), (tax,) = file.legal_records, file.external_ratings, file.tax_records
		self.assertEqual(
			(legal.case_number, legal.amount, legal.source), ("(2026) 12", 120000, "Tianyan Bureau")
		)
		self.assertEqual((rating.rating, rating.grade), ("AA-", "A"))
		self.assertEqual((tax.tax_rating, str(tax.checked_on)), ("A", "2026-10-31"))
		self.assertEqual((file.registry_status, file.registered_capital), ("In Operation", 5000000))
		self.assertEqual(str(file.registration_checked_on), "2026-10-31")

	def test_fields_stay_where_the_channel_does_not_update_the_file(self):
		self.use()
		self.doc.channels[0].update_file = 0
		self.complete(self.doc)
		self.assertEqual(len(self.file().legal_records), 1)
		self.assertFalse(self.file().registry_status)

	def test_cancelling_takes_it_back(self):
		self.use()
		self.complete(self.doc)
		self.doc.reload().cancel()
		file = self.file()
		self.assertEqual((file.legal_records, file.external_ratings, file.tax_records), ([], [], []))
		self.assertEqual((file.registry_status or "", file.registered_capital), ("", 0))

	def test_a_channel_that_is_opened_again_forgets_its_report(self):
		self.use()
		self.doc.channels[0].status = "To Do"
		self.doc.save()
		self.answer(self.doc)
		self.complete(self.doc)
		self.assertEqual(self.file().legal_records, [])


class TestAdapters(BureauCase):
	def test_ours_is_registered_by_the_hook(self):
		with self.acting_as(self.specialist):
			self.assertIn(
				{"code": "file-drop", "label": "Uploaded File", "reads": [".json", ".csv"]},
				api.bureau_adapters(),
			)

	def test_another_app_adds_its_own_by_the_same_hook(self):
		path = f"{OtherBureau.__module__}.OtherBureau"
		hooks = frappe.get_hooks

		def with_ours(hook=None, *args, **kwargs):
			return [*hooks(hook), path] if hook == bureaus.HOOK else hooks(hook, *args, **kwargs)

		with patch.object(frappe, "get_hooks", with_ours):
			found = self.call(api.preview_report, adapter="other-bureau")
			self.assertEqual(found["source"], f"About {self.doc.customer_name}")
			self.call(api.use_report, adapter="other-bureau")
		self.assertEqual(self.doc.reload().channels[0].status, "Answered")

	def test_one_that_nobody_has_is_named(self):
		self.assert_refused("There is no bureau adapter .*dun", self.call, api.preview_report, adapter="dun")
