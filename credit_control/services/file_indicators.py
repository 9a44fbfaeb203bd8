"""What a Credit File says on a day: the indicators and knock-outs that come from it.

Where a table has rows known by that day they decide; the summary fields count only without any.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from frappe.utils import getdate

from credit_control.engine import file_evidence
from credit_control.engine.file_evidence import CLEAN, LegalRecord, Rating, Reference
from credit_control.engine.indicators import INDICATORS
from credit_control.engine.investigations import THIRD_PARTY
from credit_control.engine.money import decimal
from credit_control.engine.payments import years
from credit_control.erp import currency, customers

PLAIN_CATEGORIES = ("company_size", "ownership", "industry_climate")
FILE_KNOCK_OUTS = ("insolvency", "dishonest_debtor", "bad_debt", "fraud")
DEAD_REGISTRATIONS = ("Expired", "Revoked", "Deregistered")
GRADES = INDICATORS["external_rating"].texts

Values = dict[str, Decimal | str | None]


def file_values(file, company: str, as_of: date) -> Values:
	"""Indicators that come from the Credit File, as known on a day; what is not known is None."""
	founded = day(file.get("founded_on"))
	return {
		**{name: file.get(name) or None for name in PLAIN_CATEGORIES},
		"external_rating": external_rating(file, as_of),
		"trade_references": references(file, "trade_references_given", "trade_references", as_of),
		"bank_reference": references(file, "bank_references", "bank_reference", as_of),
		"legal_record": legal_record(file, as_of),
		"tax_rating": tax_rating(file, as_of),
		"years_in_business": years(founded, as_of) if founded and founded <= as_of else None,
		"paid_in_capital": paid_in_capital(file, company, as_of),
	}


def knock_outs(file, as_of: date) -> frozenset[str]:
	"""What rules credit out on a day: the file's marks, its legal records, a registration that is dead."""
	hits = {name for name in FILE_KNOCK_OUTS if file.get(name)}
	if registration_is_dead(file, as_of):
		hits.add("expired_registration")
	return frozenset(hits) | file_evidence.legal_knock_outs(legal_rows(file), as_of)


def registration_is_dead(file, as_of: date) -> bool:
	"""True when the registry said so by a day, or the registration's last day has passed."""
	checked, valid_to = day(file.get("registration_checked_on")), day(file.get("registration_valid_to"))
	known = checked is None or checked <= as_of
	if known and file.get("registry_status") in DEAD_REGISTRATIONS:
		return True
	return bool(valid_to and valid_to < as_of and not file.get("registration_indefinite"))


def references(file, table: str, summary: str, as_of: date) -> str | None:
	"""Good, Fair or Poor from a table of references, else the specialist's summary."""
	rows = known_rows(file, table, "reference_date", as_of)
	if not rows:
		return file.get(summary) or None
	found = (
		Reference(
			row.get("standing") or None,
			day(row.reference_date),
			day(row.get("valid_to")),
			row.reliability or THIRD_PARTY,
		)
		for row in rows
	)
	return file_evidence.standing(found, as_of)


def legal_record(file, as_of: date) -> str | None:
	"""Clean, Minor or Serious from the legal records, else the summary, else a search that found nothing."""
	found = file_evidence.legal_record(legal_rows(file), as_of)
	return found or file.get("legal_record") or _searched(file, as_of)


def _searched(file, as_of: date) -> str | None:
	searched = day(file.get("courts_checked_on"))
	return CLEAN if file_evidence.is_valid(searched, None, as_of) else None


def legal_rows(file) -> list[LegalRecord]:
	"""The file's legal records as the engine reads them."""
	return [
		LegalRecord(
			row.kind, day(row.filed_on), row.status, row.severity, row.role or "", day(row.get("closed_on"))
		)
		for row in file.get("legal_records") or []
	]


def external_rating(file, as_of: date) -> str | None:
	"""The grade of the newest valid external rating, else of the summary where that is not out of date."""
	rows = known_rows(file, "external_ratings", "rated_on", as_of)
	if rows:
		ratings = (Rating(row.grade or None, day(row.rated_on), day(row.get("valid_to"))) for row in rows)
		return file_evidence.external_rating(ratings, as_of, GRADES)
	rated_on = day(file.get("external_rating_date"))
	dated_out = rated_on is not None and not file_evidence.is_valid(rated_on, None, as_of)
	return None if dated_out else file.get("external_rating") or None


def tax_rating(file, as_of: date) -> str | None:
	"""The tax authority's newest rating of the customer by a day."""
	rows = [row for row in known_rows(file, "tax_records", "period_end", as_of) if row.get("tax_rating")]
	newest = max(rows, key=lambda row: day(row.period_end), default=None)
	return newest.tax_rating if newest else None


def paid_in_capital(file, company: str, as_of: date) -> Decimal | None:
	"""The paid-in capital in company currency; it is kept in the currency it was registered in."""
	if not file.get("paid_in_capital"):
		return None
	money = customers.currency_of(company)
	rate = currency.rate(file.get("capital_currency") or money, money, as_of)
	return decimal(file.paid_in_capital) * rate


def known_rows(file, table: str, dated: str, as_of: date) -> list:
	"""The rows of a table that were there on a day."""
	return [row for row in file.get(table) or [] if row.get(dated) and day(row.get(dated)) <= as_of]


def day(value) -> date | None:
	"""A date field's value; None when it is empty."""
	return getdate(value) if value else None


def summary(file, as_of: date) -> Iterable[tuple[str, str]]:
	"""What the file comes to, as (indicator or field, value) pairs; what is not known is left out."""
	values = {
		"external_rating": external_rating(file, as_of),
		"trade_references": references(file, "trade_references_given", "trade_references", as_of),
		"bank_reference": references(file, "bank_references", "bank_reference", as_of),
		"legal_record": legal_record(file, as_of),
		"tax_rating": tax_rating(file, as_of),
	}
	return [(name, value) for name, value in values.items() if value]
