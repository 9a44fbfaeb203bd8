"""What a collection run would do today about each customer: who gets what and why, who is left out and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import frappe

from credit_control.engine.messages import Message
from credit_control.engine.money import decimal
from credit_control.engine.strategy import QUIET, Plan, Rules, Step, plan
from credit_control.erp import customers
from credit_control.services import collection_facts, collection_strategies, prefetch
from credit_control.services.collection_facts import Facts


@dataclass(frozen=True, slots=True)
class Case:
	"""A customer, the strategy it is worked by, and what is due."""

	facts: Facts
	strategy: object
	plan: Plan
	day: date

	@property
	def step(self):
		"""The row of the step that gives the message its channel and text."""
		return self.row(self.plan.gravest)

	@property
	def consequences(self) -> dict[str, str]:
		"""What the steps that are due bring about, with the label of the farthest that asks for it."""
		steps = sorted((each.step for each in self.plan.due), key=lambda step: step.offset, reverse=True)
		found: dict[str, str] = {}
		for row in map(self.row, steps):
			if row.consequence:
				found.setdefault(row.consequence, row.label)
		return found

	def row(self, step: Step):
		"""A step's row in the strategy."""
		return next(row for row in self.strategy.steps if row.name == step.name)


def cases(names: Sequence[str], company: str, day: date, strategies: Sequence) -> Iterator[Case]:
	"""The customers for whom a step is due, also those that are left out."""
	steps = {doc.name: collection_strategies.engine_steps(doc) for doc in strategies}
	quiet = {doc.name: quiet_day(doc, day) for doc in strategies}
	for facts in collection_facts.gather(names, company, day):
		doc = collection_strategies.choose(strategies, group_line(facts), facts.risk_class)
		if doc is None:
			continue
		made = plan(
			facts.debtor(day),
			facts.claims,
			steps[doc.name],
			facts.taken,
			_rules(doc, facts, quiet[doc.name]),
			day,
		)
		if made.due or made.left_out:
			yield Case(facts, doc, made, day)


def group_line(facts: Facts) -> list[str]:
	"""The customer's group and those above it."""
	group = facts.customer.customer_group
	return prefetch.remembered(customers.group_line, group) if group else []


def _rules(doc, facts: Facts, quiet: Message | None) -> Rules:
	most = doc.contacts_per_week or 0
	return Rules(
		minimum_amount=decimal(doc.minimum_amount or 0),
		contacts_left=most - facts.contacts if most else None,
		quiet=quiet,
		excused=facts.excused,
	)


def quiet_day(doc, day: date) -> Message | None:
	"""Why nobody is contacted on a day."""
	if not doc.holiday_list:
		return None
	filters = {"parent": doc.holiday_list, "parenttype": "Holiday List", "holiday_date": day}
	if not frappe.db.exists("Holiday", filters):
		return None
	return Message(QUIET, {"day": day})
