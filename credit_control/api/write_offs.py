"""Bad Debt Write-Offs for the desk: the steps of their approval, and what comes back later."""

import frappe
from frappe import _
from frappe.utils import flt, getdate

from credit_control.engine.money import decimal
from credit_control.services import recoveries, write_offs
from credit_control.services.write_offs import DOCTYPE


@frappe.whitelist(methods=["POST"])
def send(name: str) -> None:
	"""Send a saved draft for approval."""
	frappe.get_doc(DOCTYPE, name).check_permission("write")
	write_offs.send(name)


@frappe.whitelist(methods=["POST"])
def approve(name: str, comment: str | None = None, level: str | int | None = None) -> bool:
	"""Approve the open level; True when it was the last and the write-off is booked."""
	frappe.get_doc(DOCTYPE, name).check_permission("read")
	return write_offs.approve(name, comment, _level(level))


@frappe.whitelist(methods=["POST"])
def reject(name: str, comment: str, level: str | int | None = None) -> None:
	"""Reject a request, saying why."""
	frappe.get_doc(DOCTYPE, name).check_permission("read")
	write_offs.reject(name, comment, _level(level))


@frappe.whitelist(methods=["POST"])
def send_back(name: str, comment: str, level: str | int | None = None) -> None:
	"""Give a request back to be changed, saying what."""
	frappe.get_doc(DOCTYPE, name).check_permission("read")
	write_offs.send_back(name, comment, _level(level))


@frappe.whitelist(methods=["POST"])
def withdraw(name: str, comment: str | None = None) -> None:
	"""Take an own request back."""
	frappe.get_doc(DOCTYPE, name).check_permission("read")
	write_offs.withdraw(name, comment)


@frappe.whitelist()
def waiting_for_me() -> list[str]:
	"""The requests that the user may decide now, in their own right or standing in for somebody."""
	frappe.has_permission(DOCTYPE, "read", throw=True)
	return write_offs.waiting_for(frappe.session.user)


@frappe.whitelist()
def recovery(name: str) -> dict:
	"""What recording a recovery starts with."""
	_may_record(name)
	return recoveries.proposal(name)


@frappe.whitelist(methods=["POST"])
def record_recovery(
	name: str, amount: str | float, received_on: str, account: str, income_account: str, reference: str = ""
) -> str:
	"""Book money that came in for a written-off debt; returns the Journal Entry."""
	_may_record(name)
	return recoveries.record(
		name,
		amount=decimal(flt(amount, 2)),
		day=getdate(received_on),
		account=account,
		income_account=income_account,
		reference=reference,
	)


@frappe.whitelist(methods=["POST"])
def take_recovery_back(name: str, row: str) -> None:
	"""Cancel a recovery that was recorded in error."""
	_may_record(name)
	frappe.has_permission("Journal Entry", "cancel", throw=True)
	recoveries.take_back(name, row)


def _may_record(name: str) -> None:
	"""Recording money asks for the right to book it, and to see what it is for."""
	frappe.get_doc(DOCTYPE, name).check_permission("read")
	frappe.has_permission("Journal Entry", "submit", throw=True)


def _level(level: str | int | None) -> int | None:
	try:
		return int(level) if level else None
	except ValueError:
		frappe.throw(_("{0} is not a number. Enter one.").format(_("Level")))
