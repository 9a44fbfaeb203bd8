"""The small world in which operations happen: some customers, and what they have with two companies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import frappe

from credit_control.erp import sources
from credit_control.services import files, settings
from credit_control.tests.bootstrap import ABBR, COMPANY, CURRENCY, SISTER, SISTER_ABBR, new
from credit_control.tests.credit_documents import make_policy
from credit_control.tests.masters import make_customer, make_item, make_terms

FAVOURITES_SHARE = 0.5
GENEROUS = "CC Soak Generous"
#: of ERPNext's own settings, drawn for each sequence: they change how documents and ledgers are kept
DRAWN = (
	("Selling Settings", "allow_multiple_items", (1,)),
	("Accounts Settings", "allow_multi_currency_invoices_against_single_party_account", (1,)),
	("Accounts Settings", "unlink_payment_on_cancellation_of_invoice", (0, 1)),
	("Accounts Settings", "enable_immutable_ledger", (0, 0, 1)),
)


@dataclass(frozen=True)
class Party:
	"""One customer with one company: in which currency its documents and its account are kept."""

	customer: str
	company: str
	abbr: str
	currency: str = CURRENCY
	account_currency: str = CURRENCY

	@property
	def key(self) -> str:
		return f"{self.customer} / {self.company}"

	@property
	def receivable(self) -> str:
		name = "CC Debtors USD" if self.account_currency != CURRENCY else "Debtors"
		return f"{name} - {self.abbr}"

	@property
	def tax(self) -> str:
		return f"CC VAT - {self.abbr}"

	@property
	def cash(self) -> str:
		return f"Cash - {self.abbr}"


@dataclass
class World:
	"""Who takes part in a sequence, and the records that its documents use."""

	parties: Sequence[Party]
	terms: Sequence[str]
	bills: Sequence[str]
	horizon: int | None
	favourite: Party

	def party(self, rng: Random) -> Party:
		"""Who acts: mostly the favourite of the sequence, so that its documents entangle."""
		return self.favourite if rng.random() < FAVOURITES_SHARE else rng.choice(self.parties)

	def submitted(self, doctype: str, party: Party, **filters) -> list[str]:
		"""Names of the party's submitted documents, in the order of their numbers."""
		return self.named(doctype, party, docstatus=1, **filters)

	def named(self, doctype: str, party: Party, **filters) -> list[str]:
		who = "party" if doctype == "Payment Entry" else "customer"
		filters |= {who: party.customer, "company": party.company}
		return frappe.get_all(doctype, filters=filters, pluck="name", order_by="name asc")

	def journals(self, party: Party, **filters) -> list[str]:
		"""Submitted journals that touch the party and that no document of ERPNext made."""
		rows = frappe.get_all(
			"Journal Entry Account", {"party": party.customer, "docstatus": 1}, pluck="parent", distinct=True
		)
		filters |= {"company": party.company, "docstatus": 1, "is_system_generated": 0}
		return frappe.get_all(
			"Journal Entry", {**filters, "name": ["in", rows or [""]]}, pluck="name", order_by="name asc"
		)


def make_world(rng: Random, mode: str | None = None) -> World:
	"""Four customers, one of which buys from two companies; the settings of the sequence are drawn."""
	draw_settings(rng, mode)
	make_policy(changes=limit_only)
	make_tax_account()
	make_item(code=GENEROUS, over_delivery_receipt_allowance=50, over_billing_allowance=50)
	first, second, dollars = (named(name) for name in ("Soak One", "Soak Two", "Soak Dollars"))
	account = named("Soak Dollar Account", currency="USD")
	parties = (
		Party(first, COMPANY, ABBR),
		Party(first, SISTER, SISTER_ABBR),
		Party(second, COMPANY, ABBR),
		Party(dollars, COMPANY, ABBR, currency="USD"),
		Party(account, COMPANY, ABBR, currency="USD", account_currency="USD"),
	)
	terms = [
		make_terms(name="CC Soak Halves").name,
		make_terms(name="CC Soak Terms", portions=((30, 0), (30, 15), (40, 45)), allocate=True).name,
	]
	bills = [make_mode(rule) for rule in sources.RULES]
	horizon = rng.choice((None, None, 10))
	frappe.db.set_single_value(settings.SETTINGS, "horizon_days", horizon or 0)
	return World(parties, terms, bills, horizon, rng.choice(parties))


def limit_only(policy) -> None:
	"""The limit is the only check: in Enforce every document is judged and none is held."""
	policy.checks = [row for row in policy.checks if row.check == "Credit Limit"]


def named(name: str, **fields) -> str:
	"""A customer without any limit of credit, so that nothing is ever held."""
	customer = make_customer(name=name, **fields).name
	limits = [{"company": company, "limit_mode": "Unlimited"} for company in (COMPANY, SISTER)]
	files.create(customer, limits=limits).db_set("grade", "A")
	return customer


def make_mode(rule: str) -> str:
	"""A mode of payment whose money may come back until the rule says that it will not."""
	mode = new("Mode of Payment", mode_of_payment=f"CC Soak {rule}", type="Bank", enabled=1)
	mode.counts_as_exposure_until = rule
	return mode.insert().name


def make_tax_account() -> None:
	"""The sister has none of her own; the first company's comes with the ground of the site tests."""
	new(
		"Account",
		account_name="CC VAT",
		parent_account=f"Duties and Taxes - {SISTER_ABBR}",
		company=SISTER,
		account_type="Tax",
	).insert()


def draw_settings(rng: Random, mode: str | None) -> None:
	"""ERPNext's settings and our mode for the sequence."""
	for doctype, fieldname, values in DRAWN:
		value = rng.choice(values)
		if frappe.get_meta(doctype).has_field(fieldname):
			frappe.db.set_single_value(doctype, fieldname, value)
	chosen = mode or rng.choice((settings.OFF, settings.WARN_ONLY, settings.ENFORCE))
	for company in (COMPANY, SISTER):
		settings.set_mode(company, chosen)
