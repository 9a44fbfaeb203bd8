"""A credit bureau's report as data, in the shape every adapter gives and the Credit File takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from .references import YES_NO

Kind = Literal["text", "date", "amount", "choice"]
Value = str | date | Decimal
Record = Mapping[str, Value]

REGISTRY_STATUSES = ("In Operation", "Suspended", "Expired", "Revoked", "Deregistered")
LEGAL_KINDS = (
	"Lawsuit",
	"Enforcement",
	"Dishonest-Debtor List",
	"Administrative Penalty",
	"Insolvency",
)


@dataclass(frozen=True, slots=True)
class Column:
	"""One figure of a report: its kind, its choices, and whether a record is nothing without it."""

	kind: Kind = "text"
	choices: tuple[str, ...] = ()
	required: bool = False
	longest: int = 140


def _choice(*choices: str, required: bool = False) -> Column:
	return Column("choice", choices, required)


DAY = Column("date")
AMOUNT = Column("amount")
TEXT = Column()

#: records that a report has once
HEAD, REGISTRATION = "report", "registration"
#: records that it may have many of
LEGAL, RATING, TAX = "legal_record", "rating", "tax_record"

SCHEMA: Mapping[str, Mapping[str, Column]] = MappingProxyType(
	{
		HEAD: {
			"source": Column(required=True),
			"report_date": Column("date", required=True),
			"registration_number": TEXT,
			"customer_name": TEXT,
			"summary": Column(longest=1000),
		},
		REGISTRATION: {
			"legal_representative": TEXT,
			"registered_capital": AMOUNT,
			"paid_in_capital": AMOUNT,
			"capital_currency": TEXT,
			"founded_on": DAY,
			"registry_status": _choice(*REGISTRY_STATUSES),
			"business_scope": Column(longest=2000),
			"insolvency": _choice(*YES_NO),
			"dishonest_debtor": _choice(*YES_NO),
		},
		LEGAL: {
			"kind": _choice(*LEGAL_KINDS, required=True),
			"role": _choice("Defendant", "Plaintiff", "Third Party"),
			"case_number": TEXT,
			"court": TEXT,
			"filed_on": Column("date", required=True),
			"amount": AMOUNT,
			"currency": TEXT,
			"status": _choice("Open", "Closed"),
			"severity": _choice("Minor", "Serious"),
		},
		RATING: {
			"agency": Column(required=True),
			"rating": Column(required=True),
			"rated_on": Column("date", required=True),
			"valid_to": DAY,
		},
		TAX: {
			"period_end": Column("date", required=True),
			"tax_rating": _choice("A", "B", "M", "C", "D"),
			"tax_paid": AMOUNT,
			"tax_owed": AMOUNT,
		},
	}
)


@dataclass(frozen=True)
class BureauReport:
	"""What a bureau says about one company on one day. A figure that it does not give is absent."""

	source: str
	report_date: date
	registration_number: str | None = None
	customer_name: str | None = None
	summary: str | None = None
	registration: Record = field(default_factory=dict)
	legal_records: tuple[Record, ...] = ()
	ratings: tuple[Record, ...] = ()
	tax_records: tuple[Record, ...] = ()

	def records(self) -> list[tuple[str, Record]]:
		"""Everything but the head, as (section of SCHEMA, record)."""
		head = [(REGISTRATION, self.registration)] if self.registration else []
		many = ((LEGAL, self.legal_records), (RATING, self.ratings), (TAX, self.tax_records))
		return head + [(section, record) for section, records in many for record in records]
