"""The import rule: layers hold, and the engine is pure."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ENGINE = sorted((ROOT / "credit_control" / "engine").rglob("*.py"))


def imported(path: Path) -> set[str]:
	"""The top packages a module imports; relative imports stay inside the engine and are left out."""
	names: set[str] = set()
	for node in ast.walk(ast.parse(path.read_text())):
		if isinstance(node, ast.Import):
			names |= {alias.name.split(".")[0] for alias in node.names}
		elif isinstance(node, ast.ImportFrom) and node.level == 0:
			names.add((node.module or "").split(".")[0])
	return names


@pytest.mark.parametrize("path", ENGINE, ids=lambda path: path.stem)
def test_engine_imports_the_standard_library_only(path: Path) -> None:
	assert imported(path) - sys.stdlib_module_names - {"credit_control"} == set()


def test_import_contracts_hold() -> None:
	lint = Path(sys.executable).with_name("lint-imports")
	done = subprocess.run([lint, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True)
	assert done.returncode == 0, done.stdout
