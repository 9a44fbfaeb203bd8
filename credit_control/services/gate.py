"""The one place where a document is let through or held (design.md, Judging a document)."""

from decimal import Decimal
from functools import partial

import frappe
from frappe import _

from credit_control.engine.exposure import Exposure
from credit_control.engine.judgement import HELD, RELEASED, WARNED, Case, Document, Judgement, judge
from credit_control.engine.money import ZERO
from credit_control.engine.policy import Policy
from credit_control.engine.receivables import Overdue
from credit_control.engine.standing import Standing
from credit_control.erp import customers, document_rows, documents, orders
from credit_control.services import (
	budgets,
	facts,
	grants,
	holds,
	judging,
	locking,
	policies,
	recording,
	settings,
	wording,
)

#: shown on the document itself
STATUS_FIELD = "credit_status"


class CreditHoldError(frappe.ValidationError):
	"""The document breaks the credit policy and is held."""


def guard(doc, customer: str | None, amount: Decimal, event: str) -> None:
	"""Judge a document that is being submitted or enlarged by `amount` of company currency.

	Off: nothing happens. Warn Only: the judgement is shown and recorded, never refused.
	Enforce: raises CreditHoldError when the policy holds it; an invoice of what is shipped passes always.
	"""
	mode = settings.mode(doc.company)
	if mode == settings.OFF or not customer:
		return
	exemption = facts.exemption(doc)
	if exemption:
		_record_exempt(doc, customer, amount, event, mode, exemption)
		holds.clear_for(doc.doctype, doc.name)
	elif mode == settings.WARN_ONLY:
		_advise(doc, customer, amount, event, mode)
	elif _bills_what_was_shipped(doc, amount):
		_bill_shipped(doc, customer, amount, event)
	elif doc.doctype in documents.OFFERS:
		_judge_offer(doc, customer, amount)
	else:
		with locking.busy_is_a_message():
			_enforce(doc, customer, amount, event)


def _record_exempt(doc, customer: str, amount: Decimal, event: str, mode: str, exemption: str) -> None:
	document = Document(doc.doctype, doc.name, amount, facts.total(doc, customer), exemption)
	case = Case(document, Standing(customer), Exposure(), Overdue(), Policy("", (), ()), judging.today())
	_write_later(doc, customer, event, mode, case, judge(case))


def _bills_what_was_shipped(doc, amount: Decimal) -> bool:
	"""True for an invoice that adds nothing but what is delivered and moves nothing: its goods are gone."""
	if doc.get("update_stock") or not document_rows.is_shipped(doc):
		return False
	return amount <= ZERO or facts.adds_only_shipped(doc)


def _bill_shipped(doc, customer: str, amount: Decimal, event: str) -> None:
	"""What is shipped can always be billed: nobody is waited for, and nothing that fails stops it."""
	judgement = _advise(doc, customer, amount, event, settings.ENFORCE)
	_show_outcome(doc, judgement.outcome if judgement else "")
	holds.clear_for(doc.doctype, doc.name)


def _advise(doc, customer: str, amount: Decimal, event: str, mode: str) -> Judgement | None:
	"""Judge without the lock, show and record it; None, which is said, when that cannot be done."""
	try:
		case, judgement = _judge(doc, customer, amount, event)
	except Exception as error:
		# advice that cannot be given never stops a document
		_say_why_not_judged(doc, error)
		return None
	if judgement.outcome in (HELD, WARNED):
		_warn(doc, judgement)
	_write_later(doc, customer, event, mode, case, judgement)
	return judgement


def _say_why_not_judged(doc, error: Exception) -> None:
	if locking.is_busy(error):
		# the database may have taken back what this transaction did
		raise error
	if isinstance(error, frappe.ValidationError):
		frappe.clear_last_message()
		missing = isinstance(error, policies.NoPolicyError)
		title = _("Credit Policy Missing") if missing else _("Not Judged by Credit Control")
		frappe.msgprint(str(error), title=title, indicator="orange")
		return
	title = f"{doc.doctype} {doc.name} was not judged"
	frappe.log_error(title, reference_doctype=doc.doctype, reference_name=doc.name)
	frappe.msgprint(
		_("{0} was not judged because of a fault. The Error Log says which.").format(doc.name),
		title=_("Not Judged by Credit Control"),
		indicator="orange",
	)


