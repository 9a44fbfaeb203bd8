"""Credit Scorecard documents: which one applies to a customer, and how the engine reads it."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

import frappe

from credit_control.engine.haircuts import Haircut
from credit_control.engine.indicators import INDICATORS
from credit_control.engine.money import decimal, optional_decimal
from credit_control.engine.scopes import ScopedVersion, applicable
from credit_control.engine.scorecard import REALLOCATE, ZERO_POINTS, Band, Factor, Scorecard
from credit_control.erp import customers
from credit_control.services import files, prefetch

DOCTYPE = "Credit Scorecard"
CHAMPION = "Champion"
CHALLENGER = "Challenger"
CODES = {indicator.label: code for code, indicator in INDICATORS.items()}
LABELS = {code: indicator.label for code, indicator in INDICATORS.items()}
MISSING_MODES = {"Reallocate": REALLOCATE, "Zero": ZERO_POINTS}
#: knock-out code → check box of the scorecard
KNOCK_OUT_FIELDS = {
	"insolvency": "knock_out_insolvency",
	"dishonest_debtor": "knock_out_dishonest_debtor",
	"negative_equity": "knock_out_negative_equity",
	"bad_debt": "knock_out_bad_debt",
	"fraud": "knock_out_fraud",
	"expired_registration": "knock_out_expired_registration",
}
#: the parts of a scorecard; whatever comes from the file and is not named here is the profile
BEHAVIOUR = "Payment Behaviour"
FINANCIALS = "Financials"
REFERENCES = "External and References"
PROFILE = "Profile"
RELATIONSHIP = "Security and Relationship"
PARTS = (BEHAVIOUR, FINANCIALS, REFERENCES, PROFILE, RELATIONSHIP)
PART_OF = {
	**dict.fromkeys(
		("external_rating", "trade_references", "bank_reference", "legal_record", "tax_rating"), REFERENCES
	),
	**dict.fromkeys(
		("security_cover", "relationship_years", "months_of_history", "purchase_trend"), RELATIONSHIP
	),
}
PART_OF_SOURCE = {"ledger": BEHAVIOUR, "statement": FINANCIALS, "file": PROFILE}


def part_of(code: str) -> str:
	"""The part of a scorecard that an indicator usually belongs to."""
	return PART_OF.get(code) or PART_OF_SOURCE[INDICATORS[code].source]


def champion_document(customer: str, on: date):
	"""The submitted Credit Scorecard that grades a customer on a day, the narrowest first; None without one."""
	return _document(CHAMPION, customer, on)


def challenger_document(customer: str, on: date):
	"""The scorecard that is computed beside the champion and never grades anybody; None without one."""
	return _document(CHALLENGER, customer, on)


def _document(role: str, customer: str, on: date):
	versions = prefetch.remembered(_versions, role)
	if not versions:
		return None
	line = prefetch.remembered(customers.group_line, customers.group_of(customer))
	name = applicable(versions, line, _industry(customer, versions), on)
	return frappe.get_cached_doc(DOCTYPE, name) if name else None


def _versions(role: str) -> list[ScopedVersion]:
	card = frappe.qb.DocType(DOCTYPE)
	query = (
		frappe.qb.from_(card)
		.select(
			card.name, card.valid_from, card.creation, card.only_for_customer_group, card.only_for_industry
		)
		.where((card.docstatus == 1) & (card.role == role))
	)
	return [
		ScopedVersion(name, day, made, group or None, industry or None)
		for name, day, made, group, industry in query.run()
	]


def _industry(customer: str, versions: list[ScopedVersion]) -> str | None:
	if not any(version.industry for version in versions):
		return None
	return files.industry_of(customer)


def unreadable_bands(doc) -> list:
	"""The band rows whose From is no number."""
	return [row for row in doc.bands if not _is_readable(row)]


def _is_readable(row) -> bool:
	try:
		_start(row)
	except ValueError:
		return False
	return True


def engine_scorecard(doc) -> Scorecard:
	"""The document as the engine reads it."""
	# a submitted scorecard does not change, so each process converts it once
	return _converted(frappe.local.site, doc.name, str(doc.modified)) if doc.docstatus == 1 else convert(doc)


@lru_cache(maxsize=64)
def _converted(site: str, name: str, modified: str) -> Scorecard:
	return convert(frappe.get_cached_doc(DOCTYPE, name))


def convert(doc) -> Scorecard:
	"""The document as it stands, for one that is being saved."""
	return Scorecard(
		name=doc.scorecard_name or "",
		version=doc.name or "",
		factors=tuple(_factor(row, doc.bands) for row in doc.factors),
		missing_mode=MISSING_MODES.get(doc.missing_data, REALLOCATE),
		minimum_coverage=decimal(doc.minimum_coverage or 0),
		knock_outs=tuple(code for code, field in KNOCK_OUT_FIELDS.items() if doc.get(field)),
		no_history_cap=doc.no_history_cap or None,
		unaudited_cap=doc.unaudited_cap or None,
		old_statement_months=doc.old_statement_months or None,
		old_statement_cap=doc.old_statement_cap or None,
		haircuts=tuple(_haircut(row) for row in doc.haircuts),
	)


def _haircut(row) -> Haircut:
	return Haircut(row.audit, row.over_months or 0, decimal(row.percent or 0))


def _factor(row, bands) -> Factor:
	own = tuple(_band(band) for band in bands if band.indicator == row.indicator)
	return Factor(CODES.get(row.indicator, row.indicator), decimal(row.weight or 0), own)


def _band(row) -> Band:
	return Band(_start(row), decimal(row.points or 0), row.text_value or "", row.advice or "")


def _start(row) -> Decimal | None:
	return None if row.text_value else optional_decimal(row.from_value)
