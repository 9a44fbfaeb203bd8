"""Every string of the app that a user may read, collected from its sources.

A string comes with the DocType that Frappe passes as its context, with None where it is looked up as it
stands, or with ANYWHERE when the code hands it on and only the place that shows it knows the context.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from credit_control.engine.altman import DEFINITIONS
from credit_control.engine.indicators import INDICATORS
from credit_control.engine.ratios import RATIOS

ROOT = Path(__file__).parents[2]
APP = ROOT / "credit_control"
ANYWHERE = "*"

Found = Iterator[tuple[str, str | None]]
#: a string and its context, with the file it was found in
Strings = dict[tuple[str, str | None], str]

#: grades, numbers and figures look the same in every language; CC alone is a copy of an e-mail to Frappe;
#: NFKC is a form of Unicode
UNTRANSLATED = re.compile(r"(?!CC$)[ABCD]{1,3}|NFKC|[\d\W]*(\{\d?\}[\d\W]*)*")
#: DocType fields whose options are choices that are shown
CHOICES = ("Select", "Autocomplete")
#: fields whose label version 15 looks up without its DocType
BARE = ("Table", "Tab Break")
#: keys that hold a text in the JSON of workspaces, sidebars, icons, cards, charts and reports
SHOWN = ("label", "title", "format", "description", "chart_name", "report_name")
DESK = ("workspace", "workspace_sidebar", "desktop_icon", "number_card", "dashboard_chart", "report")
HEADER = re.compile(r"<b>(.*?)</b>")
#: code that is no part of the desk: tests, built assets, and the demo, which has its own words
APART = {"tests", "dist", "demo", "node_modules"}
#: `__("…", […], "context")` in JavaScript, `_("…")` in templates; the text ends at its own quote
CALL = re.compile(
	r"""(?<![\w.])_{1,2}\(\s*(?P<text>"(?:[^"\\]|\\.)+"|'(?:[^'\\]|\\.)+')"""
	r"""(?:\s*,\s*(?:null|\[[^\]]*\])\s*,\s*"(?P<context>[^"]+)")?"""
)
#: the engine marks no text: a sentence or label starts with a capital or a figure and is no path or key …
SENTENCE = re.compile(r"[A-Z{][^_/\\<>]{2,}")
#: … and a note on a figure is a few small words
NOTE = re.compile(r"[a-z]+(,? [A-Za-z]+)+|missing")
#: how each figure is defined: formulas, which do not look like sentences; only those of indicators are shown
DEFINED = {*DEFINITIONS, *(entry.definition for entry in (*INDICATORS.values(), *RATIOS.values()))}
#: keys of a field's definition that hold names instead of texts
NAMES = ("fieldtype", "module", "doctype")


def all_strings() -> Strings:
	"""Each readable string with its context and the file it comes from."""
	found: Strings = {}
	for pattern, collect in COLLECTORS:
		for path in _files(pattern):
			for text, context in collect(path):
				if not UNTRANSLATED.fullmatch(text):
					found.setdefault((text, context), str(path.relative_to(ROOT)))
	for entry in INDICATORS.values():
		found.setdefault((entry.definition, ANYWHERE), "credit_control/engine/indicators.py")
	return found


def _files(pattern: str) -> list[Path]:
	paths = sorted(APP.glob(pattern))
	return [path for path in paths if not APART & set(path.relative_to(APP).parts)]


def of_doctype(path: Path) -> Found:
	"""Names, labels, descriptions, choices and groups of links."""
	data = json.loads(path.read_text(encoding="utf-8"))
	yield data["name"], None
	for field in data["fields"]:
		if not field.get("hidden"):
			yield from _of_field(field, data["name"])
	for link in data.get("links", []):
		if link.get("group"):
			yield link["group"], None


def _of_field(field: dict[str, Any], doctype: str) -> Found:
	if field.get("label"):
		yield field["label"], None if field["fieldtype"] in BARE else doctype
	if field.get("description"):
		yield field["description"], None
	if field["fieldtype"] in CHOICES:
		yield from ((option, doctype) for option in field.get("options", "").split("\n") if option)


