"""What a judgement reads before anything is locked: Credit File, policies and ledgers, in one round trip."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from credit_control.erp import position
from credit_control.erp.position import Position
from credit_control.services import file_row, policy_versions, settings
from credit_control.services.policy_versions import Version

FILE, POLICY = "file", "policy"
#: branches of the ledger statement, in its seven columns
BRANCHES = (
	f"select '{FILE}', {file_row.FIGURES}, file.recent_documents, null, null, 0, 0 {file_row.FROM}",
	f"select '{POLICY}', {policy_versions.FIELDS}, '', null, null, 0, 0 {policy_versions.FROM}",
)


class Sight(NamedTuple):
	"""What the transaction sees of a customer at one moment.

	`known` is the row of `file_row.find`, None without a Credit File; `recent` the documents let through
	last, as the file lists them.
	"""

	known: Any
	recent: str | None
	versions: tuple[Version, ...]
	position: Position


def read(customer: str, company: str, day: date) -> Sight:
	"""The sight of a customer's standing with a company; `day` is today."""
	switches = settings.switches()
	rows = position.read_rows(customer, company, switches, day, BRANCHES)
	file = next(iter(rows.get(FILE, ())), None)
	return Sight(
		known=file and file_row.parse(file.voucher_type),
		recent=file and file.voucher_no,
		versions=policy_versions.parse(tuple(row.voucher_type for row in rows.get(POLICY, ()))),
		position=position.position_of(rows, switches),
	)
