"""Files that share an owner, a number or an address: the same people may stand behind two customers."""

from collections.abc import Sequence

import frappe
from frappe import _
from frappe.utils import escape_html, get_link_to_form

from credit_control.engine.relationships import Edge, Fact, edges
from credit_control.services import connections, customer_alerts, joining, relation_keys, relationships
from credit_control.services.files import CREDIT_FILE, file_of

#: how many other customers a warning names
MOST = 5


def warn(doc) -> None:
	"""Show which other customers share what is new in this save: people, numbers, telephones, addresses.

	Those that are on hold, over their limit or ruled out come first and are marked. Only customers whose
	file the user may read are named. Nothing is refused.
	"""
	found = _found(doc)
	if not found:
		return
	others = [edge.other(doc.customer) for edge in found]
	readable = relationships.readable_files(others)
	named = [edge for edge in found if edge.other(doc.customer) in readable]
	alerts = customer_alerts.alerts(sorted(readable)) if readable else {}
	named.sort(key=lambda edge: not alerts.get(edge.other(doc.customer)))
	lines = [_line(edge, doc.customer, alerts) for edge in named[:MOST]]
	lines += _rest(len(named) - MOST, len(others) - len(readable))
	colour = "red" if alerts else "orange"
	frappe.msgprint(lines, title=_("Shared with Other Customers"), indicator=colour, as_list=len(lines) > 1)


def _found(doc) -> Sequence[Edge]:
	"""The edges between the file's customer and others by what is new in it."""
	then = {} if doc.is_new() else relation_keys.stored([doc.name]).get(doc.name, {})
	fresh = {key: shown for key, shown in relation_keys.keys_of(doc).items() if key not in then}
	alike = connections.facts_like(fresh, but=doc.name)
	if not alike:
		return ()
	name = doc.customer_name or doc.customer
	own = [Fact(doc.customer, name, kind, key, shown) for (kind, key), shown in fresh.items()]
	return [edge for edge in edges([*own, *alike]) if doc.customer in (edge.first, edge.second)]


def _line(edge: Edge, customer: str, alerts: dict[str, list[str]]) -> str:
	other = edge.other(customer)
	told = joining.clauses(relationships.say(reason, escape_html) for reason in edge.reasons)
	marks = alerts.get(other)
	return joining.labelled(_link(other), told) + (
		f" – {frappe.bold(joining.listed(marks))}" if marks else ""
	)


def _rest(more: int, hidden: int) -> list[str]:
	lines = []
	if more > 0:
		lines.append(_("{0} more customers are named in the tab Relationships.").format(more))
	if hidden:
		lines.append(_("Customers whose files you may not read: {0}.").format(hidden))
	return lines


def _link(customer: str) -> str:
	name = frappe.db.get_value("Customer", customer, "customer_name") or customer
	return get_link_to_form(CREDIT_FILE, file_of(customer), escape_html(name))
