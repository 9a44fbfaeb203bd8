"""What a Dunning says about time: interest from which day and on which basis, until when to pay, and the demands before.

ERPNext reckons the interest of each row from its due date. Where the Dunning Type leaves the first days free, it is
reckoned again here, after ERPNext did, and ERPNext adds it up. A Dunning is a demand: the limitation begins anew.
"""

from __future__ import annotations

from frappe.utils import getdate

from credit_control.engine import dunning
from credit_control.engine.limitation import first_to_lapse, renewed
from credit_control.engine.money import decimal
from credit_control.services import limitation


def apply(doc) -> None:
	"""Fill the clocks of a Dunning that is being saved."""
	free_days = doc.interest_free_days or 0
	if free_days > 0:
		_reckon_again(doc, free_days)
	rate = doc.rate_of_interest or 0
	dues = [getdate(row.due_date) for row in doc.overdue_payments if row.due_date]
	doc.interest_from = dunning.interest_from(dues, free_days) if rate > 0 else None
	doc.pay_by = dunning.pay_by(getdate(doc.posting_date), doc.days_to_pay or 0)
	_set_demands(doc)


def _reckon_again(doc, free_days: int) -> None:
	rate = decimal(doc.rate_of_interest or 0)
	for row in doc.overdue_payments:
		days = dunning.interest_days(row.overdue_days or 0, free_days)
		row.interest = float(dunning.interest(decimal(row.outstanding or 0), rate, days))
	doc.validate_totals()


def _set_demands(doc) -> None:
	invoices = list({row.sales_invoice for row in doc.overdue_payments if row.sales_invoice})
	day, years = getdate(doc.posting_date), limitation.years()
	doc.last_demand_on = limitation.last_demand(invoices, day)
	found = limitation.limitations(doc.customer, doc.company, invoices).values()
	first = first_to_lapse(renewed(each, day, years) for each in found)
	doc.limitation_ends_on = first.last_day if first else None
