"""Collection cases."""

from __future__ import annotations

from collections.abc import Callable

from credit_control.tests.api_calls.kinds import CREDIT, SELLERS, Call
from credit_control.tests.collection_case import case_arguments


def told(method: str) -> Callable[..., dict]:
	return lambda on: case_arguments(on.cased, on.invoice)[method]


CALLS = (
	Call("collection_cases.choices", SELLERS, told("collection_cases.choices")),
	Call("collection_cases.dispute", CREDIT, told("collection_cases.dispute"), posts=True),
	Call("collection_cases.hand_over", CREDIT, told("collection_cases.hand_over"), posts=True),
	Call("collection_cases.promise", CREDIT, told("collection_cases.promise"), posts=True),
	Call("collection_cases.read", SELLERS, told("collection_cases.read")),
	Call("collection_cases.people", SELLERS, told("collection_cases.people")),
	Call("collection_cases.reasons", SELLERS, told("collection_cases.reasons")),
	Call("collection_cases.record", CREDIT, told("collection_cases.record"), posts=True),
	Call("collection_cases.take_back", CREDIT, told("collection_cases.take_back"), posts=True),
	Call("collection_cases.view", SELLERS, told("collection_cases.view")),
)