def of_desk(path: Path) -> Found:
	"""Labels of a workspace, its sidebar and icon, a card, chart or report, and a workspace's headers."""
	data = json.loads(path.read_text(encoding="utf-8"))
	yield from ((text, None) for text in _shown(data))
	for block in json.loads(data.get("content") or "[]"):
		yield from ((text, None) for text in HEADER.findall(block["data"].get("text", "")))


def _shown(node: Any) -> Iterator[str]:
	if isinstance(node, list):
		for item in node:
			yield from _shown(item)
	elif isinstance(node, dict):
		for key, value in node.items():
			if key in SHOWN and isinstance(value, str) and value:
				yield value
			else:
				yield from _shown(value)


def of_script(path: Path) -> Found:
	"""Calls in JavaScript and in templates."""
	for call in CALL.finditer(path.read_text(encoding="utf-8")):
		yield ast.literal_eval(call["text"]), call["context"]


def of_python(path: Path) -> Found:
	"""Calls in Python; texts in several pieces are one."""
	for node in ast.walk(_tree(path)):
		if isinstance(node, ast.Call) and _name(node.func) in ("_", "_lt") and node.args:
			context = next((_text(word.value) for word in node.keywords if word.arg == "context"), None)
			text = _text(node.args[0])
			if text:
				yield text, context


def _tree(path: Path) -> ast.Module:
	return ast.parse(path.read_text(encoding="utf-8"))


def _name(function: ast.expr) -> str:
	return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _text(node: ast.expr) -> str | None:
	return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def of_engine(path: Path) -> Found:
	"""Templates, labels and notes of the engine."""
	tree = _tree(path)
	docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
	pieces = {
		id(piece) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for piece in node.values
	}
	for node in ast.walk(tree):
		text = "" if id(node) in docstrings | pieces else (_text(node) or "").removeprefix("missing: ")
		if text not in DEFINED and (SENTENCE.fullmatch(text) or NOTE.fullmatch(text)):
			yield text, ANYWHERE


def of_tables(path: Path) -> Found:
	"""Labels in the tables at the top of a module."""
	for node in _tree(path).body:
		if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
			yield from ((text, ANYWHERE) for text in _labels(node.value))


def _labels(table: ast.Dict) -> Iterator[str]:
	for key, value in zip(table.keys, table.values, strict=True):
		text = (_text(value) or "").strip()
		if text[:1].isupper() and not (key and _text(key) in NAMES):
			yield from text.split("\n")


def of_roles(path: Path) -> Found:
	"""The app's own roles."""
	for node in _tree(path).body:
		if isinstance(node, ast.Assign) and _name(node.targets[0]) == "ROLES":
			yield from ((role, None) for role in ast.literal_eval(node.value))


def of_hooks(path: Path) -> Found:
	"""The app's name on the apps screen."""
	for node in _tree(path).body:
		if isinstance(node, ast.Assign) and _name(node.targets[0]) == "app_title":
			yield ast.literal_eval(node.value), None


def of_modules(path: Path) -> Found:
	"""The names of the app's modules."""
	yield from ((line, None) for line in path.read_text(encoding="utf-8").splitlines() if line)


def of_scorecard(path: Path) -> Found:
	"""The advice of the default scorecard."""
	for factor in json.loads(path.read_text(encoding="utf-8"))["factors"]:
		yield from ((band["advice"], ANYWHERE) for band in factor["bands"] if band.get("advice"))


def of_strategy(path: Path) -> Found:
	"""The names of the default strategy's steps."""
	yield from ((step["label"], "Collection Strategy") for step in json.loads(path.read_text())["steps"])


COLLECTORS = (
	("*/doctype/*/*.json", of_doctype),
	*((f"**/{folder}/**/*.json", of_desk) for folder in DESK),
	("**/*.js", of_script),
	("**/*.html", of_script),
	("**/*.py", of_python),
	("engine/*.py", of_engine),
	("services/*.py", of_tables),
	("setup/custom_fields.py", of_tables),
	("setup/roles.py", of_roles),
	("hooks.py", of_hooks),
	("modules.txt", of_modules),
	("engine/defaults/scorecard.json", of_scorecard),
	("engine/defaults/collection.json", of_strategy),
)
