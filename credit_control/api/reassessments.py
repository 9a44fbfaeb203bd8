"""Runs over many customers for the desk: starting, stopping and watching them."""

import frappe

from credit_control.services import reassessments


@frappe.whitelist(methods=["POST"])
def start(run: str) -> None:
	"""Put a draft run on the queue."""
	_may_work(run)
	reassessments.start(run)


@frappe.whitelist(methods=["POST"])
def pause(run: str) -> None:
	"""Stop a run after the chunk that is being done."""
	_may_work(run)
	reassessments.pause(run)


@frappe.whitelist(methods=["POST"])
def resume(run: str) -> None:
	"""Go on with a run that was paused, failed or lost its worker."""
	_may_work(run)
	reassessments.resume(run)


@frappe.whitelist(methods=["POST"])
def cancel(run: str) -> None:
	"""Stop a run for good."""
	_may_work(run)
	reassessments.cancel(run)


@frappe.whitelist()
def state(run: str) -> dict:
	"""How far a run is."""
	frappe.get_doc(reassessments.DOCTYPE, run).check_permission("read")
	return reassessments.state(run)


def _may_work(run: str) -> None:
	frappe.get_doc(reassessments.DOCTYPE, run).check_permission("write")
