"""What a Credit Security counts for, as a sentence: "80 % of 500,000, at most 300,000 = 300,000 until 2027-03-31"."""

from __future__ import annotations

from decimal import Decimal

from frappe import _
from frappe.utils import formatdate, getdate

from credit_control.engine.money import HUNDRED, ZERO, decimal
from credit_control.erp import deposits
from credit_control.services import joining, securities, wording


def explain(doc) -> str:
	"""How the counted value follows from the figures, and how long it counts; in the reader's language."""
	if doc.receipt:
		entries = deposits.on_account([doc.receipt], [doc.customer], getdate()).get(doc.receipt, [])
		doc.on_account = securities.on_account(doc, entries, getdate())
	security = securities.security_of(doc)
	parts = [_share(doc, security.percent)]
	if security.maximum is not None:
		parts.append(_("at most {0}").format(_money(doc, security.maximum)))
	if taken := min(doc.get("on_account") or ZERO, decimal(doc.amount or 0)):
		parts.append(_("less {0} that lowers the exposure already").format(_money(doc, taken)))
	counted = _("{0} = {1}").format(joining.listed(parts), _money(doc, security.value))
	return f"{counted} {_until(doc)}"


def _share(doc, percent: Decimal) -> str:
	amount = _money(doc, decimal(doc.amount or 0))
	return amount if percent == HUNDRED else _("{0} % of {1}").format(f"{percent.normalize():f}", amount)


def _until(doc) -> str:
	day = doc.released_on or doc.valid_to
	if doc.status == securities.RELEASED:
		return _("until it was given back on {0}").format(formatdate(day))
	if not day:
		return _("until it is given back")
	return _("until {0}").format(formatdate(day))


def _money(doc, amount: Decimal) -> str:
	return wording.show(amount, doc.currency)
