"""Orders, releases, payments and reviews on the demo site, each by the user whose work it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import frappe
from frappe.utils import add_days, nowdate

from erpnext.selling.doctype.sales_order.sales_order import make_delivery_note
from erpnext.stock.doctype.delivery_note.delivery_note import make_sales_invoice

from credit_control import tasks
from credit_control.api import holds as hold_api
from credit_control.services import holds
from credit_control.services.gate import CreditHoldError
from credit_control.services.recording import DECISION

from .site_company import COLLECTOR, COMPANY, MANAGER, SALES
from .site_ledger import line, on_account, receipt, selling
from .site_print import amount, details, say, sentence

ORDER = "Sales Order"
DELIVERY_DAYS = 14
HELD = "Held"
REFUSED = "Refused by ERPNext"
WORDS = {
	"Would Hold": "goes through with a warning; Enforce would have held it",
	REFUSED: "refused by ERPNext's own check",
}


@dataclass(frozen=True)
class Outcome:
	"""How one submit ended, with the sentences that say why and what would clear it."""

	word: str
	reasons: tuple[str, ...] = ()
	remedies: tuple[str, ...] = ()


def draft(customer: str, figure: Decimal) -> str:
	"""The sales user enters an order; it is saved as a draft."""
	frappe.set_user(SALES)
	doc = selling(ORDER, customer, figure)
	doc.update({"transaction_date": nowdate(), "delivery_date": add_days(nowdate(), DELIVERY_DAYS)})
	doc.insert()
	frappe.db.commit()
	return doc.name


def change(order: str, figure: Decimal) -> None:
	"""The sales user changes what a draft order comes to."""
	frappe.set_user(SALES)
	doc = frappe.get_doc(ORDER, order)
	doc.set("items", [])
	doc.append("items", {**line(figure), "delivery_date": doc.delivery_date})
	doc.save()
	frappe.db.commit()


def submit(order: str) -> Outcome:
	"""The sales user submits; what was refused stays a draft, as after a request from the desk."""
	frappe.set_user(SALES)
	try:
		frappe.get_doc(ORDER, order).submit()
		frappe.db.commit()
	except CreditHoldError:
		frappe.db.rollback()
	except frappe.ValidationError:
		# ERPNext's own check, where it is still in force
		frappe.db.rollback()
		return Outcome(REFUSED, tuple(sentence(message["message"]) for message in frappe.get_message_log()))
	finally:
		frappe.clear_messages()
	return _outcome(order)


def _outcome(order: str) -> Outcome:
	decision = frappe.get_last_doc(DECISION, {"reference_name": order}, order_by="creation desc")
	reasons = tuple((decision.explanation or decision.exemption or "").splitlines())
	hold = holds.open_hold(ORDER, order)
	if decision.outcome != HELD or not hold:
		return Outcome(decision.outcome, reasons)
	rows = frappe.get_doc(holds.CREDIT_HOLD, hold).remedies
	return Outcome(HELD, reasons, tuple(row.remedy for row in rows))


def tell(order: str, outcome: Outcome) -> None:
	"""Print how the submit of an order ended."""
	doc = frappe.get_doc(ORDER, order)
	word = WORDS.get(outcome.word, outcome.word.lower())
	say(f"{order} · {doc.customer} · {amount(doc.base_grand_total)}: {word}.")
	details(outcome.reasons)
	details(outcome.remedies, "→")


def order(customer: str, figure: Decimal) -> str:
	"""A new order entered, submitted and told."""
	name = draft(customer, figure)
	tell(name, submit(name))
	return name


def hold_of(order: str) -> str:
	"""The open hold of an order."""
	return holds.open_hold(ORDER, order) or ""


def request(order: str, reason: str) -> None:
	"""The sales user asks for the release of an order."""
	frappe.set_user(SALES)
	hold_api.request_release(hold_of(order), reason)
	frappe.db.commit()
	say(f"The sales user asks for the release of {order}: “{reason}”")


def release(order: str, reason: str, cap: Decimal, tolerance: Decimal, days: int) -> None:
	"""The credit manager releases an order within a cap, a tolerance and a last day."""
	frappe.set_user(MANAGER)
	last_day = add_days(nowdate(), days)
	hold_api.release(hold_of(order), reason, str(cap), str(tolerance), last_day)
	frappe.db.commit()
	say(f"The manager releases it up to {amount(cap)} + {tolerance} %, until {last_day}: “{reason}”")


def reject(order: str, reason: str) -> None:
	"""The credit manager refuses the release of an order."""
	frappe.set_user(MANAGER)
	hold_api.reject(hold_of(order), reason)
	frappe.db.commit()
	say(f"The manager refuses to release {order}: “{reason}”")


def deliver_and_bill(order: str) -> Mapping[str, str]:
	"""Delivery Note and Sales Invoice of an order that was let through; returns their names."""
	frappe.set_user(SALES)
	note = make_delivery_note(order)
	note.insert()
	frappe.get_doc(note.doctype, note.name).submit()
	frappe.set_user(COLLECTOR)
	invoice = make_sales_invoice(note.name)
	invoice.insert()
	frappe.get_doc(invoice.doctype, invoice.name).submit()
	frappe.db.commit()
	return {"delivery": note.name, "invoice": invoice.name}


def pay_all(customer: str) -> Decimal:
	"""The customer pays every open invoice; returns the sum."""
	frappe.set_user(COLLECTOR)
	filters = {"customer": customer, "company": COMPANY, "docstatus": 1, "outstanding_amount": [">", 0]}
	fields = ["name", "outstanding_amount"]
	rows = frappe.get_all("Sales Invoice", filters, fields, order_by="posting_date")
	for row in rows:
		doc = receipt("Sales Invoice", row.name, Decimal(str(row.outstanding_amount)), nowdate())
		doc.insert()
		frappe.get_doc(doc.doctype, doc.name).submit()
	_committed(customer)
	return sum((Decimal(str(row.outstanding_amount)) for row in rows), Decimal(0))


def prepay(customer: str, figure: Decimal) -> Decimal:
	"""The customer pays in advance, for nothing in particular; returns the sum."""
	frappe.set_user(COLLECTOR)
	doc = on_account(customer, figure, nowdate())
	doc.insert()
	frappe.get_doc(doc.doctype, doc.name).submit()
	_committed(customer)
	return figure


def _committed(customer: str) -> None:
	frappe.db.commit()
	# the queue does this a moment after the commit; the story does not wait for a worker
	tasks.rejudge_customer(customer, COMPANY)
	frappe.db.commit()
