"""Releasing or rejecting many holds with one reason: each is decided by itself, and what failed is named.

A hold's own amount is its cap. Above a number of holds the work goes into the background; who asked for it
sees how far it is, and is told at the end.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import frappe
from frappe import _
from frappe.utils import getdate, strip_html

from credit_control.engine.money import decimal
from credit_control.services import notices, releases
from credit_control.services.hold_words import CREDIT_HOLD

#: more than these would keep a browser waiting
INLINE = 20
RELEASE, REJECT = "release", "reject"
REFUSALS = (frappe.ValidationError, frappe.PermissionError)
#: the event that tells open worklists how far the work is and how it ended
EVENT = "credit_holds_decided"


def decide(action: str, names: Sequence[str], values: dict) -> dict[str, Any]:
	"""Decide now, or in the background when there are many: then only `queued` is returned, how many."""
	names = list(dict.fromkeys(names))
	if not names:
		frappe.throw(_("Nothing is chosen. Choose the holds to decide about."))
	if len(names) <= INLINE:
		result: dict[str, Any] = {"done": [], "failed": []}
		for name in names:
			_decide(action, name, values, result)
		return result
	frappe.enqueue(
		"credit_control.tasks.decide_holds",
		queue="long",
		enqueue_after_commit=True,
		action=action,
		names=names,
		values=values,
		user=frappe.session.user,
	)
	return {"queued": len(names)}


def work(action: str, names: Sequence[str], values: dict, user: str) -> Iterator[int]:
	"""Decide about one hold after the other; yields after each how many are done."""
	result: dict[str, Any] = {"done": [], "failed": []}
	for number, name in enumerate(names, start=1):
		_decide(action, name, values, result)
		frappe.publish_realtime(EVENT, {"at": number, "of": len(names)}, user=user)
		yield number
	notices.decided_in_bulk(user, result)
	frappe.publish_realtime(EVENT, {"at": len(names), "of": len(names), **result}, user=user)
	yield len(names)


def _decide(action: str, name: str, values: dict, result: dict[str, list]) -> None:
	"""One decision in a savepoint of its own; a refusal is kept with its reason."""
	entry = {"hold": name, "document": frappe.db.get_value(CREDIT_HOLD, name, "reference_name") or name}
	frappe.db.savepoint("one_hold")
	try:
		frappe.get_doc(CREDIT_HOLD, name).check_permission("read")
		ACTIONS[action](name, values)
		result["done"].append(entry)
	except REFUSALS as error:
		frappe.db.rollback(save_point="one_hold")
		frappe.clear_messages()
		result["failed"].append({**entry, "reason": strip_html(str(error)) or type(error).__name__})


def _release(name: str, values: dict) -> None:
	hold = frappe.get_doc(CREDIT_HOLD, name)
	tolerance = values.get("tolerance_percent")
	releases.release(
		name,
		reason=values["reason"],
		amount_cap=releases.total_of(hold),
		tolerance=decimal(releases.tolerance_of(hold) if tolerance is None else tolerance),
		valid_to=getdate(values["valid_to"]),
		submit=bool(values.get("submit")),
	)


def _reject(name: str, values: dict) -> None:
	releases.reject(name, reason=values["reason"])


ACTIONS: dict[str, Callable[[str, dict], None]] = {RELEASE: _release, REJECT: _reject}
