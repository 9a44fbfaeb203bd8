"""`python3 -m tools.bench <command>`; the Makefile's targets are these commands."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from typing import Any

from . import commands
from .messages import Failure, warn


def main() -> int:
	options = _parser().parse_args()
	try:
		return int(options.action(options))
	except Failure as failure:
		warn(f"\n{failure}")
		return 2
	except KeyboardInterrupt:
		return 130


def _parser() -> argparse.ArgumentParser:
	parser = argparse.ArgumentParser(prog="python3 -m tools.bench", description=__doc__)
	parser.add_argument("--frappe", default=os.environ.get("FRAPPE") or "15", help="15 (default) or 16")
	actions = parser.add_subparsers(required=True, metavar="command")
	for command in (commands.demo, commands.test, commands.site, commands.status):
		_add(actions, command, lambda options, command=command: command(options.frappe))
	for plain in (commands.stop, commands.clean):
		_add(actions, plain, lambda options, plain=plain: plain())
	lint = _add(actions, commands.lint, lambda options: commands.lint(options.words))
	lint.add_argument("words", nargs="*", help="for example: ruff-check mypy")
	soak = _add(actions, commands.soak, lambda options: commands.soak(options.frappe, options.words))
	soak.add_argument("words", nargs="*", help="after --, for example: -- --steps 500 --seed 7")
	for open_ended in (commands.run, commands.pytest):
		parser_of = _add(
			actions, open_ended, lambda options, run=open_ended: run(options.frappe, options.words)
		)
		parser_of.add_argument("words", nargs="+", help="after --, for example: -- bench --help")
	return parser


def _add(actions: Any, command: Callable[..., int], action: Callable[..., int]) -> argparse.ArgumentParser:
	"""A subcommand named and described as its function."""
	parser: argparse.ArgumentParser = actions.add_parser(
		command.__name__, help=command.__doc__, description=command.__doc__
	)
	parser.set_defaults(action=action)
	return parser


if __name__ == "__main__":
	sys.exit(main())
