"""What decides how urgent a customer is: gathered from the ledgers, its file, its promises, plans and disputes."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from frappe.utils import add_days, add_months, getdate

from credit_control.engine.limitation import next_to_lapse
from credit_control.engine.money import ZERO
from credit_control.engine.priority import LIMITATION_DAYS, Debtor
from credit_control.engine.promises import BROKEN, reliability
from credit_control.engine.receivables import Overdue, excuse, open_terms, overdue, settle
from credit_control.services import case_facts, disputes, limitation, promise_outcomes, settings

#: who is late with nothing
NOBODY = Debtor(late=ZERO, oldest_days=0)


def debtor_of(customer: str, company: str, day: date) -> Debtor:
	"""A customer as its priority looks at it; one that is late with nothing has nothing else either."""
	position = case_facts.position(customer, company, settings.switches(), day)
	late = overdue(open_terms(position.items), day)
	if not late.amount:
		return NOBODY
	undisputed = _without(late, disputes.disputed(customer, company), day)
	unplanned = _without(undisputed, case_facts.planned(customer, company), day)
	# what nobody has allocated pays the oldest items first (domain.md, trap 7)
	unpaid = overdue(settle(unplanned.terms, position.credit), day)
	amount = late.amount - unplanned.amount + unpaid.amount
	if not amount:
		return NOBODY
	promised, promised_by = case_facts.live_promises(customer, company)
	outcomes = promise_outcomes.between(customer, company, _since(day), day)
	file = case_facts.file(customer)
	return Debtor(
		late=amount,
		oldest_days=unpaid.oldest_days or late.oldest_days,
		grade=file.grade or None,
		risk_class=file.risk_class or None,
		broken_promises=sum(outcome.status == BROKEN for outcome in outcomes),
		promises=len(outcomes),
		reliability=reliability(outcomes),
		plan_default=case_facts.plan_in_default(customer, company),
		report_by=case_facts.report_by(customer, company, day),
		limitation=_limitation(late, customer, company, day),
		disputed=late.amount - undisputed.amount,
		planned=undisputed.amount - unplanned.amount,
		promised=promised,
		promised_by=promised_by,
	)


def _limitation(late: Overdue, customer: str, company: str, day: date) -> date | None:
	"""The next day on which one of the old invoices lapses that is near enough to count; None: none of them.

	What happened since its due date is only asked of an invoice that could lapse soon without it.
	"""
	near = 365 * limitation.years() - LIMITATION_DAYS[1]
	old = [term.voucher_no for term in late.terms if term.days_overdue(day) >= near]
	found = limitation.limitations(customer, company, old) if old else {}
	first = next_to_lapse(found.values(), day)
	return first.last_day if first else None


def _without(late: Overdue, amounts: Mapping[str, Decimal], day: date) -> Overdue:
	return overdue(excuse(late.terms, amounts), day) if amounts else late


def _since(day: date) -> date:
	"""The day after which promises must have fallen due to count."""
	return getdate(add_days(add_months(day, -(settings.settings().promise_months or 12)), -1))
