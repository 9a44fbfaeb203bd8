"""Several texts in one line, divided as the user's language divides them."""

from __future__ import annotations

from collections.abc import Iterable

from frappe import _

from credit_control.engine.joining import CLAUSES, LISTED, SENTENCES, joined


def listed(texts: Iterable[str]) -> str:
	"""Names one after the other."""
	return joined(texts, LISTED, _)


def clauses(texts: Iterable[str]) -> str:
	"""Parts of a sentence, which may have commas of their own."""
	return joined(texts, CLAUSES, _)


def sentences(texts: Iterable[str]) -> str:
	"""Whole sentences: Chinese has no space between them."""
	return joined(texts, SENTENCES, _)


def labelled(label: str, value: str) -> str:
	"""A value behind its name: Chinese has a colon of its own."""
	return _("{0}: {1}").format(label, value)
