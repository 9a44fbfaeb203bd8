"""Collection Cases: one open for each customer and company, as long as something is overdue.

Open, when more is overdue than the settings' minimum → Closed, when nothing is overdue any more → Open again,
when something is overdue within the days of the settings; later a new one. All of it happens by itself. The
unique `open_key` lets no two be open at once, whoever opens them. The figures are those of the last judgement:
each payment, promise, plan and dispute renews them, and each day.
"""

from collections.abc import Iterator, Sequence
from datetime import date

import frappe
from frappe import _
from frappe.utils import add_days, getdate, now_datetime

from credit_control.engine import codec
from credit_control.engine.collecting import CALL, ESCALATE, stage
from credit_control.engine.money import ZERO
from credit_control.engine.priority import Debtor, Judged
from credit_control.erp import compat, customers
from credit_control.erp.late_customers import late_customers
from credit_control.services import case_debtors, case_owners, case_settings, prefetch

DOCTYPE = "Collection Case"
OPEN, CLOSED = "Open", "Closed"
#: how many customers the daily run looks at before it pauses
CHUNK = 100
#: so often a chunk is tried that meets a lock
TRIES = 3


def update(customer: str, company: str, today: date | None = None) -> str | None:
	"""Open, renew or close the case of a customer; returns the one that is open, None when there is none."""
	today = today or getdate()
	debtor = case_debtors.debtor_of(customer, company, today)
	name = _only_one(customer, company)
	if name is None:
		return _open(customer, company, debtor, today) if _is_due(debtor, company) else None
	if not debtor.late:
		close(name, today)
		return None
	_renew(name, judged(debtor, company, today))
	return name


def open_case(customer: str, company: str) -> str | None:
	"""The open case of a customer with a company."""
	rows = _open_cases(customer, company)
	return rows[0] if rows else None


def _open_cases(customer: str, company: str) -> list[str]:
	return frappe.db.sql_list(
		"select name from `tabCollection Case` where customer = %s and company = %s and status = 'Open'"
		" order by creation, name",
		(customer, company),
	)


def _only_one(customer: str, company: str) -> str | None:
	"""The open case. Customers that were merged may have had one each: the older one stays."""
	first, *others = _open_cases(customer, company) or [None]
	for name in others:
		close(name, getdate(), _("Closed: {0} is the case of this customer.").format(first))
	return first


def _is_due(debtor: Debtor, company: str) -> bool:
	"""What is disputed or in a plan opens no case; nor does a small amount."""
	held_against = debtor.late - debtor.disputed - debtor.planned
	return held_against > max(ZERO, case_settings.minimum(company))


def judged(debtor: Debtor, company: str, today: date) -> Judged:
	"""What the priority is given for."""
	return Judged(debtor, today, case_settings.weights(company))


def figures(found: Judged, *, contacted: bool, escalated: bool) -> dict:
	"""The fields of a case that come from its judgement."""
	debtor = found.debtor
	excused = min(debtor.late, debtor.disputed + debtor.planned + debtor.promised)
	return {
		"overdue_amount": float(debtor.late),
		"excused_amount": float(excused),
		"oldest_days": debtor.oldest_days,
		"priority": found.priority().points,
		"stage": stage(debtor, contacted=contacted, escalated=escalated),
		"inputs": codec.dumps(found),
		"judged_on": now_datetime(),
	}


def _renew(name: str, found: Judged) -> None:
	"""Write the figures of an open case; nobody who has its form open is disturbed."""
	known = frappe.db.get_value(DOCTYPE, name, ["contacts", "escalated"], as_dict=True)
	values = figures(found, contacted=bool(known.contacts), escalated=bool(known.escalated))
	frappe.db.set_value(DOCTYPE, name, values, update_modified=False)


def validate(doc) -> None:
	"""Before a case is saved: the form may have been open while the figures changed."""
	doc.currency = customers.currency_of(doc.company)
	if doc.status == CLOSED:
		return
	debtor = doc.flags.debtor or case_debtors.debtor_of(doc.customer, doc.company, getdate())
	found = judged(debtor, doc.company, getdate())
	judged_on = doc.judged_on
	doc.update(figures(found, contacted=bool(doc.contacts), escalated=bool(doc.escalated)))
	if judged_on and not doc.has_value_changed("priority"):
		# a moment that passed is no change that the timeline should tell
		doc.judged_on = judged_on
	doc.open_key = open_key(doc.customer, doc.company)


def open_key(customer: str, company: str) -> str:
	"""What only one open case has."""
	return f"{customer}|{company}"


def _open(customer: str, company: str, debtor: Debtor, today: date) -> str | None:
	"""Open one again or a new one; None when somebody else has opened it at this moment."""
	closed = _closed_lately(customer, company, today)
	frappe.db.savepoint("collection_case")
	try:
		return _reopen(closed, debtor, today) if closed else _create(customer, company, debtor, today)
	except (frappe.UniqueValidationError, frappe.DuplicateEntryError):
		frappe.db.rollback(save_point="collection_case")
		frappe.clear_last_message()
		return open_case(customer, company)


