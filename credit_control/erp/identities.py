"""What ERPNext knows of a customer's identity: its name, its tax ID and where it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import frappe


@dataclass(frozen=True, slots=True)
class Identity:
	"""A customer as its master and its addresses describe it; None where ERPNext has nothing."""

	name: str
	tax_id: str | None = None
	addresses: tuple[str, ...] = ()


def identities(customers: Sequence[str]) -> dict[str, Identity]:
	"""The identity of each customer that exists, in two statements."""
	if not customers:
		return {}
	places = _addresses(customers)
	rows = frappe.get_all(
		"Customer", filters={"name": ["in", list(customers)]}, fields=["name", "customer_name", "tax_id"]
	)
	return {
		row.name: Identity(
			row.customer_name or row.name, row.tax_id or None, tuple(sorted(places.get(row.name, ())))
		)
		for row in rows
	}


def _addresses(customers: Sequence[str]) -> dict[str, set[str]]:
	rows = frappe.db.sql(
		"""
		select link.link_name customer, place.city, place.address_line1, place.address_line2
		from `tabDynamic Link` link
		join `tabAddress` place on place.name = link.parent and place.disabled = 0
		where link.parenttype = 'Address' and link.link_doctype = 'Customer' and link.link_name in %s
		""",
		(list(customers),),
		as_dict=True,
	)
	found: dict[str, set[str]] = {}
	for row in rows:
		# a city alone is no address
		if row.address_line1:
			parts = (row.city, row.address_line1, row.address_line2)
			found.setdefault(row.customer, set()).add(" ".join(part for part in parts if part))
	return found


def customers_at(address) -> list[str]:
	"""The customers that an Address document is linked with."""
	return sorted({row.link_name for row in address.links if row.link_doctype == "Customer"})
