"""Reading for many customers at once what is otherwise read for one: the same readers, one statement.

A reader takes a list of customers and the arguments they share, and returns a dict by customer. A single
customer is a list of one. Within `for_customers` the first question about one of them is asked for all
of them, and the others are answered from what came back. Nothing is kept after the block.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import frappe

Reader = Callable[..., dict[str, Any]]


@contextmanager
def for_customers(customers: Sequence[str]) -> Iterator[None]:
	"""Answer questions about any of these customers from one statement per reader."""
	frappe.local.credit_prefetch = (list(customers), {})
	try:
		yield
	finally:
		del frappe.local.credit_prefetch


def of_customer(reader: Reader, customer: str, *shared: object, empty: Callable[[], Any] = list) -> Any:
	"""What a reader of many says about one; `empty` makes the answer for a customer it does not mention."""
	customers, answers = getattr(frappe.local, "credit_prefetch", None) or ([], {})
	if customer not in customers:
		found = reader([customer], *shared)
	else:
		key = (reader.__qualname__, reader.__module__, shared)
		if key not in answers:
			answers[key] = reader(customers, *shared)
		found = answers[key]
	return found[customer] if customer in found else empty()


def remembered(function: Callable[..., Any], *given: object) -> Any:
	"""What a function says of some arguments, asked once within the block; asked each time outside of it."""
	_customers, answers = getattr(frappe.local, "credit_prefetch", None) or ([], None)
	if answers is None:
		return function(*given)
	key = (function.__qualname__, function.__module__, given)
	if key not in answers:
		answers[key] = function(*given)
	return answers[key]
