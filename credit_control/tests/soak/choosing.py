"""Drawing documents, quantities and lines; what cannot be drawn ends the step."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import frappe

from credit_control.tests.bootstrap import GOODS, SERVICE
from credit_control.tests.soak.papers import Line
from credit_control.tests.soak.world import GENEROUS

RATES = (100, 33.33, 7.5, 250)


class NothingToDoError(Exception):
	"""The world has no document on which the operation could be done."""


def one(rng: Random, names: Sequence[str]) -> str:
	"""One of the names."""
	if not names:
		raise NothingToDoError
	return rng.choice(list(names))


def document(rng: Random, doctype: str, names: Sequence[str]):
	"""One of the named documents."""
	return frappe.get_doc(doctype, one(rng, names))


def lines(rng: Random) -> list[Line]:
	"""One or two lines of goods."""
	items = (GOODS, GOODS, SERVICE, GENEROUS)
	return [
		Line(rng.choice(items), rng.randint(1, 12), rng.choice(RATES)) for _ in range(rng.choice((1, 1, 2)))
	]


def part(rng: Random, doc) -> None:
	"""Take only a part of what ERPNext mapped: of some lines less, and sometimes a line less."""
	if len(doc.items) > 1 and rng.random() < 0.3:
		doc.items = [rng.choice(doc.items)]
		doc.items[0].idx = 1
	if not doc.items:
		raise NothingToDoError
	for row in doc.items:
		row.qty = less(rng, row.qty)


def less(rng: Random, qty: float) -> float:
	"""The quantity or a whole part of it, with its sign; sometimes half a unit of one."""
	if rng.random() < 0.4:
		return qty
	whole = rng.randint(1, max(1, int(abs(qty))))
	size = min(abs(qty), whole)
	return size if qty > 0 else -size


def some(rng: Random, amount: float) -> float:
	"""All of an amount or a part of it, to the cent."""
	return amount if rng.random() < 0.4 else max(0.01, round(amount * rng.uniform(0.1, 0.9), 2))
