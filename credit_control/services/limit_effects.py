"""What a Credit Limit Request finds and what it would change: the customer now, and after the approval."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import formatdate, get_fullname, getdate

from credit_control.engine import approval
from credit_control.engine.approval import Level
from credit_control.engine.codec import loads
from credit_control.engine.exposure import utilisation
from credit_control.engine.judgement import HELD, Case, Document, Judgement, judge
from credit_control.engine.money import ZERO, decimal
from credit_control.engine.policy import Policy
from credit_control.engine.standing import LIMITED, NO_CREDIT, UNLIMITED, Standing
from credit_control.erp import customers
from credit_control.services import files, groups, judging, limit_rows, policies, settings, wording
from credit_control.services.hold_words import CREDIT_HOLD, WAITING
from credit_control.services.release_levels import ceiling

#: more held documents than these are not judged for a preview
MOST_HOLDS = 20


@dataclass(frozen=True)
class Position:
	"""The customer as of now, with the policy that says who approves."""

	case: Case
	policy: Policy
	#: the Credit File has a limit for the company; else the policy treats the customer as not assessed
	assessed: bool

	@property
	def standing(self) -> Standing:
		return self.case.standing

	@property
	def limit(self) -> Decimal | None:
		return self.case.limit


def position(customer: str, company: str) -> Position:
	"""The customer's standing, exposure and overdue with a company, and its policy."""
	nothing = Document("Sales Order", "", ZERO, ZERO)
	case = judging.gather(nothing, customer, company, counted=False)
	file = files.file_of(customer)
	return Position(case, case.policy, bool(file and files.limit_row(file, company)))


def standing_after(doc, standing: Standing) -> Standing:
	"""The standing that an approved request for a limit leaves."""
	if doc.kind == approval.PERMANENT:
		return replace(standing, limit_mode=LIMITED, limit=decimal(doc.requested_limit or 0))
	if doc.kind == approval.TEMPORARY:
		return replace(
			standing,
			temporary_limit=decimal(doc.temporary_limit or 0),
			temporary_from=doc.temporary_from and getdate(doc.temporary_from),
			temporary_until=doc.temporary_until and getdate(doc.temporary_until),
		)
	return standing


def first_day(doc) -> date:
	"""The day on which the requested limit counts for the first time."""
	begins = doc.get("temporary_from") if doc.kind == approval.TEMPORARY else None
	return max(getdate(begins), getdate()) if begins else getdate()


def granted_in_all(doc, now: Position) -> Decimal:
	"""What the customer may owe once the request is approved, in company currency."""
	return standing_after(doc, now.standing).effective_limit(first_day(doc)) or ZERO


def levels(doc, now: Position) -> tuple[Level, ...]:
	"""The approvals that the policy asks for."""
	if doc.kind == approval.SPECIAL:
		most = ceiling(decimal(doc.amount_cap or 0), decimal(doc.tolerance_percent or 0))
		return approval.special_levels(now.policy, most, now.standing.grade)
	after = granted_in_all(doc, now)
	increase = approval.increase_percent(_permanent(now.standing), after)
	return approval.levels_for(now.policy, doc.kind, after, now.standing.grade, increase)


def _permanent(standing: Standing) -> Decimal | None:
	if standing.limit_mode == UNLIMITED:
		return None
	return ZERO if standing.limit_mode == NO_CREDIT else standing.limit


def figures(now: Position, company: str) -> dict:
	"""The customer now, as plain figures; None is unlimited or unknown."""
	case, limit = now.case, now.limit
	used = None if limit is None else utilisation(case.before, limit)
	return {
		"currency": customers.currency_of(company),
		"grade": now.standing.grade,
		"assessed": now.assessed,
		"limit_mode": now.standing.limit_mode,
		"limit": _plain(limit),
		"permanent": _plain(_permanent(now.standing)),
		"temporary": _plain(limit_rows.temporary_of(now.standing, case.today)),
		"temporary_until": now.standing.temporary_until and str(now.standing.temporary_until),
		"exposure": float(case.before),
		"utilisation": _plain(used),
		"overdue": float(case.overdue.amount),
		"oldest_overdue_days": case.overdue.oldest_days,
		"next_review": now.standing.next_review and str(now.standing.next_review),
	}


def _plain(value: Decimal | None) -> float | None:
	return None if value is None else float(value)


def effect(doc, now: Position) -> dict:
	"""What the approval would change: limit, utilisation, the held documents, and what speaks against it."""
	is_special = doc.kind == approval.SPECIAL
	after = now.limit if is_special else granted_in_all(doc, now)
	used = None if after is None else utilisation(now.case.before, after)
	return {
		"limit": _plain(after),
		"from": str(first_day(doc)),
		"until": str(doc.temporary_until) if doc.kind == approval.TEMPORARY and doc.temporary_until else None,
		"utilisation": _plain(used),
		"headroom": None if after is None else float(after - now.case.before),
		"holds": [] if is_special else held_documents(doc, now),
		"warnings": [] if is_special else warnings(doc, now, after or ZERO),
		"approvers": [_approver(level) for level in levels(doc, now)],
	}


