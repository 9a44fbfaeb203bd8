"""ERPNext's Dunnings: how far a customer has been dunned for what it still owes."""

from __future__ import annotations

from typing import NamedTuple

import frappe


class Dunned(NamedTuple):
	"""The highest level of dunning, and the Dunning that reached it."""

	level: int
	dunning: str | None


def dunned(customer: str, company: str) -> Dunned:
	"""The highest level of the submitted Dunnings with an invoice that is still open; 0 without one.

	A Dunning's own status is not asked: 15 resolves it although an invoice in it is unpaid.
	"""
	rows = frappe.db.sql(
		"""
		select row.dunning_level, dun.name
		from `tabDunning` dun
		join `tabOverdue Payment` row on row.parent = dun.name and row.parenttype = 'Dunning'
		join `tabSales Invoice` si on si.name = row.sales_invoice and si.outstanding_amount > 0
		where dun.customer = %s and dun.company = %s and dun.docstatus = 1
		order by row.dunning_level desc, dun.posting_date desc limit 1
		""",
		(customer, company),
	)
	return Dunned(int(rows[0][0] or 0), rows[0][1]) if rows else Dunned(0, None)
