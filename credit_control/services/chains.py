"""The chain of a Credit File's decisions: each one's hash covers its content and the hash before it.

A customer, a company or a user may be renamed later, and Frappe then changes the links of old decisions
too. So the names of the day are kept apart and hashed, and a link may only differ from them when its old
name is gone; the customer is then that of the file.

The hold is opened after the decision and is not hashed; it is compared with what the hold says of itself.
"""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import reduce
from operator import getitem
from typing import Any

import frappe

from credit_control.engine.chain import link
from credit_control.engine.codec import dumps
from credit_control.engine.deciding import HELD
from credit_control.engine.money import decimal
from credit_control.services.hold_words import CREDIT_HOLD

DECISION = "Credit Decision"
#: links and the DocTypes they point at; None: the decision names it itself
NAMES = {
	"customer": "Customer",
	"company": "Company",
	"reference_doctype": "DocType",
	"reference_name": None,
	"user": "User",
	"policy": "Credit Policy",
}
CONTENT = ("event", "mode", "outcome", "judged_on", "inputs", "results")
#: figures that are shown in fields of their own, and where the hashed content has them
SHOWN = {
	"amount": ("inputs", "document", "amount"),
	"exposure_before": ("results", "exposure_before"),
	"exposure_after": ("results", "exposure_after"),
	"effective_limit": ("results", "limit"),
	"limit_mode": ("inputs", "standing", "limit_mode"),
	"overdue_amount": ("inputs", "overdue", "amount"),
	"oldest_overdue_days": ("inputs", "overdue", "oldest_days"),
	"grade": ("inputs", "standing", "grade"),
}
#: what was told of it, in the language of the day: kept with the names as one hash
TOLD = ("currency", "exemption", "explanation")
#: changing any of these breaks the chain
CHAINED = (*NAMES, *CONTENT, *TOLD)
#: a figure is shown as its column keeps it: nine places, and of a large one what a float holds
PLACES, DIGITS = Decimal("0.000000002"), Decimal("1e-14")


def seal(values: Mapping[str, Any], previous: str) -> dict[str, str]:
	"""What makes a decision a link of the chain: the names of the day, the previous hash and its own."""
	names = dumps({**{name: values[name] for name in NAMES}, "told": _told(values)})
	return {"names": names, "previous_hash": previous, "hash": _digest(previous, {**values, "names": names})}


def _digest(previous: str, values: Mapping[str, Any]) -> str:
	return link(previous, {"names": values["names"], **{name: str(values[name]) for name in CONTENT}})


def _told(values: Mapping[str, Any]) -> str:
	return link(None, {name: values[name] or "" for name in TOLD})


def chain_faults(file: str) -> list[str]:
	"""Decisions of a Credit File that no longer are what was written; the file itself when its last is gone."""
	rows = _rows(file)
	known = frappe.db.get_value("Credit File", file, ["customer", "last_decision_hash"], as_dict=True)
	faults, previous = _wrong_holds(file, rows), {""}
	for row in rows:
		digest = _digest(row.previous_hash or "", row)
		linked = (row.previous_hash or "") in previous and row.hash == digest
		if not (linked and _words_stand(row, known.customer) and _figures_stand(row)):
			faults.add(row.name)
		# of one whose own hash was changed, what follows still names the true one
		previous = {row.hash, digest}
	broken = [row.name for row in rows if row.name in faults]
	return broken if (known.last_decision_hash or "") in previous else [*broken, file]


def _rows(file: str) -> list:
	fields = ["name", "names", "previous_hash", "hash", "hold", *CHAINED, *SHOWN]
	return frappe.get_all(DECISION, filters={"credit_file": file}, fields=fields, order_by="creation, name")


def _wrong_holds(file: str, rows: Iterable) -> set[str]:
	"""Decisions with the hold of another document, without the one that names them, or with one although not held."""
	holds = _holds(file, [row.hold for row in rows if row.hold])
	known = {hold.name: (hold.reference_doctype, hold.reference_name) for hold in holds}
	missed = {hold.decision: hold.name for hold in holds}
	return {row.name for row in rows if not _hold_stands(row, known, missed)}


def _holds(file: str, names: list[str]) -> list:
	fields = ["name", "decision", "reference_doctype", "reference_name"]
	filters = {"credit_file": file, "name": ["in", names]}
	return frappe.get_all(CREDIT_HOLD, or_filters=filters, fields=fields)


def _hold_stands(row, known: Mapping[str, tuple], missed: Mapping[str, str]) -> bool:
	if not row.hold:
		return row.name not in missed
	document = (row.reference_doctype, row.reference_name)
	return row.outcome == HELD and known.get(row.hold, document) == document


def _words_stand(row, customer: str | None) -> bool:
	"""The links and what was told are those of the day; `customer` is the Credit File's, None: it was merged."""
	written = json.loads(row.names)
	# decisions of the first version have no such hash
	told = written.get("told") in (None, _told(row))
	same = (row[name] == written[name] or _is_renamed(row, name, written, customer) for name in NAMES)
	return told and all(same)


def _is_renamed(row, name: str, written: Mapping[str, str], customer: str | None) -> bool:
	doctype = NAMES[name] or written["reference_doctype"]
	# what is exempt was judged by no policy
	gone = bool(written[name]) and not frappe.db.exists(doctype, written[name])
	return gone and (name != "customer" or customer in (None, row.customer))


def _figures_stand(row) -> bool:
	content = {part: json.loads(row[part]) for part in ("inputs", "results")}
	return all(_is_same(row[field], reduce(getitem, path, content)) for field, path in SHOWN.items())


def _is_same(shown: Any, stored: Any) -> bool:
	if shown is None or isinstance(shown, str):
		return (shown or "") == (stored or "")
	figure = decimal(stored or 0)
	return abs(decimal(shown) - figure) <= max(PLACES, abs(figure) * DIGITS)
