"""A customer's relationships as a picture: who is connected with it, why, and what they owe together."""

from collections.abc import Callable, Iterable, Sequence

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.engine import relationships as engine
from credit_control.engine.messages import Message
from credit_control.engine.money import ZERO
from credit_control.erp import customers
from credit_control.erp.exposure import exposures_of
from credit_control.services import connections, customer_alerts, files, groups, pictures, pools, settings

#: how far from the customer the picture reaches
DEEPEST = 2
#: more customers than these are no picture any more
MOST = 40


def around(file, company: str | None = None) -> dict:
	"""Customers up to two edges away from a Credit File's, with the edges between them, for one company.

	Customers whose file the user may not read are counted and not named; nothing is shown that only they
	connect. `total` is what all customers shown owe together; `more` says that there are too many to show.
	"""
	choices = pictures.companies(file)
	company = company or (choices and choices[0]) or frappe.defaults.get_user_default("Company")
	edges, common = _edges(file.customer)
	levels = engine.levels(file.customer, edges, DEEPEST)
	shown, hidden = _visible(file.customer, edges, levels)
	chosen = shown[:MOST]
	nodes = _nodes(chosen, engine.levels(file.customer, _within(edges, chosen), DEEPEST), company)
	return {
		"company": company,
		"companies": choices,
		"currency": customers.currency_of(company),
		"nodes": nodes,
		"edges": [_edge(edge) for edge in _within(edges, chosen)],
		"hidden": hidden,
		"more": len(shown) - len(chosen),
		"common": [same._asdict() for same in common],
		"total": sum(max(0, node["exposure"]) for node in nodes),
		"group": groups.groups_of([file.customer], company).get(file.customer, {}).get("name"),
	}


def _edges(customer: str) -> tuple[tuple[engine.Edge, ...], list[connections.Same]]:
	"""The edges of the customer and those of its neighbours; what is too common is told of the customer only."""
	first, common = _edges_of([customer])
	neighbours = {edge.other(customer) for edge in first if customer in (edge.first, edge.second)}
	both, _common = _edges_of([customer, *sorted(neighbours)[:MOST]])
	return both, common


def _edges_of(names: Sequence[str]) -> tuple[tuple[engine.Edge, ...], list[connections.Same]]:
	facts, common = connections.facts_around(names)
	return engine.edges(facts, connections.links_around(names)), common


def _visible(customer: str, edges: Sequence, levels: dict[str, int]) -> tuple[list[str], int]:
	"""Who may be shown, nearest first, and how many may not; what only hidden ones connect is not counted."""
	readable = readable_files(levels) | {customer}
	reached = engine.levels(customer, _within(edges, readable), DEEPEST)
	beside = {edge.other(name) for edge in edges for name in (edge.first, edge.second) if name in reached}
	return sorted(reached, key=lambda name: (reached[name], name)), len(beside - readable)


def _within(edges: Iterable, names: Iterable[str]) -> list:
	known = set(names)
	return [edge for edge in edges if edge.first in known and edge.second in known]


def readable_files(names: Iterable[str]) -> set[str]:
	"""The customers whose Credit File the user may read; without a file, those the user may read."""
	wanted = list(names)
	with_file = set(frappe.get_all(files.CREDIT_FILE, {"customer": ["in", wanted]}, pluck="customer"))
	own = _listed(files.CREDIT_FILE, "customer", with_file)
	return own | _listed("Customer", "name", set(wanted) - with_file)


def _listed(doctype: str, fieldname: str, names: set[str]) -> set[str]:
	if not names or not frappe.has_permission(doctype, "read"):
		return set()
	filters = {fieldname: ["in", sorted(names)]}
	return set(frappe.get_list(doctype, filters=filters, pluck=fieldname, limit_page_length=0))


def _nodes(names: Sequence[str], levels: dict[str, int], company: str) -> list[dict]:
	exposures = exposures_of(names, company, settings.switches(), getdate())
	limits = groups.limits_of(names, company, getdate())
	alerts = customer_alerts.alerts(names, {name: (exposures[name], limits[name]) for name in limits})
	return [
		{
			**row,
			"level": levels[row.customer],
			"exposure": float(exposures[row.customer].total),
			"assessed": row.customer in limits,
			"unlimited": limits.get(row.customer, ZERO) is None,
			"limit": float(limits.get(row.customer) or ZERO),
			"alerts": alerts.get(row.customer, []),
		}
		for row in pools.files_of(names)
	]


def _edge(edge: engine.Edge) -> dict:
	return {
		"first": edge.first,
		"second": edge.second,
		"kind": edge.kind,
		"label": _(LABELS[edge.kind]),
		"reasons": [say(reason) for reason in edge.reasons],
	}


#: the strongest reason in a word or two, for the line of the picture
LABELS = {
	engine.PARENT: "Parent Company",
	engine.OWNS: "Shareholder",
	engine.GUARANTEES: "Guarantor",
	engine.GROUP: "Credit Group",
	engine.CUSTOMER: "Name",
	engine.REPRESENTATIVE: "Legal Representative",
	engine.SHAREHOLDER: "Shareholder",
	engine.PERSON: "Key Person",
	engine.REGISTRATION: "Registration Number",
	engine.TAX_ID: "Tax ID",
	engine.PHONE: "Telephone",
	engine.ADDRESS: "Address",
}


def say(reason: Message, write: Callable[[str], str] = str) -> str:
	"""One reason in the user's language; names stay as they are, `write` escapes them where they are shown."""
	figures = {name: write(str(value or "")) for name, value in reason.params.items()}
	return _(reason.template).format(**figures)
