"""Who must approve what: the approval matrix of a policy (domain.md, the grade table's approvals).

A row of the matrix is one level of one kind of request. It demands its level when one of its conditions
holds, or when it has none. Amount, grade and increase are each looked at by themselves and the strictest
wins: the highest level demanded, and with it every level below. Of several rows of one level the last one
that demands it names the approver, so that a matrix is read from mild to strict.

An unknown grade meets every condition on grades, and a limit that begins at nothing every condition on the
increase: missing is never the mild case. A request that lowers a limit needs the first level only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from .errors import Problem
from .money import HUNDRED, ZERO

if TYPE_CHECKING:
	from .policy import Policy
	from .standing import Standing

PERMANENT = "Permanent Limit"
TEMPORARY = "Temporary Limit"
SPECIAL = "Special Approval"
RELEASE = "Release"
WRITE_OFF = "Write-Off"
KINDS = (PERMANENT, TEMPORARY, SPECIAL, RELEASE, WRITE_OFF)
#: the kinds that change a limit, by how much is a condition for these only
LIMIT_KINDS = (PERMANENT, TEMPORARY)
MOST_LEVELS = 4
#: who approves what the matrix says nothing about
USUAL_ROLE = "Credit Manager"


@dataclass(frozen=True, slots=True)
class ApprovalLevel:
	"""One row of the matrix. The approver is a role or one user.

	`amount_from` (inclusive, company currency), `grades` and `increase_above` (percentage points, exclusive)
	are its conditions. After `days` without a decision it goes on to `escalate_role` or `escalate_user`.
	"""

	kind: str
	level: int
	role: str | None = None
	user: str | None = None
	amount_from: Decimal | None = None
	grades: tuple[str, ...] = ()
	increase_above: Decimal | None = None
	days: int | None = None
	escalate_role: str | None = None
	escalate_user: str | None = None

	@property
	def has_conditions(self) -> bool:
		return self.amount_from is not None or bool(self.grades) or self.increase_above is not None

	@property
	def approver(self) -> str | None:
		"""The user or the role that approves."""
		return self.user or self.role


@dataclass(frozen=True, slots=True)
class Level:
	"""One approval that a request needs, in the order of `level`."""

	level: int
	role: str | None = None
	user: str | None = None
	days: int | None = None
	escalate_role: str | None = None
	escalate_user: str | None = None

	@property
	def approver(self) -> str | None:
		return self.user or self.role


@dataclass(frozen=True, slots=True)
class Asked:
	"""What is asked for: the amount granted in all in company currency, for whom, and the increase in percent.

	`increase_percent` None: there was nothing before.
	"""

	amount: Decimal
	grade: str | None = None
	increase_percent: Decimal | None = None


def levels_for(
	policy: Policy, kind: str, amount: Decimal, grade: str | None, increase_percent: Decimal | None
) -> tuple[Level, ...]:
	"""The one to four approvals that a request needs, by the rule above.

	`amount` is what the customer would be granted in all, the document's amount of a release or what is to be
	written off, in company currency. A kind without a row needs the Credit Manager.
	"""
	rows = [row for row in policy.approvals if row.kind == kind]
	if not rows:
		return (Level(1, role=USUAL_ROLE),)
	asked = Asked(amount, grade, increase_percent)
	top = 1 if _lowers(kind, asked) else max((row.level for row in rows if demands(row, asked)), default=1)
	chosen = (_chosen([row for row in rows if row.level == level], asked) for level in range(1, top + 1))
	return tuple(_level(row) for row in chosen if row)


def demands(row: ApprovalLevel, asked: Asked) -> bool:
	"""True when one of the row's conditions holds, or when it has none."""
	return (
		not row.has_conditions or _by_amount(row, asked) or _by_grade(row, asked) or _by_increase(row, asked)
	)


def _by_amount(row: ApprovalLevel, asked: Asked) -> bool:
	return row.amount_from is not None and asked.amount >= row.amount_from


def _by_grade(row: ApprovalLevel, asked: Asked) -> bool:
	return bool(row.grades) and (asked.grade is None or asked.grade in row.grades)


def _by_increase(row: ApprovalLevel, asked: Asked) -> bool:
	if row.increase_above is None or row.kind not in LIMIT_KINDS:
		return False
	return asked.increase_percent is None or asked.increase_percent > row.increase_above


def _lowers(kind: str, asked: Asked) -> bool:
	return kind in LIMIT_KINDS and asked.increase_percent is not None and asked.increase_percent < ZERO


def _chosen(rows: Sequence[ApprovalLevel], asked: Asked) -> ApprovalLevel | None:
	demanding = [row for row in rows if demands(row, asked)]
	if demanding:
		return demanding[-1]
	return rows[0] if rows else None


def _level(row: ApprovalLevel) -> Level:
	return Level(row.level, row.role, row.user, row.days, row.escalate_role, row.escalate_user)


def has_rows(policy: Policy, kind: str) -> bool:
	"""True when the matrix says who approves this kind."""
	return any(row.kind == kind for row in policy.approvals)


def special_levels(policy: Policy, amount: Decimal, grade: str | None) -> tuple[Level, ...]:
	"""What a special approval of a held document needs: never fewer levels than releasing it would."""
	special = levels_for(policy, SPECIAL, amount, grade, None)
	release = levels_for(policy, RELEASE, amount, grade, None)
	return release if len(release) > len(special) or not has_rows(policy, SPECIAL) else special


