"""Whether our figures agree with ERPNext's ledgers, and whether what was decided is as it was written."""

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.engine.receivables import RESIDUE
from credit_control.erp import books, customers, exposure, indexes
from credit_control.services import chains, files, joining, settings, wording
from credit_control.services.health.findings import Finding, attention, fine, problem

#: customers whose figures are compared on each look: those that owe most, and some at random
LARGEST, RANDOM = 15, 10
#: Credit Files whose decisions are verified, those decided about last
CHAINS = 20


def drift() -> Iterator[Finding]:
	"""Our receivable of a sample of customers against the General Ledger's balance."""
	area = _("Ledgers")
	for company in _judged():
		sample = books.sample(company, LARGEST, RANDOM)
		off = [line for line in (_difference(customer, company) for customer in sample) if line]
		subject = _("Exposure of {0}").format(company)
		if not off:
			detail = _("{0} customers compared with the General Ledger: no difference.")
			yield fine(area, subject, detail.format(len(sample)))
			continue
		detail = _("{0} of {1} customers differ from the General Ledger: {2}.")
		remedy = _("Repair the Payment Ledger with ERPNext's Repost Payment Ledger, then look again.")
		yield problem(
			area,
			subject,
			detail.format(len(off), len(sample), joining.clauses(off[:5])),
			remedy,
			("List", "Repost Payment Ledger"),
		)


def _judged() -> list[str]:
	companies = frappe.get_all("Company", pluck="name", order_by="name")
	return [company for company in companies if settings.mode(company) != settings.OFF]


def _difference(customer: str, company: str) -> str | None:
	ours = exposure.read_exposure(customer, company, settings.switches(), getdate()).receivable
	difference = ours - books.balance(customer, company)
	if abs(difference) <= RESIDUE * 2:
		return None
	return f"{customer} {wording.show(difference, customers.currency_of(company))}"


def missing_indexes() -> Iterator[Finding]:
	"""The indexes without which a check takes as long as the customer's history."""
	area, subject = _("Speed"), _("Indexes")
	missing = indexes.missing()
	if not missing:
		yield fine(area, subject, _("All {0} are there.").format(len(indexes.INDEXES)))
		return
	names = joining.listed(f"{_(doctype)} ({name})" for doctype, name in missing)
	remedy = _("Run bench migrate: it adds them again.")
	yield problem(
		area, subject, _("Missing: {0}. Orders of large customers become slow.").format(names), remedy
	)


def decisions() -> Iterator[Finding]:
	"""Whether the latest decisions are unchanged since they were written."""
	area, subject = _("Decisions"), _("Chain of Decisions")
	names = _decided_last()
	broken = [name for name in names if chains.chain_faults(name)]
	if broken:
		detail = _("Decisions in {0} are not as they were written, or some are missing.")
		remedy = _("Find out who changed the database; compare with a backup.")
		yield problem(
			area,
			subject,
			detail.format(joining.listed(broken)),
			remedy,
			("Form", files.CREDIT_FILE, broken[0]),
		)
	else:
		yield fine(area, subject, _("{0} Credit Files verified.").format(len(names)))
	yield from _unwritten()


def _decided_last() -> list[str]:
	rows = frappe.db.sql(
		"select credit_file from `tabCredit Decision` where coalesce(credit_file, '') <> ''"
		" group by credit_file order by max(creation) desc limit %s",
		CHAINS,
	)
	return [name for (name,) in rows]


def _unwritten() -> Iterator[Finding]:
	"""Decisions that could not be recorded are in the error log."""
	count = frappe.db.count("Error Log", {"method": ["like", "Credit decision on %"], "seen": 0})
	if count:
		detail = _("{0} decisions could not be recorded.")
		remedy = _("Read the Error Log; submit or amend the documents named there once more.")
		yield attention(
			_("Decisions"), _("Not Recorded"), detail.format(count), remedy, ("List", "Error Log")
		)
