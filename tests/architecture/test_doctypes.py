"""Every DocType: named, searchable, permitted, in step with the engine's registries, and tested."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from credit_control.engine.bureau import LEGAL_KINDS
from credit_control.engine.completeness import ITEMS
from credit_control.engine.grades import GradeRule
from credit_control.engine.indicators import INDICATORS
from credit_control.engine.investigations import CHANNELS, RELIABILITIES, RESULTS, STATUSES
from credit_control.engine.judgement import EXEMPT, HELD, PASSED, RELEASED, WARNED
from credit_control.engine.policy import REACTIONS
from credit_control.engine.score_changes import CHANGES
from credit_control.engine.standing import LIMIT_MODES
from credit_control.engine.statement import AUDITS, LINES

ROOT = Path(__file__).parents[2]
APP = ROOT / "credit_control"
FILES = sorted(APP.glob("*/doctype/*/*.json"))
DOCTYPES = {path.stem: json.loads(path.read_text()) for path in FILES}
NO_DATA = ("Section Break", "Column Break", "Tab Break", "HTML", "Button", "Fold", "Heading")


def is_plain(doctype: dict) -> bool:
	return not (doctype.get("istable") or doctype.get("issingle"))


PLAIN = [name for name, doctype in DOCTYPES.items() if is_plain(doctype)]


def fields(name: str) -> dict[str, dict]:
	return {field["fieldname"]: field for field in DOCTYPES[name]["fields"]}


def options(name: str, fieldname: str) -> list[str]:
	return fields(name)[fieldname]["options"].split("\n")


@pytest.mark.parametrize("name", DOCTYPES)
def test_it_is_a_complete_documented_folder(name: str) -> None:
	doctype, folder = DOCTYPES[name], next(path.parent for path in FILES if path.stem == name)
	assert folder.name == name == doctype["name"].lower().replace(" ", "_").replace("-", "_")
	assert (folder / "__init__.py").is_file()
	class_name = doctype["name"].replace(" ", "").replace("-", "")
	assert f"class {class_name}(Document)" in (folder / f"{name}.py").read_text()


@pytest.mark.parametrize("name", DOCTYPES)
def test_its_field_order_names_each_field_once(name: str) -> None:
	names = [field["fieldname"] for field in DOCTYPES[name]["fields"]]
	assert len(names) == len(set(names))
	assert DOCTYPES[name]["field_order"] == names


@pytest.mark.parametrize("name", DOCTYPES)
def test_its_types_are_exported(name: str) -> None:
	folder = next(path.parent for path in FILES if path.stem == name)
	source = (folder / f"{name}.py").read_text()
	typed = set(re.findall(r"^\t\t(\w+): DF\.", source, re.MULTILINE))
	with_data = {
		field["fieldname"] for field in DOCTYPES[name]["fields"] if field["fieldtype"] not in NO_DATA
	}
	assert with_data <= typed, f"not typed: {sorted(with_data - typed)}"


@pytest.mark.parametrize("name", PLAIN)
def test_it_can_be_found_named_and_listed(name: str) -> None:
	doctype, known = DOCTYPES[name], fields(name)
	assert doctype["title_field"] in known
	assert {field.strip() for field in doctype["search_fields"].split(",")} <= set(known)
	assert doctype["autoname"]
	assert doctype["naming_rule"]
	listed = [field for field in known.values() if field.get("in_list_view")]
	assert 2 <= len(listed) <= 8
	assert any(field.get("in_standard_filter") for field in known.values())


@pytest.mark.parametrize("name", PLAIN)
def test_its_permissions_name_a_manager_and_no_everybody(name: str) -> None:
	roles = {row["role"] for row in DOCTYPES[name]["permissions"]}
	assert "Credit Manager" in roles
	assert roles.isdisjoint({"All", "Guest", "Desk User"})


@pytest.mark.parametrize("name", [name for name in PLAIN if DOCTYPES[name].get("is_submittable")])
def test_a_submittable_one_is_amended_and_its_submission_is_with_somebody(name: str) -> None:
	assert fields(name)["amended_from"]["options"] == DOCTYPES[name]["name"]
	assert any(row.get("submit") and row.get("cancel") for row in DOCTYPES[name]["permissions"])


@pytest.mark.parametrize("name", DOCTYPES)
def test_labels_stand_on_every_field_with_data(name: str) -> None:
	for field in DOCTYPES[name]["fields"]:
		if field["fieldtype"] not in NO_DATA:
			assert field.get("label"), field["fieldname"]


class TestInStepWithTheDesk:
	@pytest.mark.parametrize(
		("script", "constant", "name", "fieldname"),
		[
			("change_history", "FIELDS", "credit_standing_change", "changed_field"),
			("trade_record", "REASONS", "credit_overdue_note", "reason"),
		],
	)
	def test_a_list_of_a_script_is_that_of_its_field(
		self, script: str, constant: str, name: str, fieldname: str
	) -> None:
		text = (APP / f"public/js/desk/{script}.js").read_text()
		listed = re.search(rf"const {constant} = \[(.*?)\];", text, re.DOTALL)
		assert listed
		assert re.findall(r'"([^"]+)"', listed[1]) == options(name, fieldname)


class TestInStepWithTheEngine:
	def test_statement_lines_are_the_engines(self) -> None:
		assert options("financial_statement_line", "line") == [line.label for line in LINES.values()]

	def test_kinds_of_audit_are_the_engines(self) -> None:
		assert options("customer_financial_statement", "audit") == list(AUDITS)

	@pytest.mark.parametrize("name", ["credit_scorecard_factor", "credit_scorecard_band"])
	def test_indicators_are_the_engines(self, name: str) -> None:
		assert options(name, "indicator") == [indicator.label for indicator in INDICATORS.values()]

	@pytest.mark.parametrize(
		"code",
		[code for code, entry in INDICATORS.items() if entry.direction == "category"],
	)
	def test_categories_of_a_credit_file_are_the_engines(self, code: str) -> None:
		table = "credit_file_tax_record" if code == "tax_rating" else "credit_file"
		assert options(table, code) == ["", *INDICATORS[code].texts]

	@pytest.mark.parametrize("name", ["sales_order", "delivery_note", "sales_invoice", "journal_entry"])
	def test_reactions_are_the_engines(self, name: str) -> None:
		assert options("credit_policy_check", name) == list(REACTIONS)

	def test_limit_modes_are_the_engines(self) -> None:
		for name, field in (
			("credit_file_limit", "limit_mode"),
			("credit_assessment", "limit_mode"),
			("credit_policy", "unassessed_mode"),
		):
			assert set(options(name, field)) == set(LIMIT_MODES)

	def test_items_of_a_complete_file_are_the_engines(self) -> None:
		assert options("credit_file_item", "item") == [item.label for item in ITEMS.values()]
		known = set(fields("credit_file"))
		assert {item.field for item in ITEMS.values()} - {"statements"} <= known

	@pytest.mark.parametrize("name", ["credit_file_bank_reference", "credit_file_trade_reference"])
	def test_references_are_the_engines(self, name: str) -> None:
		assert options(name, "standing") == ["", *RESULTS]
		assert options(name, "reliability") == list(RELIABILITIES)

	def test_channels_and_statuses_of_an_investigation_are_the_engines(self) -> None:
		assert options("credit_investigation_channel", "channel") == list(CHANNELS)
		assert options("credit_investigation_template_channel", "channel") == list(CHANNELS)
		assert options("credit_investigation", "status") == list(STATUSES)

	def test_changes_of_a_trial_are_the_engines(self) -> None:
		assert options("credit_scorecard_trial_result", "change") == ["Waiting", *CHANGES, "Not Assessed"]

	def test_legal_records_are_those_of_a_bureau_report(self) -> None:
		assert options("credit_file_legal_record", "kind") == list(LEGAL_KINDS)

	def test_a_rating_scale_gives_the_grades_of_the_policy(self) -> None:
		grades = options("credit_policy_grade", "grade")
		assert options("credit_rating_scale_grade", "grade") == grades
		assert options("credit_file_external_rating", "grade") == ["", *grades]

	def test_outcomes_are_the_engines_and_would_hold(self) -> None:
		assert set(options("credit_decision", "outcome")) == {
			PASSED,
			WARNED,
			HELD,
			RELEASED,
			EXEMPT,
			"Would Hold",
		}

	def test_grades_are_the_same_everywhere(self) -> None:
		grades = options("credit_policy_grade", "grade")
		for name, field in (
			("credit_file", "grade"),
			("credit_assessment", "grade"),
			("credit_assessment", "model_grade"),
			("credit_scorecard", "no_history_cap"),
		):
			assert options(name, field) == ["", *grades]

	def test_a_grade_row_has_a_field_for_each_figure_of_the_engines_rule(self) -> None:
		known = set(fields("credit_policy_grade"))
		renamed = {"payment_terms": "payment_terms_template"}
		assert {renamed.get(name, name) for name in GradeRule.__dataclass_fields__} <= known

	def test_a_decision_has_a_field_for_all_that_its_hash_covers(self) -> None:
		tree = ast.parse((APP / "services" / "chains.py").read_text())
		texts = {}
		for node in tree.body:
			named = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
			if named and isinstance(node.value, ast.Dict | ast.Tuple):
				keys = node.value.keys if isinstance(node.value, ast.Dict) else node.value.elts
				names = {key.value for key in keys if isinstance(key, ast.Constant)}
				texts[node.targets[0].id] = names  # type: ignore[attr-defined]
		covered = texts["NAMES"] | texts["CONTENT"] | texts["SHOWN"] | texts["TOLD"]
		assert covered | {"names", "previous_hash", "hash"} <= set(fields("credit_decision"))


@pytest.mark.parametrize("name", PLAIN)
def test_a_site_test_names_it(name: str) -> None:
	title = DOCTYPES[name]["name"]
	assert any(f'"{title}"' in path.read_text() for path in (APP / "tests").glob("*.py")), (
		f"no test in credit_control/tests/ names {title}"
	)
