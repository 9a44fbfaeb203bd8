"""Scripts of pages and reports keep their names to themselves: 15 runs them all in the desk's one global scope.

Of two pages with a constant of the same name the second stays blank until the desk is loaded anew; of two
functions the later one answers for both.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

APP = Path(__file__).parents[2] / "credit_control"
SCRIPTS = sorted(path for kind in ("page", "report") for path in APP.glob(f"*/{kind}/*/*.js"))
CONSTANT = re.compile(r"^(?:const|let|var|class) +([\w$]+)", re.MULTILINE)
FUNCTION = re.compile(r"^(?:async )?function\*? +([\w$]+)", re.MULTILINE)


def test_there_are_scripts_at_all() -> None:
	assert len(SCRIPTS) >= 6


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_declares_no_constant_of_the_desk(path: Path) -> None:
	assert CONSTANT.findall(path.read_text()) == []


def test_no_two_scripts_have_a_function_of_the_same_name() -> None:
	names = Counter(name for path in SCRIPTS for name in FUNCTION.findall(path.read_text()))
	assert [name for name, count in names.items() if count > 1] == []
