"""The `credit-control` command: plays the story through the engine alone, with nothing but Python."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence

from . import telling
from .assessing import assess_all, default_rules
from .ledger import Ledger, load
from .story import Story
from .wording import ENGLISH, LANGUAGES, Voice

#: the customer that is shown factor by factor
IN_DETAIL = 3


def main(arguments: Sequence[str] | None = None) -> int:
	"""Run the command line; returns the exit code."""
	options = _parser().parse_args(arguments)
	if hasattr(sys.stdout, "reconfigure"):
		# a terminal in another encoding shall not end the story at the first Chinese name
		sys.stdout.reconfigure(encoding="utf-8")
	try:
		for line in demo(load(), options.lang):
			print(line)
		sys.stdout.flush()
	except BrokenPipeError:
		# the reader has seen enough; Python would complain when it closes the pipe at exit
		os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
	return 0


def _parser() -> argparse.ArgumentParser:
	parser = argparse.ArgumentParser(prog="credit-control", description="Trade credit for ERPNext.")
	commands = parser.add_subparsers(dest="command", required=True)
	play = commands.add_parser("demo", help="play the story through the engine alone, on a small ledger")
	play.add_argument("--lang", choices=tuple(LANGUAGES), default=ENGLISH, help="language of the story")
	return parser


def demo(ledger: Ledger, language: str = ENGLISH) -> Iterator[str]:
	"""The whole story on a ledger, line by line."""
	voice, rules = Voice(language), default_rules(language)
	assessed = assess_all(ledger, rules)
	steps = tuple(Story(ledger, assessed, rules.policy).play())
	chapters = (
		telling.opening(voice, ledger, rules),
		telling.grades(voice, assessed),
		telling.factors(voice, assessed[min(IN_DETAIL, len(assessed) - 1)]),
		telling.limits(voice, assessed, rules),
		telling.events(voice, steps),
		telling.reviews(voice, ledger, assessed),
	)
	for chapter in chapters:
		yield from chapter
		yield ""
	yield voice("Where github.com/frappe can be reached, `make demo` plays it in ERPNext itself.")


if __name__ == "__main__":
	sys.exit(main())
