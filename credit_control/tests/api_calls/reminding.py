"""Collection strategies and what their runs leave."""

from __future__ import annotations

from credit_control.tests.api_calls.kinds import Call

RUNNERS = {"manager", "collector"}

CALLS = (
	Call("collection_strategies.done", RUNNERS, lambda on: {"notice": on.notice}, posts=True),
	Call("collection_strategies.preview", RUNNERS, lambda on: {"strategy": on.strategy}),
	Call("collection_strategies.send", RUNNERS, lambda on: {"strategy": on.strategy}, posts=True),
	Call(
		"collection_strategies.text",
		RUNNERS,
		lambda on: {"strategy": on.strategy, "customer": on.customer},
	),
)
