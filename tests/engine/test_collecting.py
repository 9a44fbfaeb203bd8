"""What follows from a contact, and the stage of a case."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from credit_control.engine.collecting import ACTIONS, OUTCOMES, STAGES, FollowUp, follow_up, stage
from credit_control.engine.priority import Debtor

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
	("outcome", "named", "expected"),
	[
		("No Answer", None, FollowUp("Call", date(2026, 11, 23))),
		("Call Back", date(2026, 11, 26), FollowUp("Call", date(2026, 11, 26))),
		("Promised to Pay", date(2026, 12, 1), FollowUp("Check Payment", date(2026, 12, 2))),
		("Disputes the Claim", date(2026, 12, 6), FollowUp("Settle Dispute", date(2026, 12, 6))),
		("Says It Is Paid", None, FollowUp("Check Payment", date(2026, 11, 25))),
		("Refuses to Pay", None, FollowUp("Escalate", TODAY)),
	],
)
def test_each_outcome_has_its_next_step(outcome: str, named: date | None, expected: FollowUp) -> None:
	assert follow_up(outcome, TODAY, named) == expected


def test_every_outcome_leads_to_a_known_step_that_is_not_past() -> None:
	for outcome in OUTCOMES:
		found = follow_up(outcome, TODAY)
		assert found.action in ACTIONS
		assert found.day >= TODAY


def test_an_unknown_outcome_is_refused() -> None:
	with pytest.raises(KeyError):
		follow_up("Sang", TODAY)


@pytest.mark.parametrize(
	("parts", "contacted", "escalated", "expected"),
	[
		({}, False, False, "New"),
		({}, True, False, "In Contact"),
		({"promised": 10}, True, False, "Promised"),
		({"promised": 10, "disputed": 60}, True, False, "Disputed"),
		({"planned": 70, "disputed": 30}, False, False, "In Plan"),
		({"planned": 70}, True, True, "Escalated"),
	],
)
def test_the_stage_is_what_most_of_the_money_waits_for(
	parts: dict[str, int], contacted: bool, escalated: bool, expected: str
) -> None:
	debtor = Debtor(Decimal(100), 10, **{name: Decimal(amount) for name, amount in parts.items()})  # type: ignore[arg-type]
	assert stage(debtor, contacted=contacted, escalated=escalated) == expected in STAGES
