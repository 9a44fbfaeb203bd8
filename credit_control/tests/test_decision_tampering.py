"""Whoever changes what a decision says, in the database and past all code, is found out."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

import frappe
from frappe.utils import add_days, nowdate

from credit_control.api import decisions as api
from credit_control.api import manual_holds
from credit_control.services import chains, files, settings
from credit_control.services.chains import CHAINED, DECISION, SHOWN
from credit_control.tests.base import CreditTestCase
from credit_control.tests.decision_case import DecisionCase
from credit_control.tests.decision_kinds import KINDS, KindsCase
from credit_control.tests.factories import make_sales_invoice, make_sales_order

#: what Frappe keeps of every row. None of it is part of a decision: who, when and its place in the chain
#: are in `user`, `judged_on` and the hashes; two that changed places in `creation` are found
OF_THE_ROW = ("name", "owner", "creation", "modified", "modified_by", "docstatus", "idx")
SOCIAL = ("_user_tags", "_comments", "_assign", "_liked_by")
#: written after the decision, by what came of it
LATER = ("hold",)
#: where the decision stands in its chain; `credit_file` breaks two chains and has a test of its own
LINKS = ("previous_hash", "hash", "names")


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


class TestColumns(CreditTestCase):
	def test_every_column_of_a_decision_is_looked_at(self):
		columns = set(frappe.db.get_table_columns(DECISION))
		self.assertEqual(columns - {*OF_THE_ROW, *SOCIAL}, {*CHAINED, *SHOWN, *LINKS, *LATER, "credit_file"})


class TestEveryField(KindsCase):
	"""Each stored value of each kind of decision, changed by SQL: exactly that decision is named."""

	def test_a_decision_of_each_kind_stands(self):
		self.assertEqual(set(self.kinds), set(KINDS))
		for kind, decision in self.kinds.items():
			with self.subTest(kind):
				found = api.verify(decision.name)
				self.assertEqual((found["differences"], found["broken"]), ([], []))

	def test_each_of_them_changed_is_found_at_that_decision_alone(self):
		for kind, decision in self.kinds.items():
			for field in (*CHAINED, *SHOWN, *LINKS):
				with self.subTest(kind, field=field):
					self.assert_found(decision, field, self.other_value(decision, field))

	def test_each_of_them_emptied_is_found_too(self):
		decision = self.kinds["held"]
		for field in (*CHAINED, *LINKS):
			if decision.get(field):
				with self.subTest(field):
					self.assert_found(decision, field, "1900-01-01" if field == "judged_on" else "")

	def test_the_form_says_so(self):
		for kind, decision in self.kinds.items():
			with self.subTest(kind):
				self.tamper(decision, "explanation", "Nothing happened")
				self.assertTrue(api.verify(decision.name)["touched"])

	def test_a_hold_of_another_document_or_none_or_one_too_many_is_found(self):
		settings.set_mode(self.company, settings.ENFORCE)
		other = self.held_order()
		held, again, passed = self.kinds["held"], self.kinds["held by Update Items"], self.kinds["passed"]
		for decision, hold in (
			(held, self.hold_of(other).name),
			(again, None),
			(passed, held.hold),
		):
			with self.subTest(decision.outcome, hold=hold):
				self.assert_found(decision, "hold", hold)

	def test_a_tenth_of_a_cent_is_found(self):
		decision = self.kinds["held"]
		for field in ("amount", "exposure_before", "exposure_after", "effective_limit", "overdue_amount"):
			with self.subTest(field):
				self.assert_found(decision, field, decision.get(field) + 0.001)

	def assert_found(self, decision, field: str, value):
		self.assertNotEqual(str(decision.get(field)), str(value))
		self.tamper(decision, field, value)
		self.assertEqual(chains.chain_faults(self.file), [decision.name])
		self.tamper(decision, field, decision.get(field))


class TestFiguresOfEachKind(KindsCase):
	"""A random draw of the stored figures of each kind; `TestEveryStoredFigure` takes all of one."""

	drawn = 8

	def test_a_figure_of_its_inputs_or_results_changed_or_left_out_is_found(self):
		seed = random.randrange(10**6)
		rng = random.Random(seed)
		for kind, decision in self.kinds.items():
			for field in ("inputs", "results"):
				texts = [*changed_leaves(decision.get(field)), *without_leaves(decision.get(field))]
				for path, text in rng.sample(texts, min(self.drawn, len(texts))):
					with self.subTest(kind, path=f"{field}.{path}", seed=seed):
						self.assert_found(decision, field, text)

	def assert_found(self, decision, field: str, text: str):
		self.tamper(decision, field, text)
		self.assertEqual(chains.chain_faults(self.file), [decision.name])
		self.tamper(decision, field, decision.get(field))


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


def without_leaves(text: str) -> Iterator[tuple[str, str]]:
	"""The stored JSON once for each of its values, with only that one left out, and where it was."""
	for path in list(leaves(json.loads(text))):
		changed = json.loads(text)
		holder: Any = changed
		for step in path[:-1]:
			holder = holder[step]
		del holder[path[-1]]
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
