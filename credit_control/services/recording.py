"""Writing down judgements: the dossier of each one, chained by hash, and the hold of a refused one.

A refused submit is rolled back, so its record is written afterwards in a transaction of its own.
Nothing here commits inside a document's hook.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

import frappe
from frappe.utils import now_datetime, sanitize_html

from credit_control.engine.codec import dumps
from credit_control.engine.judgement import HELD, Case, Judgement
from credit_control.erp import customers
from credit_control.services import chains, files, judging, locking, settings, wording
from credit_control.services.chains import DECISION

WOULD_HOLD = "Would Hold"
#: how often a record is tried to be written while others hold the customer's lock
ATTEMPTS = 3


@dataclass(frozen=True)
class Record:
	"""One judgement waiting to be written."""

	doctype: str
	name: str
	customer: str
	company: str
	event: str
	mode: str
	user: str
	case: Case
	judgement: Judgement
	survives_rollback: bool = False

	@property
	def outcome(self) -> str:
		"""In Warn Only a held document passes; the record says what would have happened."""
		would_hold = self.judgement.outcome == HELD and self.mode == settings.WARN_ONLY
		return WOULD_HOLD if would_hold else self.judgement.outcome


def write_later(record: Record) -> None:
	"""Write the record when the transaction has ended: after a commit, or, if it survives, a rollback."""
	_pending().append(record)
	frappe.db.after_commit.add(partial(frappe.db.after_commit.add, _after_commit))
	frappe.db.after_rollback.add(partial(frappe.db.after_rollback.add, _after_rollback))


def _pending() -> list[Record]:
	if not hasattr(frappe.local, "credit_records"):
		frappe.local.credit_records = []
	return frappe.local.credit_records


# Both run last, behind the callbacks of others: ending a transaction drops those that still wait.


def _after_commit() -> None:
	_write_in_own_transactions([record for record in _take() if _stands(record)])


def _after_rollback() -> None:
	_write_in_own_transactions([record for record in _take() if record.survives_rollback])


def _stands(record: Record) -> bool:
	"""False for a document that passed and was then rolled back to a savepoint: nothing came of it."""
	return record.survives_rollback or bool(frappe.db.get_value(record.doctype, record.name, "docstatus"))


def _take() -> list[Record]:
	records = list(_pending())
	_pending().clear()
	return records


def _write_in_own_transactions(records: list[Record]) -> None:
	for record in records:
		_write_in_own_transaction(record, ATTEMPTS)


def _write_in_own_transaction(record: Record, attempts: int) -> None:
	"""Once more when somebody else is judging the same customer; what cannot be written is logged."""
	try:
		file = files.ensure(record.customer)
		# a snapshot from before the lock would be out of date
		frappe.db.commit()
		_write(record, file)
	except Exception as error:
		frappe.db.rollback()
		if attempts > 1 and locking.is_busy(error):
			return _write_in_own_transaction(record, attempts - 1)
		frappe.log_error(f"Credit decision on {record.doctype} {record.name} was not recorded")
	frappe.db.commit()


def forget_pending() -> None:
	"""Drop what waits; for tests, whose documents never reach a commit."""
	_take()


def write_pending() -> None:
	"""Write what waits, within the current transaction; for tests."""
	for record in filter(_stands, _take()):
		_write(record, files.ensure(record.customer))


def _write(record: Record, file: str) -> None:
	"""The record's decision and, for a refused document that still exists, its hold."""
	from credit_control.services import holds

	decision = write_decision(record, locking.lock_row(file))
	if record.outcome == HELD and frappe.db.exists(record.doctype, record.name):
		holds.hold(record, decision)


def write_decision(record: Record, row: Any, recent: str | None = None) -> str:
	"""Append the decision to the chain of the locked Credit File `row`; returns its name."""
	values = _values(record)
	seal = chains.seal(values, row.last_decision_hash or "")
	decision = frappe.get_doc({"doctype": DECISION, "credit_file": row.name, **values, **seal})
	# what ERPNext and other apps ask of every document that is saved costs more than the judgement
	decision.flags.ignore_validate = True
	decision.insert(ignore_permissions=True, ignore_links=True)
	update = {"last_decision_hash": decision.hash}
	if recent is not None:
		update["recent_documents"] = recent
	frappe.db.set_value(files.CREDIT_FILE, row.name, update, update_modified=False)
	return decision.name


def _values(record: Record) -> dict[str, Any]:
	case, judgement = record.case, record.judgement
	currency = customers.currency_of(record.company)
	return {
		"customer": record.customer,
		"company": record.company,
		"reference_doctype": record.doctype,
		"reference_name": record.name,
		"event": record.event,
		"mode": record.mode,
		"outcome": record.outcome,
		"user": record.user,
		"judged_on": str(now_datetime()),
		"policy": case.policy.name,
		"inputs": dumps(case),
		"results": dumps(judgement),
		"currency": currency,
		**figures(case, judgement),
		"exemption": wording.exemption(judgement.exemption),
		# as Frappe is about to store it: a reason that a person gave may hold what looks like HTML
		"explanation": sanitize_html("\n".join(wording.reasons(judgement, currency))),
	}


def show(decision) -> None:
	"""Say in the reader's language why it was decided so, from the stored inputs."""
	judgement = judging.replay(decision.inputs)
	decision.explanation = "\n".join(wording.reasons(judgement, decision.currency))
	decision.exemption = wording.exemption(judgement.exemption)


def figures(case: Case, judgement: Judgement) -> dict[str, Any]:
	"""The figures that decisions and holds both show, as their fields hold them."""
	return {
		"amount": float(case.document.amount),
		"exposure_before": float(judgement.exposure_before),
		"exposure_after": float(judgement.exposure_after),
		"effective_limit": float(judgement.limit or 0),
		"limit_mode": case.standing.limit_mode,
		"overdue_amount": float(case.overdue.amount),
		"oldest_overdue_days": case.overdue.oldest_days,
		"grade": case.standing.grade,
	}
