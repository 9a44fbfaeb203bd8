"""What a site has that not every site has: money that may come back, and tills.

Kept in Credit Control Settings, which every judgement reads from the cache anyhow: a site that has
neither pays nothing for them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

import frappe

from credit_control.erp import compat

SETTINGS = "Credit Control Settings"
MODE = "Mode of Payment"
RULE_FIELD = "counts_as_exposure_until"

CLEARED = "Cleared"
MATURED = "Matured"
CLEARED_OR_MATURED = "Cleared or Matured"
RULES = (CLEARED, MATURED, CLEARED_OR_MATURED)


@dataclass(frozen=True, slots=True)
class Sources:
	"""`bills`: rule → the modes of payment that it holds for; `tills`: POS Invoices are used."""

	bills: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
	tills: bool = False


NONE = Sources()


def known() -> Sources:
	"""What was found when it last changed."""
	settings = frappe.get_cached_doc(SETTINGS)
	if not (settings.bill_modes or settings.has_pos_invoices):
		return NONE
	modes = json.loads(settings.bill_modes or "{}")
	return Sources({rule: tuple(names) for rule, names in modes.items()}, bool(settings.has_pos_invoices))


def find() -> Sources:
	"""What the site has now."""
	return Sources(bill_modes(), has_pos_invoices())


def bill_modes() -> dict[str, tuple[str, ...]]:
	"""The modes of payment whose money may come back, by the rule that says until when."""
	if not compat.has_field(MODE, RULE_FIELD):
		return {}
	rows = frappe.get_all(MODE, {RULE_FIELD: ["in", RULES]}, [RULE_FIELD, "name"], order_by="name")
	return {rule: names for rule in RULES if (names := tuple(r.name for r in rows if r[RULE_FIELD] == rule))}


def has_pos_invoices() -> bool:
	"""True as soon as one POS Invoice was submitted."""
	return bool(frappe.db.exists("POS Invoice", {"docstatus": 1}))


def stored(modes: Mapping[str, tuple[str, ...]]) -> str:
	"""The modes as the settings keep them; no text for none."""
	return json.dumps(modes, sort_keys=True) if modes else ""
