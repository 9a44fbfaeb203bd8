"""A bureau's report from JSON and CSV: what is read, and every mistake named by row and column."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credit_control.engine.bureau import HEAD, LEGAL, RATING, REGISTRATION, SCHEMA, BureauReport
from credit_control.engine.bureau_reading import read_csv, read_json, to_json

CSV = """record,source,report_date,registration_number,registry_status,registered_capital,kind,filed_on,amount,severity,agency,rating,rated_on
report,Tianyan Bureau,2026-10-31,91310000MA1FL0XX0X,,,,,,,,,
registration,,,,In Operation,"5,000,000.00",,,,,,,
legal_record,,,,,,Lawsuit,2026-03-01,120000,Minor,,,
legal_record,,,,,,Enforcement,2026-05-02,,Serious,,,
rating,,,,,,,,,,CCXI,AA-,2026-06-30
"""

REPORT = {
	"source": "Tianyan Bureau",
	"report_date": "2026-10-31",
	"registration_number": "91310000MA1FL0XX0X",
	"registration": {"registry_status": "In Operation", "registered_capital": "5,000,000.00"},
	"legal_records": [
		{"kind": "Lawsuit", "filed_on": "2026-03-01", "amount": 120000, "severity": "Minor"},
		{"kind": "Enforcement", "filed_on": "2026-05-02", "severity": "Serious"},
	],
	"ratings": [{"agency": "CCXI", "rating": "AA-", "rated_on": "2026-06-30"}],
}


def good(read: tuple) -> BureauReport:
	report, problems = read
	assert problems == []
	assert report is not None
	return report


def mistakes(read: tuple) -> list[str]:
	report, problems = read
	assert report is None
	return [str(problem) for problem in problems]


def shouting(text: str) -> str:
	"""A translation that leaves the placeholders as they are."""
	return re.sub(r"\{\w+\}|.", lambda found: found[0] if found[0][0] == "{" else found[0].upper(), text)


def changed(**fields) -> str:
	return json.dumps({**REPORT, **fields})


class TestReading:
	def test_csv_gives_every_record_with_its_types(self) -> None:
		report = good(read_csv(CSV))
		assert (report.source, report.report_date) == ("Tianyan Bureau", date(2026, 10, 31))
		assert report.registration == {
			"registry_status": "In Operation",
			"registered_capital": Decimal("5000000.00"),
		}
		assert [record["kind"] for record in report.legal_records] == ["Lawsuit", "Enforcement"]
		assert report.legal_records[0]["amount"] == Decimal(120000)
		assert report.ratings == ({"agency": "CCXI", "rating": "AA-", "rated_on": date(2026, 6, 30)},)

	def test_json_and_csv_of_the_same_report_are_the_same(self) -> None:
		assert good(read_json(json.dumps(REPORT))) == good(read_csv(CSV))

	def test_what_a_report_does_not_say_is_absent_and_not_zero(self) -> None:
		report = good(read_csv(CSV))
		assert "amount" not in report.legal_records[1]
		assert report.tax_records == ()
		assert report.customer_name is None

	def test_a_byte_order_mark_and_blank_lines_do_no_harm(self) -> None:
		assert good(read_csv("\ufeff" + CSV + "\n,,,,,,,,,,,,\n")) == good(read_csv(CSV))

	def test_records_name_their_sections(self) -> None:
		sections = [section for section, _record in good(read_csv(CSV)).records()]
		assert sections == [REGISTRATION, LEGAL, LEGAL, RATING]

	def test_it_can_be_kept_and_read_again(self) -> None:
		report = good(read_csv(CSV))
		assert good(read_json(to_json(report))) == report

	@given(
		st.text(min_size=1, max_size=20).filter(lambda text: text.strip() == text),
		st.dates(),
		st.decimals(min_value=0, max_value=10**11, places=2),
	)
	def test_any_kept_report_is_read_again(self, source: str, day: date, amount: Decimal) -> None:
		records = ({"kind": "Lawsuit", "filed_on": day, "amount": amount},)
		report = BureauReport(source=source, report_date=day, legal_records=records)
		assert good(read_json(to_json(report))) == report


class TestMistakes:
	def test_an_unknown_column_is_named(self) -> None:
		assert mistakes(read_csv("record,source,report_date,colour\nreport,X,2026-01-01,red\n")) == [
			"Row 1, column colour: a report has no such column. Remove it or correct its name."
		]

	def test_wrong_types_are_all_named_by_row_and_column(self) -> None:
		bad = CSV.replace("2026-03-01", "1 March").replace("120000", "a lot").replace("Serious", "Awful")
		assert mistakes(read_csv(bad)) == [
			"Row 4, column filed_on: 1 March is not a date. Write it as 2026-12-31.",
			"Row 4, column amount: a lot is not an amount.",
			"Row 5, column severity: Awful is not one of: Minor, Serious.",
		]

	def test_words_of_the_file_are_never_translated(self) -> None:
		bad = CSV.replace("2026-03-01", "March").replace("Serious", "Awful")
		_report, problems = read_csv(bad)
		assert [problem.render(shouting, str) for problem in problems] == [
			"ROW 4, COLUMN filed_on: March IS NOT A DATE. WRITE IT AS 2026-12-31.",
			"ROW 5, COLUMN severity: Awful IS NOT ONE OF: Minor, Serious.",
		]

	def test_a_figure_of_another_kind_of_record_is_named(self) -> None:
		bad = CSV.replace("report,Tianyan Bureau,2026-10-31,91310000MA1FL0XX0X,,,,,,,,,", CSV.splitlines()[1])
		bad = bad.replace("rating,,,,,,,,,,CCXI", "rating,,,,,,Lawsuit,,,,CCXI")
		assert mistakes(read_csv(bad)) == ["Row 6, column kind: a record rating has no such column."]

	def test_in_json_the_list_is_part_of_the_column(self) -> None:
		legal = [REPORT["legal_records"][0], {"kind": "Lawsuit", "filed_on": "2026-13-01", "judge": "Bao"}]
		assert mistakes(read_json(changed(legal_records=legal))) == [
			"Row 2, column legal_records.filed_on: 2026-13-01 is not a date. Write it as 2026-12-31.",
			"Row 2, column legal_records.judge: a record legal_record has no such column.",
		]

	def test_what_a_record_cannot_do_without_is_missed(self) -> None:
		assert mistakes(read_json(changed(ratings=[{"agency": "CCXI"}], source=""))) == [
			"Row 1, column source: it is missing.",
			"Row 1, column ratings.rating: it is missing.",
			"Row 1, column ratings.rated_on: it is missing.",
		]

	@pytest.mark.parametrize("amount", [True, "12e5", "1,00", "NaN", "Infinity", [1], "１２"])
	def test_only_plain_figures_are_amounts(self, amount: object) -> None:
		legal = [{"kind": "Lawsuit", "filed_on": "2026-03-01", "amount": amount}]
		(mistake,) = mistakes(read_json(changed(legal_records=legal)))
		assert mistake.startswith("Row 1, column legal_records.amount: ")
		assert mistake.endswith(" is not an amount.")

	def test_an_amount_that_no_column_holds_is_refused(self) -> None:
		bad = CSV.replace("120000", "9" * 13)
		assert mistakes(read_csv(bad)) == ["Row 4, column amount: 9999999999999 is too large."]

	@pytest.mark.parametrize(
		("text", "mistake"),
		[
			("", "Row 1 has no column record."),
			("source,report_date\n", "Row 1 has no column record."),
			("record,source,source\n", "Row 1, column source: it is there twice."),
			("record,source\nreport,a,b,c\n", "Row 2 has 4 cells, more than the 2 columns of row 1."),
			("record,source\nreports,a\n", "Row 2, column record: reports is no kind of record."),
			("record,source\n", "There is no record report."),
		],
	)
	def test_a_file_of_another_shape_is_refused(self, text: str, mistake: str) -> None:
		assert any(found.startswith(mistake) for found in mistakes(read_csv(text)))

	def test_two_heads_are_one_too_many(self) -> None:
		bad = CSV + "report,Other Bureau,2026-10-31,,,,,,,,,,\n"
		assert mistakes(read_csv(bad)) == ["There is more than one record report."]

	@pytest.mark.parametrize(
		("text", "mistake"),
		[
			("{", "Row 1: the file is no JSON."),
			("[]", "The file must hold one report as a JSON object."),
			(changed(legal_records={}), "Row 1, column legal_records: a list is expected."),
			(changed(ratings=["AA"]), "Row 1, column ratings: an object with named figures is expected."),
			(
				changed(registration=[]),
				"Row 1, column registration: an object with named figures is expected.",
			),
			(changed(colour="red"), "Row 1, column colour: a record report has no such column."),
		],
	)
	def test_json_of_another_shape_is_refused(self, text: str, mistake: str) -> None:
		assert mistakes(read_json(text)) == [mistake]

	@given(st.text(max_size=200))
	def test_no_text_whatever_breaks_the_readers(self, text: str) -> None:
		for read in (read_csv, read_json):
			report, problems = read(text)
			assert (report is None) == bool(problems)


def test_the_head_of_the_schema_is_the_reports_own() -> None:
	assert set(SCHEMA[HEAD]) <= set(BureauReport.__dataclass_fields__)
