"""How complete a Credit File is: its proofs, what is missing or out of date, and the figure the list shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import frappe
from frappe.query_builder.functions import Max

from credit_control.engine import completeness as rules
from credit_control.engine.completeness import ITEMS, Completeness, Finding, ItemRule, Proof
from credit_control.engine.file_evidence import last_valid_day
from credit_control.engine.money import ZERO, decimal
from credit_control.services import settings, statements
from credit_control.services.file_indicators import day

UP_TO_DATE, EXPIRING, EXPIRED = "Up to Date", "Expiring", "Expired"
CODES = {item.label: code for code, item in ITEMS.items()}
#: marks a finding that stands for a kind of document instead of an item
DOCUMENT = "document:"
LICENCE = "Business Licence"
#: fields that prove their item by having a value
PLAIN = (
	"registration_number",
	"legal_representative",
	"registered_capital",
	"paid_in_capital",
	"founded_on",
	"business_scope",
	"industry",
)

Proofs = dict[str, list[Proof]]


@dataclass(frozen=True)
class Records:
	"""The state of a file's records on a day."""

	result: Completeness
	documents: tuple[Finding, ...]

	@property
	def findings(self) -> tuple[Finding, ...]:
		return (*self.result.findings, *self.documents)

	@property
	def open(self) -> tuple[Finding, ...]:
		"""What somebody should do something about: missing first, then what expired or will, by day."""
		wanted = [finding for finding in self.findings if finding.state != rules.VALID]
		return tuple(sorted(wanted, key=lambda finding: (finding.until or date.min, -finding.weight)))

	@property
	def status(self) -> str:
		"""Up to Date, Expiring or Expired; what is missing is in the percentage."""
		states = {finding.state for finding in self.findings}
		if rules.EXPIRED in states:
			return EXPIRED
		return EXPIRING if rules.EXPIRING in states else UP_TO_DATE


def item_rules() -> list[ItemRule]:
	"""The active items of the settings, the usual ones where the settings have none."""
	rows = settings.settings().get("file_items") or []
	if not rows:
		return list(rules.default_rules())
	return [
		ItemRule(CODES[row.item], decimal(row.weight), row.valid_months or 0, row.warn_days or 0)
		for row in rows
		if row.active
	]


def records(file, today: date, statement_end: date | None) -> Records:
	"""The state of a file, a document or plain rows of it; `statement_end`: its newest statement's period end."""
	asked = item_rules()
	result = rules.completeness(asked, proofs(file, statement_end), today)
	return Records(result, tuple(_documents(file, asked, today)))


def _documents(file, asked: Iterable[ItemRule], today: date) -> list[Finding]:
	"""Kinds of documents, the licence apart, whose longest-lasting one is out of date or soon will be."""
	warn_days = next((rule.warn_days for rule in asked if rule.code == "licence"), ITEMS["licence"].warn_days)
	lasting: dict[str, date] = {}
	for row in file.get("documents") or []:
		until = day(row.get("expires_on")) or rules.NEVER
		lasting[row.document_type] = max(until, lasting.get(row.document_type, until))
	lasting.pop(LICENCE, None)
	found = ((kind, until, rules.state(until, warn_days, today)) for kind, until in lasting.items())
	return [
		Finding(DOCUMENT + kind, state, ZERO, until) for kind, until, state in found if state != rules.VALID
	]


def proofs(file, statement_end: date | None) -> Proofs:
	"""What the file has for each item."""
	found: Proofs = {name: [Proof()] for name in PLAIN if file.get(name)}
	if file.get("company_size") and file.get("ownership"):
		found["size_and_ownership"] = [Proof()]
	if file.get("registry_status") and file.get("registration_checked_on"):
		found["registry"] = [Proof(day(file.registration_checked_on))]
	if file.get("courts_checked_on"):
		found["courts"] = [Proof(day(file.courts_checked_on))]
	if statement_end:
		found["statement"] = [Proof(statement_end)]
	return found | {code: prove(file) for code, prove in TABLES.items()}


def _licence(file) -> list[Proof]:
	"""The licence among the documents, or the registration's own last day."""
	rows = [row for row in file.get("documents") or [] if row.document_type == LICENCE]
	found = [Proof(day(row.get("issued_on")), day(row.get("expires_on"))) for row in rows]
	if file.get("registration_indefinite"):
		found.append(Proof(day(file.get("registration_valid_from"))))
	elif file.get("registration_valid_to"):
		found.append(Proof(day(file.get("registration_valid_from")), day(file.registration_valid_to)))
	return found


def _rows(table: str) -> Callable:
	return lambda file: [Proof() for _row in file.get(table) or []]


def _dated(table: str, dated: str, says: str) -> Callable:
	"""Rows that say something, from their day to their last one."""

	def prove(file) -> list[Proof]:
		rows = [row for row in file.get(table) or [] if row.get(dated) and row.get(says)]
		return [_reference(day(row.get(dated)), day(row.get("valid_to"))) for row in rows]

	return prove


def _reference(since: date, valid_to: date | None) -> Proof:
	return Proof(since, last_valid_day(since, valid_to))


def _tax(file) -> list[Proof]:
	return [Proof(day(row.period_end)) for row in file.get("tax_records") or []]


def _insurance(file) -> list[Proof]:
	rows = file.get("insurances") or []
	return [Proof(day(row.get("valid_from")), day(row.get("valid_to"))) for row in rows]


TABLES: Mapping[str, Callable] = {
	"licence": _licence,
	"shareholders": _rows("shareholders"),
	"key_persons": _rows("key_persons"),
	"bank_reference": _dated("bank_references", "reference_date", "standing"),
	"trade_reference": _dated("trade_references_given", "reference_date", "standing"),
	"second_trade_reference": _dated("trade_references_given", "reference_date", "standing"),
	"external_rating": _dated("external_ratings", "rated_on", "grade"),
	"tax_record": _tax,
	"insurance": _insurance,
}


def records_of(doc, today: date) -> Records:
	"""The state of a Credit File document."""
	return records(doc, today, newest_statements([doc.customer], today).get(doc.customer))


def fill(doc, today: date) -> None:
	"""Write percentage and state into a Credit File that is about to be saved."""
	found = records_of(doc, today)
	doc.completeness, doc.records_status = figure(found.result.percent), found.status


def figure(percent: Decimal) -> float:
	"""The percentage as the list shows it, without decimals."""
	return float(percent.quantize(Decimal(1)))


def newest_statements(customers: Iterable[str], today: date) -> dict[str, date]:
	"""Period end of each customer's newest submitted statement by a day."""
	statement = frappe.qb.DocType(statements.DOCTYPE)
	query = (
		frappe.qb.from_(statement)
		.select(statement.customer, Max(statement.period_end))
		.where(statement.customer.isin([name for name in customers if name] or [""]))
		.where((statement.docstatus == 1) & (statement.period_end <= today))
		.groupby(statement.customer)
	)
	return dict(query.run())