def _closed_lately(customer: str, company: str, today: date) -> str | None:
	since = add_days(today, -case_settings.reopen_days())
	filters = {"customer": customer, "company": company, "status": CLOSED, "closed_on": [">=", since]}
	found = frappe.get_all(DOCTYPE, filters, pluck="name", order_by="closed_on desc, name desc", limit=1)
	return found[0] if found else None


def _create(customer: str, company: str, debtor: Debtor, today: date) -> str:
	doc = frappe.get_doc(
		{
			"doctype": DOCTYPE,
			"customer": customer,
			"company": company,
			"status": OPEN,
			"opened_on": today,
			"next_action": CALL,
			"next_action_on": today,
		}
	)
	# read a moment ago: no need to ask the ledgers again
	doc.flags.debtor = debtor
	doc.insert(ignore_permissions=True)
	case_owners.give(doc)
	return doc.name


def _reopen(name: str, debtor: Debtor, today: date) -> str:
	doc = frappe.get_doc(DOCTYPE, name)
	doc.flags.debtor = debtor
	doc.update(
		{
			"status": OPEN,
			"closed_on": None,
			"reopened": (doc.reopened or 0) + 1,
			"next_action": CALL,
			"next_action_on": today,
		}
	)
	doc.save(ignore_permissions=True)
	doc.add_comment("Info", _("Opened again: something is overdue."))
	return name


def close(name: str, today: date, why: str | None = None) -> None:
	"""Close a case that has nothing to collect any more, with its open tasks."""
	doc = frappe.get_doc(DOCTYPE, name)
	doc.update(
		{
			"status": CLOSED,
			"closed_on": today,
			"open_key": None,
			"overdue_amount": 0,
			"excused_amount": 0,
			"oldest_days": 0,
			"priority": 0,
			"inputs": None,
			"escalated": 0,
			"next_action": None,
			"next_action_on": None,
		}
	)
	doc.save(ignore_permissions=True)
	doc.add_comment("Info", why or _("Closed: nothing is overdue any more."))
	case_owners.end_tasks(name)


def escalate(customer: str, company: str, today: date) -> str | None:
	"""A manager is to decide how to go on with the open case; returns it, None when there is none."""
	name = open_case(customer, company)
	if name:
		doc = frappe.get_doc(DOCTYPE, name)
		doc.update({"escalated": 1, "next_action": ESCALATE, "next_action_on": today})
		doc.save(ignore_permissions=True)
	return name


def update_all(today: date | None = None) -> Iterator[int]:
	"""The daily run: whoever is late gets a case, and each open case is renewed or closed.

	Pauses after each chunk; what is done is the same when it is done again, so it goes on wherever it stopped.
	"""
	today = today or getdate()
	yield from _update_late(today)
	yield from _update_paid(today)


def _update_late(today: date) -> Iterator[int]:
	after = ""
	while pairs := late_customers(today, after, CHUNK):
		yield _update_chunk(pairs, today)
		after = pairs[-1].customer


def _update_paid(today: date) -> Iterator[int]:
	"""Cases that the day's first half has not met, as their customers are late with nothing."""
	last, day = "", getdate(today)
	while rows := _not_judged(day, last):
		yield _update_chunk([(customer, company) for _name, customer, company in rows], today)
		last = rows[-1][0]


def _not_judged(day: date, after: str) -> list:
	return frappe.db.sql(
		f"""select name, customer, company from `tabCollection Case`
		where status = 'Open' and (judged_on is null or judged_on < %s) and name > %s
		order by name limit {CHUNK}""",
		(day, after),
	)


def _update_chunk(pairs: Sequence[tuple[str, str]], today: date) -> int:
	"""Update each, and again when somebody else's lock undid the chunk; returns how many were."""
	for _time in range(TRIES):
		try:
			with prefetch.for_customers([customer for customer, _company in pairs]):
				return sum(_update_one(customer, company, today) for customer, company in pairs)
		except Exception as error:
			if not compat.is_lock_error(error):
				raise
			frappe.db.rollback()
	frappe.log_error(f"Collection Cases of {pairs[0][0]} to {pairs[-1][0]} were not updated: locked")
	return 0


def _update_one(customer: str, company: str, today: date) -> bool:
	"""False for a customer whose figures cannot be read; it costs the others nothing."""
	frappe.db.savepoint("collection_case_chunk")
	try:
		update(customer, company, today)
	except Exception as error:
		if compat.is_lock_error(error):
			raise
		frappe.db.rollback(save_point="collection_case_chunk")
		frappe.log_error(f"Collection Case of {customer} was not updated")
		return False
	return True