def temporary_levels(policy: Policy, standing: Standing, extra: Decimal) -> tuple[Level, ...]:
	"""Who may grant a customer a temporary limit of `extra` on top of its permanent one."""
	after = standing.limit + extra
	return levels_for(policy, TEMPORARY, after, standing.grade, increase_percent(standing.limit, after))


def approver_names(levels: Sequence[Level]) -> tuple[str, ...]:
	"""The roles and users of the levels in their order, each once."""
	return tuple(dict.fromkeys(level.approver for level in levels if level.approver))


def increase_percent(before: Decimal | None, after: Decimal) -> Decimal | None:
	"""By how many percent a limit grows: (after - before) / before × 100.

	None where there was nothing before; -100 where there was no limit at all (`before` None), because any
	limit is less than that.
	"""
	if before is None:
		return -HUNDRED
	return None if before == ZERO else (after - before) / before * HUNDRED


def nobody_for(candidates: Sequence[AbstractSet[str]]) -> int | None:
	"""The first level (from 0) for which no person is left when each person may decide one level only.

	Finds an assignment by augmenting paths, so that a person who is needed at another level is moved.
	"""
	taken: dict[str, int] = {}
	for level in range(len(candidates)):
		if not _assign(level, candidates, taken, set()):
			return level
	return None


def _assign(
	level: int, candidates: Sequence[AbstractSet[str]], taken: dict[str, int], tried: set[str]
) -> bool:
	for person in sorted(candidates[level] - tried):
		tried.add(person)
		if person not in taken or _assign(taken[person], candidates, taken, tried):
			taken[person] = level
			return True
	return False


def matrix_problems(rows: Sequence[ApprovalLevel], grades: Collection[str]) -> list[Problem]:
	"""Every fault of a matrix: unknown kinds and grades, gaps, no approver, conditions that cannot be."""
	problems = [
		problem for number, row in enumerate(rows, start=1) for problem in _row_problems(number, row, grades)
	]
	for kind in KINDS:
		problems += _kind_problems(kind, [row for row in rows if row.kind == kind])
	return problems


def _row_problems(number: int, row: ApprovalLevel, grades: Collection[str]) -> Iterator[Problem]:
	if row.kind not in KINDS:
		yield _problem(number, "Row {row}: this kind of request is not known.", "Choose one from the list.")
	if not 1 <= row.level <= MOST_LEVELS:
		yield _problem(number, "Row {row}: the level must be between 1 and 4.")
	if bool(row.role) == bool(row.user):
		yield _problem(number, "Row {row}: enter either a role or a user who approves.")
	for grade in row.grades:
		if grade not in grades:
			message = "Row {row}: grade {grade} is not in the grade table."
			yield _problem(number, message, "Correct the grades.", grade=grade)
	yield from _figure_problems(number, row)


def _figure_problems(number: int, row: ApprovalLevel) -> Iterator[Problem]:
	if row.increase_above is not None and row.kind not in LIMIT_KINDS:
		message = "Row {row}: only limits have an increase."
		yield _problem(number, message, "Use an amount or grades as the condition.")
	if any(figure is not None and figure < 0 for figure in (row.amount_from, row.increase_above, row.days)):
		yield _problem(number, "Row {row}: a figure is negative.", "Enter zero or more.")
	if (row.escalate_role or row.escalate_user) and not row.days:
		yield _problem(number, "Row {row}: it says to whom it goes on, but not after how many days.")
	if row.escalate_role and row.escalate_user:
		yield _problem(number, "Row {row}: enter either a role or a user to whom it goes on.")


def _kind_problems(kind: str, rows: Sequence[ApprovalLevel]) -> Iterator[Problem]:
	levels = {row.level for row in rows}
	for level in sorted(levels):
		if level > 1 and level - 1 not in levels:
			params = {"kind": kind, "level": level, "before": level - 1}
			message = "{kind} has a level {level} but no level {before}."
			yield Problem("approvals", message, "Add the level between, or lower the number.", params)
	first = [row for row in rows if row.level == 1]
	if first and all(row.has_conditions for row in first):
		message = "{kind}: each row of level 1 has a condition, so what meets none would need nobody."
		yield Problem("approvals", message, "Leave one row of level 1 without conditions.", {"kind": kind})
	yield from _same_user_problems(kind, rows)


def _same_user_problems(kind: str, rows: Sequence[ApprovalLevel]) -> Iterator[Problem]:
	for user in dict.fromkeys(row.user for row in rows if row.user):
		if len({row.level for row in rows if row.user == user}) > 1:
			# a user's name is no label: it is not translated
			params = {"kind": kind, "user": _Name(user)}
			message = "{kind}: {user} stands at two levels, but one person approves one level only."
			yield Problem("approvals", message, "Name another user or a role.", params)


@dataclass(frozen=True, slots=True)
class _Name:
	"""A name in a message, shown as it is."""

	name: str

	def __str__(self) -> str:
		return self.name


def _problem(number: int, message: str, remedy: str = "", **params: object) -> Problem:
	return Problem("approvals", message, remedy, {"row": number, **params})
