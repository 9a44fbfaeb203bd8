"""Whoever changes what a decision says, in the database and past all code, is found out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import frappe
from frappe.utils import add_days, nowdate

from credit_control.api import decisions as api
from credit_control.api import manual_holds
from credit_control.services import chains, files
from credit_control.services.chains import CHAINED, DECISION, SHOWN
from credit_control.tests.decision_case import DecisionCase
from credit_control.tests.factories import make_customer, make_sales_invoice, make_sales_order

#: written after the decision, by what came of it; and where the decision stands in its chain
UNSEALED = {"hold"}
LINKS = {"previous_hash", "hash", "names", "credit_file"}


class TamperCase(DecisionCase):
	def setUp(self):
		super().setUp()
		invoice = {"date": add_days(nowdate(), -80), "due_date": add_days(nowdate(), -50)}
		make_sales_invoice(customer=self.customer, rate=300, **invoice)
		held = self.order(5000, submit=False)
		self.on_record(self.paid_sale())
		self.submit_refused(held)
		self.decision, self.next = self.on_record(held), self.on_record(self.paid_sale())
		self.assertEqual(self.faults(), [])

	def on_record(self, doc):
		return DecisionCase.decision(self, doc)

	def paid_sale(self):
		"""A paid sale: it is on record, although the customer is held."""
		return make_sales_invoice(customer=self.customer, rate=10, paid=10)

	def faults(self) -> list[str]:
		return chains.chain_faults(self.file)

	def assert_found(self, field: str, value):
		"""With the value in the field the decision is named, and without it the chain is whole again."""
		self.assertNotEqual(str(self.decision.get(field)), str(value))
		self.tamper(self.decision, field, value)
		self.assertIn(self.decision.name, self.faults())
		self.assertTrue(api.verify(self.decision.name)["touched"])
		self.tamper(self.decision, field, self.decision.get(field))
		self.assertEqual(self.faults(), [])


class TestEveryField(TamperCase):
	def test_every_field_of_a_decision_is_sealed(self):
		stored = {field.fieldname for field in frappe.get_meta(DECISION).fields if not field.is_virtual}
		layout = {field.fieldname for field in frappe.get_meta(DECISION).get("fields") if _is_layout(field)}
		self.assertEqual(stored - layout, {*CHAINED, *SHOWN, *LINKS} | UNSEALED)

	def test_each_of_them_changed_by_sql_is_found(self):
		for field in (*CHAINED, *SHOWN):
			with self.subTest(field):
				self.assert_found(field, self.other(field))

	def other(self, field: str) -> Any:
		"""Another value that the field could hold."""
		links = {"customer": make_customer().name, "company": "Credit Test Sister", "currency": "USD"}
		if field in links:
			return links[field]
		value = self.decision.get(field)
		if field == "judged_on":
			return "2020-01-01 00:00:00"
		return value + 1 if isinstance(value, int | float) else f"{value or ''}x"


class TestEveryStoredFigure(TamperCase):
	def test_each_figure_of_the_inputs_changed_by_sql_is_found(self):
		self.assert_each_is_found("inputs", at_least=100)

	def test_each_figure_of_the_results_changed_by_sql_is_found(self):
		self.assert_each_is_found("results", at_least=15)

	def assert_each_is_found(self, field: str, at_least: int):
		changes = list(changed_leaves(self.decision.get(field)))
		self.assertGreaterEqual(len(changes), at_least)
		for path, text in changes:
			with self.subTest(path):
				self.tamper(self.decision, field, text)
				self.assertEqual(self.faults(), [self.decision.name])


class TestCleverer(TamperCase):
	"""Somebody who knows how the chain is made."""

	def test_a_decision_that_was_sealed_anew_is_found_at_the_next(self):
		results = self.decision.results.replace('"failed":true', '"failed":false')
		values = {**self.decision.as_dict(), "results": results}
		seal = chains.seal(values, self.decision.previous_hash)
		for field, value in {"results": results, **seal}.items():
			self.tamper(self.decision, field, value)
		self.assertEqual(self.faults(), [self.next.name])

	def test_the_last_one_sealed_anew_is_found_at_the_file(self):
		values = {**self.next.as_dict(), "outcome": "Passed"}
		for field, value in {"outcome": "Passed", **chains.seal(values, self.next.previous_hash)}.items():
			self.tamper(self.next, field, value)
		self.assertEqual(self.faults(), [self.file])

	def test_names_and_links_changed_together_are_found_by_the_hash(self):
		names = {**json.loads(self.decision.names), "user": "Guest"}
		self.tamper(self.decision, "names", json.dumps(names))
		self.tamper(self.decision, "user", "Guest")
		self.assertEqual(self.faults(), [self.decision.name])

	def test_a_decision_moved_to_another_file_is_missed_here_and_found_there(self):
		other = files.file_of(self.make_credit_customer(limit=1))
		self.tamper(self.decision, "credit_file", other)
		self.assertEqual(self.faults(), [self.next.name])
		self.assertEqual(chains.chain_faults(other), [self.decision.name, other])

	def test_two_that_changed_places_are_found(self):
		self.tamper(self.decision, "creation", self.next.creation)
		self.tamper(self.next, "creation", self.decision.creation)
		self.assertIn(self.next.name, self.faults())

	def test_text_that_is_no_json_any_more_is_found_and_says_so(self):
		self.tamper(self.decision, "inputs", "{")
		self.assertEqual(self.faults(), [self.decision.name])
		self.assertEqual(api.verify(self.decision.name)["differences"], ["Stored Inputs"])


class TestNoFalseAlarm(DecisionCase):
	def test_names_and_reasons_that_look_like_html_leave_the_chain_whole(self):
		customer = self.make_credit_customer(limit=1000, name='A & B\'s "Ltd" 中文')
		manual_holds.place(customer, "Lawsuit <script>alert(1)</script> & <i>more</i>", nowdate())
		order = make_sales_order(customer=customer, rate=1, submit=False)
		self.submit_refused(order)
		self.assertIn("Lawsuit", self.decision(order).explanation)
		self.assertEqual(chains.chain_faults(files.file_of(customer)), [])

	def test_a_decision_of_the_first_version_which_sealed_no_words_stands(self):
		decision = self.decision(self.order(100))
		names = {name: value for name, value in json.loads(decision.names).items() if name != "told"}
		values = {**decision.as_dict(), "names": json.dumps(names, separators=(",", ":"), ensure_ascii=False)}
		self.tamper(decision, "names", values["names"])
		digest = chains._digest("", values)
		self.tamper(decision, "hash", digest)
		frappe.db.set_value("Credit File", self.file, "last_decision_hash", digest)
		self.assertEqual(chains.chain_faults(self.file), [])


def changed_leaves(text: str) -> Iterator[tuple[str, str]]:
	"""The stored JSON once for each of its values, with only that one changed, and where it is."""
	for path in list(leaves(json.loads(text))):
		changed = json.loads(text)
		holder: Any = changed
		for step in path[:-1]:
			holder = holder[step]
		holder[path[-1]] = other_than(holder[path[-1]])
		yield ".".join(map(str, path)), json.dumps(changed, sort_keys=True, separators=(",", ":"))


def leaves(value: Any, path: tuple = ()) -> Iterator[tuple]:
	"""The ways to everything in a JSON value that is neither a list nor an object with something in it."""
	steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
	for step, inner in steps:
		yield from (
			leaves(inner, (*path, step)) if isinstance(inner, dict | list) and inner else [(*path, step)]
		)


def other_than(value: Any) -> Any:
	if isinstance(value, bool):
		return not value
	return value + 1 if isinstance(value, int | float) else f"{value}1"


def _is_layout(field) -> bool:
	return field.fieldtype in ("Section Break", "Column Break", "Tab Break")
