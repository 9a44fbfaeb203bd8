"""Operations on bills and cheques: received, cleared, dishonoured."""

from __future__ import annotations

from random import Random

import frappe
from frappe.utils import add_days, nowdate

from credit_control.tests.soak import choosing, papers
from credit_control.tests.soak.money import OWED
from credit_control.tests.soak.selling import USD_RATES
from credit_control.tests.soak.world import Party, World

#: days from today on which a bill matures; None: it names no day
MATURITIES = (None, -3, 0, 20)


def receive_bill(world: World, party: Party, rng: Random) -> None:
	"""For an invoice, all of it or a part."""
	doc = choosing.document(rng, "Sales Invoice", world.submitted("Sales Invoice", party, **OWED))
	amount = choosing.some(rng, doc.outstanding_amount)
	papers.saved(as_bill(papers.payment_of("Sales Invoice", doc.name, party, amount), world, rng))


def receive_bill_on_account(world: World, party: Party, rng: Random) -> None:
	payment = papers.receipt(party, rng.choice((100, 450.5)), rate=rng.choice(USD_RATES))
	payment.update({"reference_no": "CC", "reference_date": nowdate()})
	papers.saved(as_bill(payment, world, rng))


def as_bill(payment, world: World, rng: Random):
	"""The payment by a mode whose money may come back."""
	days = rng.choice(MATURITIES)
	matures = None if days is None else add_days(nowdate(), days)
	payment.update({"mode_of_payment": rng.choice(world.bills), "bill_maturity_date": matures})
	return payment


def clear_bill(world: World, party: Party, rng: Random) -> None:
	"""As Bank Clearance does it; sometimes for a day to come, and sometimes it was a mistake."""
	names = world.submitted("Payment Entry", party, mode_of_payment=["in", world.bills])
	day = rng.choice((nowdate(), nowdate(), add_days(nowdate(), 3), None))
	frappe.db.set_value("Payment Entry", choosing.one(rng, names), "clearance_date", day)


def dishonour_bill(world: World, party: Party, rng: Random) -> None:
	"""A journal makes the customer owe it again: against the payment, or the payment named in its head."""
	names = world.submitted("Payment Entry", party, mode_of_payment=["in", world.bills])
	payment = choosing.document(rng, "Payment Entry", names)
	amount = choosing.some(rng, payment.paid_amount)
	against, head = rng.choice(((payment, {}), (None, {"dishonoured_payment": payment.name})))
	rate = payment.source_exchange_rate
	papers.saved(papers.journal(party, amount, against=against, rate=rate, **head))
