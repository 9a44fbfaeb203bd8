"""The table of worked values names tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "docs" / "developers" / "worked-values.md"
FOLDERS = (ROOT / "tests" / "engine", ROOT / "credit_control" / "tests")
NAMED = sorted(set(re.findall(r"`(test_\w+\.py)::(test_\w+)`", TABLE.read_text(encoding="utf-8"))))


def test_the_table_names_tests() -> None:
	assert len(NAMED) > 40


@pytest.mark.parametrize(("file", "test"), NAMED)
def test_the_named_test_is_there(file: str, test: str) -> None:
	sources = [path.read_text(encoding="utf-8") for folder in FOLDERS if (path := folder / file).exists()]
	assert any(f"def {test}(" in source for source in sources)
