"""Every linter over the whole checkout, or the ones named."""

from __future__ import annotations

import subprocess
from pathlib import Path

from .messages import Failure, say
from .places import APP, CHECKOUT
from .tooling import DevTools

PYTHON = {
	"ruff-check": ("ruff", "check", "."),
	"ruff-format": ("ruff", "format", "--check", "."),
	"import-linter": ("lint-imports", "--no-logo"),
	"mypy": ("mypy",),
	"prefly": ("preflight", "--path", ".bench/lint", "--target", "v16", "--fail-on", "error"),
}
SCRIPTS = {
	"prettier": ("npx", "--no-install", "prettier", "--check", "."),
	"eslint": ("npx", "--no-install", "eslint", "."),
}


def lint(wanted: list[str]) -> int:
	"""Run them all, also after one has complained."""
	names = wanted or [*PYTHON, *SCRIPTS]
	if unknown := set(names) - {*PYTHON, *SCRIPTS}:
		raise Failure(f"No such linter: {', '.join(sorted(unknown))}.")
	python = {name: _python(name) for name in names if name in PYTHON}
	scripts = _scripts([name for name in names if name in SCRIPTS])
	complaining = [name for name, code in {**python, **scripts}.items() if code]
	say(f"complaints from: {', '.join(complaining)}" if complaining else "no complaints")
	return 1 if complaining else 0


def _python(name: str) -> int:
	tools = DevTools(CHECKOUT)
	tools.ensure()
	if name == "prefly":
		_show_app_alone(CHECKOUT / ".bench" / "lint")
	return tools.call(*PYTHON[name])


def _scripts(names: list[str]) -> dict[str, int]:
	if (CHECKOUT / "node_modules").is_dir():
		return {name: subprocess.call(SCRIPTS[name], cwd=CHECKOUT) for name in names}
	if names:
		say(f"{' and '.join(names)} did not run: `npm ci` brings them.")
	return {}


def _show_app_alone(view: Path) -> None:
	"""prefly reads everything beside the app, which here would be a whole bench: let it see a view."""
	view.mkdir(parents=True, exist_ok=True)
	for name in (APP, "pyproject.toml"):
		if not (view / name).is_symlink():
			(view / name).symlink_to(CHECKOUT / name)
