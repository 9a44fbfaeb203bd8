"""Operations that take documents back or to sleep: cancelling, amending, closing, holding."""

from __future__ import annotations

from random import Random

import frappe

from credit_control.tests.soak import choosing, papers
from credit_control.tests.soak.selling import AWAKE
from credit_control.tests.soak.world import Party, World

OF_PARTY = ("Sales Order", "Delivery Note", "Sales Invoice", "Payment Entry")


def cancel(world: World, party: Party, rng: Random) -> None:
	"""Any document; ERPNext refuses where others hang on it."""
	choices = [(doctype, name) for doctype in OF_PARTY for name in world.submitted(doctype, party)]
	choices += [("Journal Entry", name) for name in world.journals(party)]
	if not choices:
		raise choosing.NothingToDoError
	doctype = rng.choice(sorted({doctype for doctype, _ in choices}))
	chosen = rng.choice([name for kind, name in choices if kind == doctype])
	frappe.get_doc(doctype, chosen).cancel()


def amend(world: World, party: Party, rng: Random) -> None:
	"""A cancelled document again, changed a little."""
	doctype = rng.choice(("Sales Order", "Sales Invoice", "Delivery Note"))
	names = world.named(doctype, party, docstatus=2)
	old = choosing.document(rng, doctype, [name for name in names if not is_amended(doctype, name)])
	if old.get("is_return"):
		raise choosing.NothingToDoError
	doc = frappe.copy_doc(old)
	doc.update({"amended_from": old.name, "docstatus": 0})
	doc.items[0].qty = rng.randint(1, 12)
	papers.saved(doc)


def is_amended(doctype: str, name: str) -> bool:
	"""True when the document was amended before."""
	return bool(frappe.db.exists(doctype, {"amended_from": name}))


def close(world: World, party: Party, rng: Random) -> None:
	choosing.document(rng, "Sales Order", world.submitted("Sales Order", party, **AWAKE)).update_status(
		"Closed"
	)


def reopen(world: World, party: Party, rng: Random) -> None:
	closed = world.submitted("Sales Order", party, status="Closed")
	choosing.document(rng, "Sales Order", closed).update_status("Draft")


def hold(world: World, party: Party, rng: Random) -> None:
	choosing.document(rng, "Sales Order", world.submitted("Sales Order", party, **AWAKE)).update_status(
		"On Hold"
	)


def resume(world: World, party: Party, rng: Random) -> None:
	held = world.submitted("Sales Order", party, status="On Hold")
	choosing.document(rng, "Sales Order", held).update_status("Draft")


def close_delivery(world: World, party: Party, rng: Random) -> None:
	names = world.submitted("Delivery Note", party, status="To Bill")
	choosing.document(rng, "Delivery Note", names).update_status("Closed")


def reopen_delivery(world: World, party: Party, rng: Random) -> None:
	closed = world.submitted("Delivery Note", party, status="Closed")
	choosing.document(rng, "Delivery Note", closed).update_status("Draft")