def _approver(level: Level) -> dict:
	label = get_fullname(level.user) if level.user else _(level.role)
	return {"level": level.level, "label": label}


def held_documents(doc, now: Position) -> list[dict]:
	"""The customer's waiting holds, oldest first, and whether each would pass with what passed before it."""
	rows = frappe.get_all(
		CREDIT_HOLD,
		filters={"customer": doc.customer, "company": doc.company, "status": ["in", WAITING]},
		fields=["name", "reference_doctype", "reference_name", "amount", "inputs"],
		order_by="held_on, name",
		limit_page_length=MOST_HOLDS,
	)
	standing, taken, found = standing_after(doc, now.standing), ZERO, []
	for row in rows:
		outcome = _with_standing(row, standing, taken, first_day(doc))
		passes = outcome.outcome != HELD
		taken += decimal(row.amount) if passes else ZERO
		found.append(
			{
				"hold": row.name,
				"doctype": row.reference_doctype,
				"document": row.reference_name,
				"amount": row.amount,
				"passes": passes,
				"reason": None if passes else wording.headline(outcome, customers.currency_of(doc.company)),
			}
		)
	return found


def _with_standing(row, standing: Standing, taken: Decimal, day: date) -> Judgement:
	case = _case_of(row, standing.customer)
	part = judging.PART_OF.get(case.document.doctype, "open_orders")
	exposure = case.exposure.plus(part, taken)
	return judge(replace(case, standing=standing, exposure=exposure, today=max(case.today, day)))


def _case_of(row, customer: str) -> Case:
	source = frappe.get_doc(row.reference_doctype, row.reference_name)
	if source.docstatus == 0:
		return judging.judge_draft(source, customer)[0]
	return loads(Case, row.inputs)


def warnings(doc, now: Position, after: Decimal) -> list[str]:
	"""What an approver should know before raising the limit, in the reader's language."""
	return [
		text
		for text in (_grade(now, after, doc), _group(doc, after), _overdue(now, doc), _replaced(doc, now))
		if text
	]


def _grade(now: Position, after: Decimal, doc) -> str | None:
	rule, money = now.policy.grade_rule(now.standing.grade), customers.currency_of(doc.company)
	if now.standing.grade is None:
		return _("The customer has no grade: nobody has assessed it.")
	if rule and not rule.credit_allowed:
		return _("Grade {0} allows no credit.").format(rule.grade)
	if rule and rule.limit_cap is not None and after > rule.limit_cap:
		return _("Grade {0} may have at most {1}.").format(rule.grade, wording.show(rule.limit_cap, money))
	return None


def _group(doc, after: Decimal) -> str | None:
	left = groups.group_remainder(doc.customer, doc.company, getdate())
	if left is None or after <= left:
		return None
	money = customers.currency_of(doc.company)
	return _("The Credit Group leaves this customer {0} of its pooled limit.").format(
		wording.show(left, money)
	)


def _overdue(now: Position, doc) -> str | None:
	overdue = now.case.overdue
	if not overdue.amount:
		return None
	money = wording.show(overdue.amount, customers.currency_of(doc.company))
	return _("{0} is overdue, the oldest for {1} days. A higher limit does not clear that.").format(
		money, overdue.oldest_days
	)


def _replaced(doc, now: Position) -> str | None:
	current = limit_rows.temporary_of(now.standing, now.case.today)
	if doc.kind != approval.TEMPORARY or not current:
		return None
	return _("It replaces the temporary limit of {0} until {1}.").format(
		wording.show(current, customers.currency_of(doc.company)), formatdate(now.standing.temporary_until)
	)


def told(doc) -> dict:
	"""The effect in words and figures of the reader's language, for a page without scripts."""
	now = position(doc.customer, doc.company)
	found, money = effect(doc, now), customers.currency_of(doc.company)
	show = lambda value: wording.show(None if value is None else decimal(value), money)  # noqa: E731
	pairs = [(_("Exposure Now"), show(float(now.case.before)))]
	if doc.kind != approval.SPECIAL:
		pairs += [(_("Limit Afterwards"), show(found["limit"])), (_("Utilisation Afterwards"), _share(found))]
	return {**found, "pairs": pairs}


def _share(found: dict) -> str:
	return "–" if found["utilisation"] is None else f"{found['utilisation']:.0f} %"


def is_judged(company: str | None) -> bool:
	"""False for a company that credit control is off for, or where no policy applies yet."""
	return settings.mode(company) != settings.OFF and policies.exists()
