"""Every dotted path in hooks.py leads to a module that exists and a function or class in it; no bench needed."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
APP = ROOT / "credit_control"
HOOKS = ast.parse((APP / "hooks.py").read_text())


def strings(tree: ast.AST) -> list[str]:
	"""Every text constant."""
	return [
		node.value
		for node in ast.walk(tree)
		if isinstance(node, ast.Constant) and isinstance(node.value, str)
	]


def dotted_paths() -> list[str]:
	found = [text for text in strings(HOOKS) if text.startswith("credit_control.")]
	return sorted({text for text in found if not text.endswith((".bundle.js", ".bundle.css"))})


def definitions(module: Path) -> set[str]:
	"""Top-level functions and classes of a module."""
	kinds = (ast.FunctionDef, ast.ClassDef)
	return {node.name for node in ast.parse(module.read_text()).body if isinstance(node, kinds)}


@pytest.mark.parametrize("path", dotted_paths())
def test_a_dotted_path_leads_to_a_definition(path: str) -> None:
	module, _, name = path.rpartition(".")
	file = ROOT.joinpath(*module.split(".")).with_suffix(".py")
	assert file.is_file(), f"{path}: there is no {file.relative_to(ROOT)}"
	assert name in definitions(file), f"{path}: {file.relative_to(ROOT)} does not define {name}"


def test_the_hooks_name_paths_at_all() -> None:
	assert len(dotted_paths()) > 20


def public_files() -> list[str]:
	return sorted({text for text in strings(HOOKS) if text.startswith("public/")})


@pytest.mark.parametrize("path", public_files())
def test_a_client_script_of_the_hooks_exists(path: str) -> None:
	assert (APP / path).is_file()


def bundles() -> list[str]:
	return [text for text in strings(HOOKS) if text.endswith((".bundle.js", ".bundle.css"))]


@pytest.mark.parametrize("name", bundles())
def test_a_bundle_of_the_hooks_has_a_source(name: str) -> None:
	stem = name.rsplit(".", 1)[0]
	assert list((APP / "public").rglob(f"{stem}.*")), f"there is no source of {name} in public/"


def test_each_function_for_a_document_event_is_named_after_the_event() -> None:
	events = next(
		ast.literal_eval(node.value)
		for node in HOOKS.body
		if isinstance(node, ast.Assign) and node.targets[0].id == "doc_events"  # type: ignore[attr-defined]
	)
	for doctype, handlers in events.items():
		for event, path in handlers.items():
			expected = f"credit_control.overrides.{doctype.lower().replace(' ', '_')}.{event}"
			assert path == expected


@pytest.mark.parametrize("module", sorted((APP / "overrides").glob("*.py")), ids=lambda path: path.stem)
def test_no_handler_of_a_document_event_is_left_out_of_the_hooks(module: Path) -> None:
	events = ("validate", "before_", "on_", "after_")
	handlers = {name for name in definitions(module) if name.startswith(events)}
	hooked = {path.rpartition(".")[2] for path in dotted_paths() if f".overrides.{module.stem}." in path}
	assert handlers <= hooked
