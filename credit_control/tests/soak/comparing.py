"""After each step: our exposure and overdue against the naive reckoning, the general ledger and the report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

import frappe
from frappe.utils import getdate, nowdate

from credit_control.engine.exposure import PARTS, ExposureSwitches
from credit_control.engine.receivables import open_terms, overdue
from credit_control.erp.parts import part_documents
from credit_control.erp.past_exposure import read_past_exposure
from credit_control.erp.position import Position, read_position
from credit_control.tests import ledgers
from credit_control.tests.soak import naive
from credit_control.tests.soak.world import Party, World

#: rounding of prices and shares to the cent, over some dozens of lines
TOLERANCE = Decimal("0.02")


def differences(world: World, party: Party, thorough: bool = False) -> list[str]:
	"""Everything in which the two disagree, each as one line; `thorough` asks ERPNext's report too."""
	today = getdate(nowdate())
	switches = ExposureSwitches(horizon_days=world.horizon)
	position = read_position(party.customer, party.company, switches, today)
	books = naive.Books.read(party.customer, party.company)
	found = [*in_parts(world, position, books, today), *in_overdue(position, books, today)]
	found += in_total(party, position, books)
	if thorough:
		found += in_report(party, position, today)
		found += in_documents(party, position, today, world.horizon)
		found += in_past(party, position, switches, today)
	return [f"{party.key}: {line}" for line in found]


def differ(what: str, ours, theirs) -> Iterator[str]:
	"""One line when two figures are apart by more than rounding."""
	if abs(Decimal(ours) - Decimal(theirs)) > TOLERANCE:
		yield f"{what}: ours {ours:.2f}, should be {theirs:.2f}"


def in_parts(world: World, position: Position, books, today) -> Iterator[str]:
	expected = naive.parts(books, today, world.horizon)
	for part in PARTS:
		yield from differ(part, getattr(position.exposure, part), expected.get(part, naive.ZERO))


def in_overdue(position: Position, books, today) -> Iterator[str]:
	late = overdue(open_terms(position.items), today)
	amount, oldest = naive.overdue(books, today)
	yield from differ("overdue", late.amount, amount)
	if late.oldest_days != oldest:
		yield f"oldest overdue: ours {late.oldest_days} days, should be {oldest}"


def in_total(party: Party, position: Position, books) -> Iterator[str]:
	"""The ledger of accounts knows nothing of vouchers: only the sum can be held against it."""
	booked = ledgers.general_ledger(party.customer, party.company) - naive.exchange_differences(books)
	yield from differ("receivable and the general ledger", position.exposure.receivable, booked)


def in_report(party: Party, position: Position, today) -> Iterator[str]:
	"""What is open by voucher, and what of each is overdue by the terms.

	By terms the report can contradict itself, and such an invoice is not held against ours: it shows no
	more than the schedule holds, which ERPNext makes without what an advance paid and does not mend when
	the advance is cancelled; and it takes what was paid for a term in dollars for so many yuan, and shows
	the rest as a credit beside the open terms.
	"""
	whole = by_voucher(ledgers.receivable_report(party.customer, party.company, by_terms=False))
	yield from differ("receivable and the report", position.exposure.receivable, sum(whole.values()))
	rows = ledgers.receivable_report(party.customer, party.company)
	in_terms = by_voucher(rows)
	late = by_voucher(row for row in rows if is_late(row, today))
	ours = defaultdict(Decimal)
	for term in overdue(open_terms(position.items), today).terms:
		ours[term.voucher_no] += term.amount
	credits = {row.voucher_no for row in rows if row.outstanding < 0}
	for voucher in {*late, *ours} - credits:
		if abs(in_terms[voucher] - whole[voucher]) <= TOLERANCE:
			yield from differ(f"overdue of {voucher} and the report", ours[voucher], late[voucher])


def by_voucher(rows: Iterable) -> dict[str, Decimal]:
	"""The report's outstanding amounts by voucher."""
	sums: dict[str, Decimal] = defaultdict(Decimal)
	for row in rows:
		sums[row.voucher_no] += ledgers.money(row.outstanding)
	return sums


def is_late(row, today) -> bool:
	return row.outstanding > 0 and getdate(row.get("due_date") or row.posting_date) < today


def in_documents(party: Party, position: Position, today, horizon: int | None) -> Iterator[str]:
	"""What is behind each part sums to it."""
	from credit_control.erp.exposure import horizon_of

	last = horizon_of(position.exposure.switches, today)
	for part in PARTS:
		rows = part_documents(party.customer, party.company, part, horizon=last)
		total = sum((row["amount"] for row in rows), naive.ZERO)
		yield from differ(f"documents behind {part}", total, getattr(position.exposure, part))


def decisions(party: Party) -> int:
	"""How many judgements are on record."""
	return frappe.db.count("Credit Decision", {"customer": party.customer, "company": party.company})


def in_decision(world: World, party: Party, before: int) -> list[str]:
	"""What the one judgement of a step foresaw is what came; an exempt document is not foreseen."""
	if decisions(party) != before + 1:
		return []
	whose = {"customer": party.customer, "company": party.company}
	decision = frappe.get_last_doc("Credit Decision", whose)
	if decision.outcome == "Exempt":
		return []
	switches = ExposureSwitches(horizon_days=world.horizon)
	position = read_position(party.customer, party.company, switches, getdate(nowdate()))
	return list(differ(f"exposure after {decision.name}", decision.exposure_after, position.exposure.total))


def in_past(party: Party, position: Position, switches, today) -> Iterator[str]:
	"""Today as a past day is today."""
	past = read_past_exposure(party.customer, party.company, switches, today)
	for part in PARTS:
		yield from differ(
			f"{part} of today as a past day", getattr(past, part), getattr(position.exposure, part)
		)
