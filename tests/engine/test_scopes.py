from datetime import date, datetime

import pytest

from credit_control.engine.scopes import ScopedVersion, applicable

LINE = ("All Customer Groups", "Commercial", "Retail")
TODAY = date(2026, 6, 30)


def version(name, group=None, industry=None, valid_from=date(2026, 1, 1), created=1):
	return ScopedVersion(name, valid_from, datetime(2026, 1, created), group, industry)


ALL = version("all")
GROUP = version("group", "Commercial")
SUBGROUP = version("subgroup", "Retail")
INDUSTRY = version("industry", None, "Steel")
BOTH = version("both", "Commercial", "Steel")


def chosen(*versions, line=LINE, industry="Steel", on=TODAY):
	return applicable(versions, line, industry, on)


@pytest.mark.parametrize(
	("versions", "expected"),
	[
		((ALL,), "all"),
		((ALL, GROUP), "group"),
		((ALL, GROUP, SUBGROUP), "subgroup"),
		((ALL, GROUP, SUBGROUP, INDUSTRY), "industry"),
		((ALL, GROUP, SUBGROUP, INDUSTRY, BOTH), "both"),
	],
)
def test_the_narrowest_scope_wins_whatever_the_order(versions, expected):
	assert chosen(*versions) == chosen(*reversed(versions)) == expected


def test_other_groups_and_industries_do_not_apply():
	other = (
		version("other", "Government"),
		version("mining", None, "Mining"),
		version("mix", "Retail", "Mining"),
	)
	assert chosen(*other) is None
	assert chosen(ALL, *other) == "all"


def test_a_customer_without_group_and_industry_gets_what_is_for_everybody():
	assert chosen(ALL, GROUP, INDUSTRY, BOTH, line=(), industry=None) == "all"


def test_of_two_versions_with_the_same_scope_the_one_valid_later_counts_from_its_day():
	newer = version("newer", valid_from=date(2026, 6, 30))
	assert chosen(ALL, newer, on=date(2026, 6, 29)) == "all"
	assert chosen(ALL, newer, on=date(2026, 6, 30)) == "newer"


def test_of_two_versions_valid_from_the_same_day_the_one_made_later_counts():
	assert chosen(version("second", created=2), ALL) == "second"


def test_before_the_first_version_nothing_applies():
	assert chosen(ALL, on=date(2025, 12, 31)) is None
