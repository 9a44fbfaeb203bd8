"""Classes of customers: the scheme as engine values, each customer's trade, and the class kept in its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import frappe
from frappe import _
from frappe.utils import add_months, getdate

from credit_control.engine.classes import Cell, Classes, Scheme, Trade, ValueRule, scheme_problems
from credit_control.engine.classes import classify as classified
from credit_control.engine.classes import review_months as months_of_class
from credit_control.engine.money import decimal
from credit_control.engine.reviews import whole_months
from credit_control.erp import currency, customers
from credit_control.erp.trade import YearlyTrade, yearly_trade
from credit_control.services import history, joining

SCHEME = "Credit Customer Class Scheme"
CREDIT_FILE = "Credit File"
FIELDS = ("risk_class", "value_class", "customer_class")
#: files that one job of the daily run works on before it commits and hands on
CHUNK = 500
YEAR = 12


def check(doc) -> None:
	"""Raise when a scheme classifies some customers twice or not at all."""
	_refuse_repeats(doc)
	for row in doc.value_rules:
		row.currency = doc.currency
	problems = [problem.render(_) for problem in scheme_problems(scheme_of(doc))] if doc.enabled else []
	if problems:
		frappe.throw(problems, title=_("Classes Have Gaps"), as_list=True)


def _refuse_repeats(doc) -> None:
	keys = {
		"risk_classes": ("grade",),
		"value_rules": ("value_class",),
		"industry_weights": ("industry",),
		"matrix": ("risk_class", "value_class"),
	}
	for table, names in keys.items():
		seen: set[tuple] = set()
		for row in doc.get(table):
			key = tuple(row.get(name) for name in names)
			if key in seen:
				shown = joining.listed(_(part) for part in key)
				frappe.throw(
					_("Row {0}: {1} is listed twice. Remove one of the rows.").format(row.idx, shown)
				)
			seen.add(key)


def later() -> None:
	"""Classify everybody anew in the background: a day has passed, or the scheme changed."""
	frappe.enqueue(
		"credit_control.tasks.classify_files",
		queue="long",
		timeout=3600,
		job_id="credit_control_classify",
		deduplicate=True,
		enqueue_after_commit=True,
	)


def scheme() -> Scheme | None:
	"""The scheme in force; None when customers are not classified."""
	doc = frappe.get_cached_doc(SCHEME)
	return scheme_of(doc) if doc.enabled and doc.matrix else None


def scheme_of(doc) -> Scheme:
	"""A scheme document as the engine reads it; a minimum of zero asks for nothing."""
	return Scheme(
		risk_by_grade={row.grade: row.risk_class for row in doc.risk_classes},
		value_rules=tuple(_value_rule(row) for row in doc.value_rules),
		matrix={(row.risk_class, row.value_class): _cell(row) for row in doc.matrix},
		industry_weights={row.industry: decimal(row.weight or 0) for row in doc.industry_weights},
	)


def _value_rule(row) -> ValueRule:
	amount = row.minimum_amount and decimal(row.minimum_amount)
	return ValueRule(
		row.value_class, amount or None, row.minimum_months or None, row.minimum_invoices or None
	)


def _cell(row) -> Cell:
	return Cell(row.customer_class, decimal(row.review_factor or 0), row.attention or "")


def classify(file, company: str, grade: str | None, as_of: date, source=None) -> Classes:
	"""Work out a customer's classes on a day and keep them in its file; `file` is a document or a name.

	The trade is that with all our companies; `company` is the one whose assessment it is, `source` the
	document that made the classes change. Without a scheme nothing changes. Writes past the document:
	call it after the file was saved.
	"""
	doc = frappe.get_doc(CREDIT_FILE, file) if isinstance(file, str) else file
	found = classes_of(doc, company, grade, as_of)
	if found is None:
		return Classes()
	_keep(doc.name, {name: doc.get(name) for name in FIELDS}, found, source)
	doc.update({name: getattr(found, name) for name in FIELDS})
	return found


def classes_of(file, company: str, grade: str | None, as_of: date) -> Classes | None:
	"""A customer's classes on a day without keeping them; None without a scheme."""
	rules = scheme()
	if rules is None or not file.customer:
		return None
	rows = yearly_trade([file.customer], getdate(add_months(as_of, -YEAR)), as_of)
	money = scheme_currency() or customers.currency_of(company)
	industry = file.get("industry") or customers.industry_of(file.customer)
	return classified(rules, grade, trade_of(rows, industry, money, as_of))


