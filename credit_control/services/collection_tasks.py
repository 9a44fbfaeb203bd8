"""Tasks of our people from collection steps: to call, to visit, to post a letter, to see to what did not arrive."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import escape_html, getdate

from credit_control.engine.money import decimal
from credit_control.services import reminders, step_names, wording

MARK = "collection"
#: what is to be done, by channel; an e-mail is a task when it did not arrive
SENTENCES = {
	"E-Mail": "The e-mail to {0} about {1} did not arrive: find another way",
	"Letter": "Print and post the letter to {0} about {1}",
	"Phone": "Call {0} about {1}",
	"Visit": "Visit {0} about {1}",
	"Legal": "Prepare legal action against {0} over {1}",
}


def make(notice) -> str | None:
	"""The task of a notice for whoever is responsible; None where nobody is."""
	return _make(notice, notice.responsible, f"{MARK}|{notice.channel}", lambda: sentence(notice))


def escalate(notice, manager: str | None, label: str) -> str | None:
	"""A Credit Manager is to look at a customer that reached a step."""
	return _make(notice, manager, f"{MARK}|escalate", lambda: _escalation(notice, label))


def _make(notice, user: str | None, mark: str, say) -> str | None:
	if not user:
		return None
	task = reminders.Task(notice.doctype, notice.name, mark, say, getdate(notice.taken_on), user)
	return next(iter(reminders.make([task])), None)


def sentence(notice) -> str:
	"""What is to be done, in the language of the moment."""
	if notice.status == "Bounced":
		return _("The e-mail to {0} about {1} came back from {2}: call, and correct the address").format(
			*_figures(notice), escape_html(notice.recipient or "")
		)
	return _(SENTENCES[notice.channel]).format(*_figures(notice))


def _escalation(notice, label: str) -> str:
	return _("{0} reached {2} with {1}: decide how to go on").format(
		*_figures(notice), escape_html(step_names.shown(label))
	)


def _figures(notice) -> tuple[str, str]:
	amount = wording.show(decimal(notice.total_amount), notice.currency)
	return escape_html(notice.customer_name or notice.customer), amount


def close(notice: str) -> int:
	"""End the open tasks of a notice; returns how many."""
	return reminders.end("Collection Notice", notice, MARK)


def open_for_address(customer: str, user: str | None) -> None:
	"""Ask, once, for the e-mail address of a customer that cannot be written to."""
	if not user:
		return
	say = lambda: _("{0} has no e-mail address for reminders: enter one").format(  # noqa: E731
		escape_html(frappe.db.get_value("Customer", customer, "customer_name") or customer)
	)
	reminders.make([reminders.Task("Customer", customer, f"{MARK}|address", say, getdate(), user)])
