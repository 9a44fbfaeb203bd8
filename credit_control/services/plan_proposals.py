"""Proposing the instalments of a Repayment Plan: equal, by the customer's grade, or by its seasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

import frappe
from frappe import _
from frappe.utils import add_months, getdate

from credit_control.engine.errors import CreditError
from credit_control.engine.money import ZERO, decimal
from credit_control.engine.plan_proposal import (
	BY_GRADE,
	METHODS,
	SEASONAL,
	GradeTerms,
	equal_instalments,
	month_shares,
	terms_for,
	weighted_instalments,
	with_down_payment,
)
from credit_control.engine.receivables import Instalment
from credit_control.erp import sales
from credit_control.erp.currency import smallest_unit
from credit_control.erp.customers import currency_of
from credit_control.services import files, joining, plan_terms, repayment_plans, settings, wording

MOST = 60
SEASON_MONTHS = 24


@dataclass(frozen=True)
class Wanted:
	"""What is to be proposed: a total in company currency, from a first day on, for a plan agreed on a day.

	By grade, `count` and `down` are those of the grade. `weights` are by month of the year, for seasons.
	"""

	customer: str | None
	company: str
	total: Decimal
	first: date
	agreed_on: date
	method: str
	count: int = 0
	down: Decimal = ZERO
	weights: Mapping[int, Decimal] = field(default_factory=dict)

	@property
	def step(self) -> Decimal:
		return smallest_unit(currency_of(self.company))


def propose(wanted: Wanted) -> dict:
	"""The instalments as rows of due_date and amount, and a sentence on what they follow from."""
	if wanted.method not in METHODS:
		frappe.throw(_("Method is missing. Choose Equal, By Grade or Seasonal."))
	count, down, note = _terms(wanted)
	if not 1 <= count <= MOST:
		frappe.throw(_("Number of Instalments must be between 1 and 60."))
	days = [getdate(add_months(wanted.first, months)) for months in range(count)]
	plan_terms.refuse_long_plan(wanted.agreed_on, days[-1])
	try:
		parts = _parts(wanted, days, down)
	except CreditError as error:
		money = currency_of(wanted.company)
		frappe.throw(error.problem.render(_, lambda figure: wording.show(figure, money)))
	return {"rows": [_row(part) for part in parts], "note": note}


def propose_after(former: str, wanted: Wanted) -> dict:
	"""What is left of a plan that takes the place of another; what was paid under that one comes first."""
	known = frappe.db.get_value(
		repayment_plans.DOCTYPE, former, ["received_amount", "counts_from", "agreed_on"]
	)
	paid, paid_on = decimal(known[0] or 0), getdate(known[1] or known[2])
	if not ZERO < paid < wanted.total:
		return propose(wanted)
	found = propose(replace(wanted, total=wanted.total - paid))
	said = _("What was paid already is the first instalment.")
	note = joining.sentences([said, found["note"]]) if found["note"] else said
	return {"rows": [_row(Instalment(paid_on, paid)), *found["rows"]], "note": note}


def _row(part: Instalment) -> dict:
	return {"due_date": str(part.due), "amount": float(part.amount)}


def _terms(wanted: Wanted) -> tuple[int, Decimal, str]:
	"""How many instalments, what is paid down, and why."""
	if wanted.method != BY_GRADE:
		return wanted.count, wanted.down, ""
	grade = wanted.customer and frappe.db.get_value(files.CREDIT_FILE, {"customer": wanted.customer}, "grade")
	terms = terms_for(grade or None, plan_terms.table())
	if terms is None:
		frappe.throw(
			_(
				"There are no repayment terms for {0}. Add a row to Plans by Grade in Credit Control Settings."
			).format(_("grade {0}").format(grade) if grade else _("customers without a grade"))
		)
	count = min(terms.instalments, _most(wanted))
	return count, terms.down_payment(wanted.total, wanted.step), _note(grade, terms, count)


def _most(wanted: Wanted) -> int:
	"""How many monthly instalments from the first day on fit into the longest plan; at least one is tried."""
	end = plan_terms.last_plan_day(wanted.agreed_on)
	if end is None:
		return MOST
	fitting = sum(getdate(add_months(wanted.first, months)) <= end for months in range(MOST))
	return max(1, fitting)


def _note(grade: str | None, terms: GradeTerms, count: int) -> str:
	who = _("Grade {0}").format(grade) if grade else _("No grade")
	figures = (who, f"{terms.down_percent.normalize():f}", terms.instalments)
	if count == terms.instalments:
		return _("{0}: {1} % down, {2} instalments").format(*figures)
	cut = _("{0}: {1} % down, {2} instalments, cut to {3} because a plan may run {4} months")
	return cut.format(*figures, count, settings.settings().plan_longest_months)


def _parts(wanted: Wanted, days: list[date], down: Decimal) -> tuple[Instalment, ...]:
	weights = [wanted.weights.get(day.month, ZERO) for day in days] if wanted.method == SEASONAL else None
	if down:
		return with_down_payment(wanted.total, down, days, wanted.step, weights)
	if weights is None:
		return equal_instalments(wanted.total, days, wanted.step)
	return weighted_instalments(wanted.total, days, weights, wanted.step)


def seasons(customer: str, company: str, today: date) -> dict[int, float] | None:
	"""Percent of an average year by month (1–12) that the customer bought in it; None where that is not known.

	Of the last 24 whole months, or of as many as the customer has been buying.
	"""
	began = sales.first_invoice_date(customer, company)
	if began is None:
		return None
	until = today.replace(day=1)
	since = max(getdate(add_months(until, -SEASON_MONTHS)), began.replace(day=1))
	if since >= until:
		return None
	sold = sales.monthly_credit_sales(customer, company, since, until - timedelta(days=1))
	shares = month_shares(sold)
	return shares and {month: float(share) for month, share in shares.items()}
