"""How a customer keeps what it promised: dunning, broken promises, plans in default."""

from frappe.utils import add_months, getdate

from credit_control.engine.circumstances import Conduct
from credit_control.erp.dunnings import dunned
from credit_control.services import promises, repayment_plans, settings
from credit_control.services.question import Question


def conduct_of(question: Question) -> Conduct:
	"""The conduct that the checks on dunning, promises and plans look at."""
	customer, company = question.customer, question.company
	months = settings.settings().promise_months or 12
	broken = promises.broken(customer, company, getdate(add_months(question.day, -months)))
	level = dunned(customer, company)
	return Conduct(
		dunning_level=level.level,
		dunning=level.dunning,
		broken_promises=len(broken),
		broken_promise=broken[0] if broken else None,
		plan_default=repayment_plans.in_default(customer, company),
	)
