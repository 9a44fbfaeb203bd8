"""What a customer shares with its Credit Group at this moment: the pooled limit, and what the others owe."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain

import frappe

from credit_control.engine.circumstances import Pool
from credit_control.engine.exposure import Exposure, utilisation
from credit_control.engine.money import ZERO
from credit_control.engine.security import remainder
from credit_control.erp import customers
from credit_control.erp.documents import PART_OF
from credit_control.erp.exposure import exposures_of
from credit_control.services import groups, past_standing, policies, settings
from credit_control.services.question import Question

Unseen = Mapping[str, Mapping[str, Decimal]]


def pool_of(question: Question) -> Pool | None:
	"""The pool of the customer's group in company currency; None for a customer that is in none.

	Membership came with the Credit File (`file_row.find`), so that it costs no query.
	"""
	group = _group(question)
	if group is None:
		return None
	others = [name for name in groups.members(group.name) if name != question.customer]
	unseen = question.locked.members if question.locked else {}
	used = members_exposure(others, question.company, unseen)
	limit = groups.pooled(group, question.day)
	return Pool(group.name, limit, sum((counted(exposure) for exposure in used.values()), ZERO))


def _group(question: Question):
	known = question.known
	if known is None:
		return groups.groups_of([question.customer], question.company).get(question.customer)
	if not known.pool:
		return None
	return frappe._dict(
		name=known.pool,
		pooled_limit=known.pooled_limit,
		currency=known.pool_currency,
		company=question.company,
	)


def members_exposure(names: Sequence[str], company: str, unseen: Unseen | None = None) -> dict[str, Exposure]:
	"""The exposure of members of a group by the same switches and horizon as a customer's own.

	`unseen` is what others committed and our snapshot does not show, by customer and DocType.
	"""
	if not names:
		return {}
	found = exposures_of(names, company, settings.switches(), frappe.utils.getdate())
	return {name: _with_unseen(found[name], (unseen or {}).get(name, {})) for name in names}


def _with_unseen(exposure: Exposure, amounts: Mapping[str, Decimal]) -> Exposure:
	for doctype, amount in amounts.items():
		exposure = exposure.plus(PART_OF[doctype], amount)
	return exposure


def counted(exposure: Exposure) -> Decimal:
	"""What a member takes of the pool: one's advance does not pay another's debts, so it is never below 0."""
	return max(ZERO, exposure.total)


def view(doc) -> dict:
	"""How a group's pool is used, member by member, in company currency.

	`headroom` is what may still be ordered: by the pool, and by a member within its own limit and the pool;
	negative where either is over. `ungranted` is what the members' limits leave to be granted.
	"""
	day = frappe.utils.getdate()
	given = groups.member_limits(doc.name, doc.company, day)
	limits = _in_force(given, doc.company, day)
	used = members_exposure(list(limits), doc.company)
	limit = groups.pooled(doc, day)
	total = sum((counted(exposure) for exposure in used.values()), ZERO)
	granted = [] if doc.limits_overlap else given.values()
	return {
		"currency": customers.currency_of(doc.company),
		"pooled_limit": float(limit),
		"used": float(total),
		"headroom": float(limit - total),
		"ungranted": float(remainder(limit, granted)),
		"members": [_member(row, limits, used, limit, limit - total) for row in files_of(list(limits))],
	}


def _in_force(given: Mapping, company: str, day: date) -> Mapping[str, Decimal | None]:
	"""The limits that members are judged by, None: unlimited; who was given none as the policy treats it."""
	try:
		standings = past_standing.standings(list(given), company, day)
	except policies.NoPolicyError:
		frappe.clear_last_message()
		return given
	return {customer: standing.effective_limit(day) for customer, standing in standings.items()}


def _member(row, limits: Mapping, used: Mapping, pooled: Decimal, left: Decimal) -> dict:
	limit, exposure = limits[row.customer], used[row.customer]
	headroom = left if limit is None else min(left, limit - exposure.total)
	share = utilisation(counted(exposure), pooled)
	return {
		**row,
		"unlimited": limit is None,
		"limit": float(limit or 0),
		"exposure": float(exposure.total),
		"share": None if share is None else float(share),
		"headroom": float(headroom),
	}


def files_of(names: Sequence[str]) -> list:
	"""Customer, its name, its Credit File and grade, in the order of the names; the file None without one."""
	rows = frappe.db.sql(
		"""
		select customer.name customer, customer.customer_name, file.name file, file.grade
		from `tabCustomer` customer left join `tabCredit File` file on file.customer = customer.name
		where customer.name in %s
		""",
		(list(names),),
		as_dict=True,
	)
	return sorted(rows, key=lambda row: names.index(row.customer)) if names else []


def uses(names: Sequence[str]) -> dict[str, float]:
	"""How many percent of its pool each group uses; one statement for each company's members."""
	rows = frappe.get_all(
		groups.DOCTYPE,
		filters={"name": ["in", list(names)], "disabled": 0},
		fields=["name", "company", "pooled_limit", "currency"],
	)
	used: dict[str, float] = {}
	for company in sorted({row.company for row in rows}):
		used |= _uses([row for row in rows if row.company == company], company)
	return used


def _uses(rows: Sequence, company: str) -> dict[str, float]:
	listed = {row.name: groups.members(row.name) for row in rows}
	exposures = members_exposure(sorted(set(chain.from_iterable(listed.values()))), company)
	day = frappe.utils.getdate()
	totals = {
		row.name: (
			sum((counted(exposures[name]) for name in listed[row.name]), ZERO),
			groups.pooled(row, day),
		)
		for row in rows
	}
	return {name: float(utilisation(total, limit) or 0) for name, (total, limit) in totals.items()}
