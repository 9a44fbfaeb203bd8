"""What a new site starts with for statements: layouts and sample industry tables."""

from dataclasses import replace

import pytest

from credit_control.engine.defaults.statements import industry_data, template_data
from credit_control.engine.five_tier import WEIGHTS, TierStandard, tier_problems
from credit_control.engine.money import decimal
from credit_control.engine.ratios import RATIOS
from credit_control.engine.wall import WALL_ITEMS, wall_problems

TIERS = ("excellent", "good", "average", "low", "poor")
CODES = {rule.label: code for code, rule in RATIOS.items()}


@pytest.mark.parametrize("table", industry_data(), ids=lambda table: table["title"])
def test_a_sample_table_is_complete_sound_and_called_a_sample_with_its_year(table):
	standards = {
		CODES[row["ratio"]]: TierStandard(CODES[row["ratio"]], *(decimal(row[tier]) for tier in TIERS))
		for row in table["tiers"]
	}
	assert set(standards) == set(WEIGHTS)
	assert tier_problems(standards) == []
	by_label = {item.label: item for item in WALL_ITEMS}
	items = [
		replace(by_label[row["item"]], weight=decimal(row["weight"]), standard=decimal(row["standard"]))
		for row in table["wall"]
	]
	assert len(items) == len(WALL_ITEMS)
	assert wall_problems(items) == []
	assert table["title"].startswith(f"Sample {table['year']}")
	assert "not published standards" in table["source_note"]


def test_the_first_table_has_the_textbook_standards_of_the_wall_index():
	assert [decimal(row["standard"]) for row in industry_data()[0]["wall"]] == [
		item.standard for item in WALL_ITEMS
	]


def test_the_chinese_layouts_and_an_english_one_are_shipped():
	assert [(entry["language"], entry["kind"]) for entry in template_data()] == [
		("zh", "Balance Sheet"),
		("zh", "Income"),
		("zh", "Cash Flow"),
		("en", "All"),
	]
