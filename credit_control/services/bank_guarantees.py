"""ERPNext's Bank Guarantees and the Credit Securities that count them: what happens to one shows on the other."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import formatdate, get_link_to_form, getdate

from credit_control.services import security_steps
from credit_control.services.securities import DOCTYPE


def cancelled(guarantee) -> None:
	"""A guarantee that is no more secures nothing from today on; the security stays, with the reason."""
	# the link would keep the guarantee from being cancelled
	guarantee.ignore_linked_doctypes = (*(guarantee.get("ignore_linked_doctypes") or ()), DOCTYPE)
	reason = _("Bank Guarantee {0} was cancelled").format(guarantee.name)
	for name in _counting(guarantee):
		security_steps.release(name, reason)
		_tell(
			_("Credit Security {0} was released: it counts no more.").format(get_link_to_form(DOCTYPE, name))
		)


def changed(guarantee) -> None:
	"""A new last day of the guarantee is that of its security too; one that ended earlier is left as it is."""
	before = guarantee.get_doc_before_save()
	if not before or not guarantee.end_date or before.end_date == guarantee.end_date:
		return
	for name in _counting(guarantee):
		_follow(frappe.get_doc(DOCTYPE, name), before.end_date and getdate(before.end_date), guarantee)


def _follow(security, old_end, guarantee) -> None:
	end, own = getdate(guarantee.end_date), security.valid_to and getdate(security.valid_to)
	if own == end or (own and own < end and own != old_end):
		return
	security_steps.extend(security, end)
	note = _("Valid to {0}, as Bank Guarantee {1} is now").format(formatdate(end), guarantee.name)
	security.add_comment("Info", note)
	_tell(
		_("Credit Security {0} is now valid to {1}.").format(
			get_link_to_form(DOCTYPE, security.name), formatdate(end)
		)
	)


def _counting(guarantee) -> list[str]:
	"""The securities in force, or run out, that count a guarantee."""
	open_ones = {"docstatus": 1, "released_on": ["is", "not set"]}
	return frappe.get_all(DOCTYPE, {"bank_guarantee": guarantee.name, **open_ones}, pluck="name")


def _tell(message: str) -> None:
	frappe.msgprint(message, indicator="orange", alert=True)