def scheme_currency() -> str:
	"""The currency of the scheme's amounts, else the site's."""
	return frappe.get_cached_doc(SCHEME).currency or frappe.db.get_default("currency")


def trade_of(rows: Iterable[YearlyTrade], industry: str | None, money: str, as_of: date) -> Trade:
	"""A customer's trade with all our companies; nothing is known of one that never bought."""
	known = list(rows)
	if not known:
		return Trade(industry=industry)
	amounts = [_converted(row, money, as_of) for row in known]
	return Trade(
		yearly_amount=None if None in amounts else sum(amounts, Decimal(0)),
		months=whole_months(min(row.first_invoice for row in known), as_of),
		yearly_invoices=sum(row.invoices for row in known),
		industry=industry,
	)


def _converted(row: YearlyTrade, money: str, as_of: date) -> Decimal | None:
	"""The year's amount in another currency; None, not zero, where no rate is kept."""
	try:
		return row.amount * currency.rate(customers.currency_of(row.company), money, as_of)
	except currency.NoExchangeRateError:
		frappe.clear_last_message()
		return None


def _keep(file: str, before: dict[str, Any], found: Classes, source=None) -> bool:
	"""Write what changed, and the change into the history; True when anything did."""
	after = {name: getattr(found, name) for name in FIELDS}
	changed = [name for name in FIELDS if (before[name] or None) != after[name]]
	if not changed:
		return False
	frappe.db.set_value(CREDIT_FILE, file, after, update_modified=False)
	for name in changed:
		history.record(
			file,
			None,
			name,
			before[name],
			after[name],
			source and source.doctype,
			source and source.name,
			cause=None if source else "Daily Run",
		)
	return True


def recompute(after: str = "", today: date | None = None) -> tuple[str | None, int]:
	"""Classify the next CHUNK of active files by name; returns the last one's name and how many changed.

	The name is None when no files are left. Running it again changes nothing.
	"""
	rules, day = scheme(), today or getdate()
	files = _chunk(after) if rules else []
	if not files:
		return None, 0
	trade: dict[str, list[YearlyTrade]] = {}
	names = [file.customer for file in files]
	own = customers.industries(names)
	for file in files:
		file.industry = file.industry or own.get(file.customer)
	for row in yearly_trade(names, getdate(add_months(day, -YEAR)), day):
		trade.setdefault(row.customer, []).append(row)
	changed = sum(_reclassify(rules, file, trade.get(file.customer, []), day) for file in files)
	return files[-1].name, changed


def recompute_all() -> Iterator[int]:
	"""Classify all files; pauses after each chunk."""
	last: str | None = ""
	while last is not None:
		last, changed = recompute(last)
		yield changed


def _chunk(after: str) -> list:
	return frappe.get_all(
		CREDIT_FILE,
		filters={"name": [">", after], "status": "Active", "customer": ["is", "set"]},
		fields=["name", "customer", "grade", "industry", *FIELDS],
		order_by="name",
		limit_page_length=CHUNK,
	)


def _reclassify(rules: Scheme, file, rows: list[YearlyTrade], day: date) -> bool:
	trade = trade_of(rows, file.industry, scheme_currency(), day)
	found = classified(rules, file.grade or None, trade)
	return _keep(file.name, file, found)


def kept(customer: str) -> tuple[str | None, str | None]:
	"""Risk and value class that a customer's file carries, for policies that are for one class only."""
	found = frappe.db.get_value(CREDIT_FILE, {"customer": customer}, ["risk_class", "value_class"])
	risk, value = found or (None, None)
	return risk or None, value or None


def review_months(file, company: str, grade: str | None, as_of: date, months: int) -> int:
	"""A policy's review interval as the class that a grade would give the customer on a day has it."""
	found = classes_of(file, company, grade, as_of)
	return months_of_class(found.cell if found else None, months)
