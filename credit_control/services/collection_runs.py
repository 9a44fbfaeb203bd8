"""A collection run: every customer whose items reached a step is contacted once, with all of them.

It reads the customers by name, chunk by chunk, and takes them one by one. What is done stays done: running
again, or after a crash, finds the steps taken and goes on with the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.erp import compat, debtors
from credit_control.services import (
	collection_mails,
	collection_notices,
	collection_owners,
	collection_plans,
	collection_strategies,
	collection_tasks,
	collection_texts,
	prefetch,
)
from credit_control.services.collection_plans import Case

#: so many customers are read at once
CHUNK = 100
#: so many are contacted before the caller commits: numbers and customers are locked for that long
BATCH = 20
SAVEPOINT = "collection_notice"
CONTACTED, LEFT_OUT, FAILED, TAKEN = "contacted", "left out", "failed", "taken by another run"


@dataclass(slots=True)
class Progress:
	"""How far a run is: customers looked at, contacted, left out, and those where something went wrong."""

	total: int = 0
	seen: int = 0
	contacted: int = 0
	left_out: int = 0
	failed: list[str] = field(default_factory=list)

	def add(self, outcomes: Iterable[tuple[str, str]]) -> Progress:
		"""Count customers with what became of each."""
		for customer, outcome in outcomes:
			self.contacted += outcome == CONTACTED
			self.left_out += outcome == LEFT_OUT
			if outcome == FAILED:
				self.failed.append(customer)
		return self


def run(
	company: str, strategies: Sequence, *, only: Collection[str] | None = None, today: date | None = None
) -> Iterator[Progress]:
	"""Contact the customers of a company; a generator that pauses after some of them, for the caller to commit.

	`strategies` compete for each customer; `only` names those whose customers are contacted. Raises
	before anything is sent when a text cannot be filled or there is no account to send from.
	"""
	today = today or getdate()
	chosen = {doc.name for doc in strategies if only is None or doc.name in only}
	must_be_ready([doc for doc in strategies if doc.name in chosen])
	progress = Progress(total=debtors.count_with_open_invoices(company))
	yield progress
	last = ""
	while names := debtors.with_open_invoices(company, last, CHUNK):
		with prefetch.for_customers(names):
			cases = collection_plans.cases(names, company, today, strategies)
			yield from _take_all([case for case in cases if case.strategy.name in chosen], progress)
		last = names[-1]
		progress.seen += len(names)
		yield progress


def must_be_ready(strategies: Sequence) -> None:
	"""Raise when a text cannot be filled, or there are e-mails to send and no account to send them from."""
	for doc in strategies:
		collection_texts.check(doc)
	if any(row.channel == "E-Mail" for doc in strategies for row in doc.steps):
		collection_mails.must_have_account()


def _take_all(cases: Sequence[Case], progress: Progress) -> Iterator[Progress]:
	"""Contact customers, so many in one transaction; where a lock undid one, each in one of its own."""
	for start in range(0, len(cases), BATCH):
		batch = cases[start : start + BATCH]
		outcomes = _without_lock(batch)
		if outcomes is not None:
			yield progress.add(outcomes)
			continue
		for case in batch:
			yield progress.add(_without_lock([case]) or [_locked_out(case)])


def _without_lock(cases: Sequence[Case]) -> list[tuple[str, str]] | None:
	"""What became of each; None when somebody else's lock undid the whole transaction."""
	try:
		return [(case.facts.customer.name, _take(case)) for case in cases]
	except Exception as error:
		if not compat.is_lock_error(error):
			raise
		frappe.db.rollback()
		return None


def _locked_out(case: Case) -> tuple[str, str]:
	frappe.log_error(f"{case.facts.customer.name} was not contacted: it was locked")
	return case.facts.customer.name, FAILED


def _take(case: Case) -> str:
	"""One customer: all of it or nothing. Raises where the database gave no lock: all may be undone then."""
	if not case.plan.due:
		_ask_for_address(case)
		return LEFT_OUT
	frappe.db.savepoint(SAVEPOINT)
	try:
		collection_notices.make(case)
		return CONTACTED
	except (frappe.DuplicateEntryError, frappe.UniqueValidationError):
		# another run was faster
		_undo()
		return TAKEN
	except Exception as error:
		if compat.is_lock_error(error):
			raise
		_undo()
		frappe.log_error(f"{case.facts.customer.name} was not contacted about open items")
		return FAILED


def _undo() -> None:
	frappe.db.rollback(save_point=SAVEPOINT)
	frappe.clear_messages()


def _ask_for_address(case: Case) -> None:
	"""Whom no e-mail reaches waits for an address: somebody is told, once."""
	customer = case.facts.customer
	if customer.opted_out or customer.addressee or case.facts.no_mail is None:
		return
	if any(each.reason == case.facts.no_mail for each in case.plan.left_out):
		user = collection_owners.owner_of(collection_owners.COLLECTOR, case.facts)
		collection_tasks.open_for_address(customer.name, user)


def of_strategy(doc, company: str | None) -> tuple[str, list]:
	"""The company, and the strategies that compete for its customers when one of them is run or tried.

	One that is disabled competes as if it were not. Raises where the company is missing or another's.
	"""
	company = company or doc.only_for_company
	if not company:
		frappe.throw(_("Company is missing. Choose whose customers are meant."))
	if doc.only_for_company and doc.only_for_company != company:
		frappe.throw(_("{0} is for {1} only.").format(doc.name, doc.only_for_company))
	others = [each for each in collection_strategies.enabled(company) if each.name != doc.name]
	return company, [*others, doc]