def _judge_offer(doc, customer: str, amount: Decimal) -> None:
	"""An offer takes no room from other documents: it is judged as an order would be, without the lock."""
	case, judgement = _judge(doc, customer, amount, facts.SUBMIT)
	if judgement.outcome == HELD:
		_refuse(doc, customer, facts.SUBMIT, case, judgement)
	_write_later(doc, customer, facts.SUBMIT, settings.ENFORCE, case, judgement)
	_let_through(doc, case, judgement)


def _enforce(doc, customer: str, amount: Decimal, event: str) -> None:
	sight = judging.seen(customer, doc.company)
	row, group = locking.lock_customer(sight.known, sight.recent)
	members = locking.unseen_of_others(group, customer) if group else {}
	locked = judging.Locked(sight, locking.unseen_amounts(row, doc.company), members)
	case, judgement = _judge(doc, customer, amount, event, locked)
	if judgement.outcome == HELD:
		_refuse(doc, customer, event, case, judgement)
	record = _record(doc, customer, event, settings.ENFORCE, case, judgement)
	# what is exempt takes room too: the next document must not count on the same advance. What leaves the
	# open orders with this one is in the others' ledgers already
	grown = amount - facts.out_of_orders(doc)
	recent = locking.remember(row, doc, grown) if grown > ZERO else None
	if group and recent:
		locking.remember_in_group(group, doc, grown, customer)
	if recent:
		budgets.remember(doc, grown, customer)
	recording.write_decision(record, row, recent)
	_let_through(doc, case, judgement)


def _judge(doc, customer: str, amount: Decimal, event: str, locked=None) -> tuple[Case, Judgement]:
	# a change needs of a release what it adds
	total = facts.total(doc, customer) if event == facts.SUBMIT else amount
	value = None if event == facts.SUBMIT else facts.total(doc, customer)
	document = Document(doc.doctype, doc.name, amount, total, value=value)
	counted = documents.is_counted(doc)
	case = judging.gather(document, customer, doc.company, counted=counted, locked=locked, doc=doc)
	case, judgement = judging.judged(case, doc)
	return grants.relieved(case, judgement, doc, customer, event, lock=bool(locked))


def _refuse(doc, customer: str, event: str, case: Case, judgement: Judgement) -> None:
	record = _record(doc, customer, event, settings.ENFORCE, case, judgement, survives_rollback=True)
	recording.write_later(record)
	if doc.doctype == "Sales Order":
		# somebody may swallow the refusal and commit nevertheless, as Auto Repeat does
		frappe.db.before_commit.add(partial(orders.stop, doc.name, doc.modified))
	message = wording.page(judgement, customers.currency_of(doc.company))
	frappe.throw(message, CreditHoldError, title=_("{0} Held by Credit Control").format(_(doc.doctype)))


def _let_through(doc, case: Case, judgement: Judgement) -> None:
	if judgement.outcome == WARNED:
		_warn(doc, judgement)
	_show_outcome(doc, judgement.outcome)
	if judgement.outcome == RELEASED:
		grants.consume(case.release.reference, doc, case.document.total)
	else:
		holds.clear_for(doc.doctype, doc.name)


def _show_outcome(doc, outcome: str) -> None:
	if doc.meta.has_field(STATUS_FIELD):
		doc.db_set(STATUS_FIELD, outcome, update_modified=False, notify=False)


def _warn(doc, judgement: Judgement) -> None:
	title = _("Credit Warning")
	message = wording.page(judgement, customers.currency_of(doc.company))
	frappe.msgprint(message, title=title, indicator="orange")


def _write_later(doc, customer: str, event: str, mode: str, case: Case, judgement: Judgement) -> None:
	recording.write_later(_record(doc, customer, event, mode, case, judgement))


def _record(doc, customer, event, mode, case, judgement, survives_rollback=False) -> recording.Record:
	return recording.Record(
		doctype=doc.doctype,
		name=doc.name,
		customer=customer,
		company=doc.company,
		event=event,
		mode=mode,
		user=frappe.session.user,
		case=case,
		judgement=judgement,
		survives_rollback=survives_rollback,
	)
