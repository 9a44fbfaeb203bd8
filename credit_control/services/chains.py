"""The chain of a Credit File's decisions: each one's hash covers its content and the hash before it.

A customer, a company or a user may be renamed later, and Frappe then changes the links of old decisions
too. So the names of the day are kept apart and hashed, and a link may only differ from them when its old
name is gone.
"""

import json
from collections.abc import Mapping
from functools import reduce
from operator import getitem
from typing import Any

import frappe

from credit_control.engine.chain import link
from credit_control.engine.codec import dumps
from credit_control.engine.money import decimal
from credit_control.engine.receivables import RESIDUE

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
	faults, previous = [], ""
	for row in _rows(file):
		if not _stands(row, previous):
			faults.append(row.name)
		previous = row.hash
	last = frappe.db.get_value("Credit File", file, "last_decision_hash") or ""
	return faults if previous == last else [*faults, file]


def _rows(file: str) -> list:
	fields = ["name", "names", "previous_hash", "hash", *CHAINED, *SHOWN]
	return frappe.get_all(DECISION, filters={"credit_file": file}, fields=fields, order_by="creation, name")


def _stands(row, previous: str) -> bool:
	linked = row.previous_hash == previous and row.hash == _digest(previous, row)
	return linked and _names_stand(row) and _told_stands(row) and _figures_stand(row)


def _names_stand(row) -> bool:
	written = json.loads(row.names)
	return all(row[name] == written[name] or _is_gone(name, written) for name in NAMES)


def _told_stands(row) -> bool:
	# decisions of the first version have no such hash
	told = json.loads(row.names).get("told")
	return told is None or told == _told(row)


def _is_gone(name: str, written: Mapping[str, str]) -> bool:
	doctype = NAMES[name] or written["reference_doctype"]
	return not frappe.db.exists(doctype, written[name])


def _figures_stand(row) -> bool:
	content = {part: json.loads(row[part]) for part in ("inputs", "results")}
	return all(_is_same(row[field], reduce(getitem, path, content)) for field, path in SHOWN.items())


def _is_same(shown: Any, stored: Any) -> bool:
	if shown is None or isinstance(shown, str):
		return (shown or "") == (stored or "")
	return abs(decimal(shown) - decimal(stored or 0)) < RESIDUE
