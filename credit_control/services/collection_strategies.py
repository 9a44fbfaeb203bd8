"""Collection Strategies: checked when they are saved, and which of them is for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.engine.money import ZERO, decimal
from credit_control.engine.strategy import Step
from credit_control.services import collection_texts, quiet_hours
from credit_control.services.policies import grades_of

DOCTYPE = "Collection Strategy"
WRITTEN = ("E-Mail", "Letter")


def validate(doc) -> None:
	"""Refuse what could not be worked by: steps that cannot be told apart, texts that cannot be filled."""
	_check_steps(doc)
	_check_texts(doc)
	quiet_hours.validate(doc)
	_check_thanks(doc)
	collection_texts.check(doc)


def _check_steps(doc) -> None:
	labels: set[str] = set()
	offsets: set[int] = set()
	for row in doc.steps:
		row.label = (row.label or "").strip()
		if row.label in labels:
			_refuse(row, _('Row {0}: there is a step "{1}" already. Give it another name.'), row.label)
		if row.day_offset in offsets:
			_refuse(
				row, _("Row {0}: there is a step on day {1} already. Choose another day."), row.day_offset
			)
		labels.add(row.label)
		offsets.add(row.day_offset)
		_check_step(doc, row)


def _check_step(doc, row) -> None:
	if row.channel in WRITTEN and not row.email_template:
		_refuse(
			row, _('Row {0}: Text is missing. Choose what is written to the customer in "{1}".'), row.label
		)
	if not row.dunning_type:
		return
	if row.day_offset <= 0:
		_refuse(
			row,
			_('Row {0}: "{1}" charges a fee before the item is overdue. Take the Dunning Type out.'),
			row.label,
		)
	company = frappe.db.get_value("Dunning Type", row.dunning_type, "company")
	if company != doc.only_for_company:
		_refuse(
			row,
			_("Row {0}: Dunning Type {1} is for {2} only. Enter this company above, or take the type out."),
			row.dunning_type,
			company,
		)


def _check_texts(doc) -> None:
	labels = {row.label for row in doc.steps}
	seen: set[tuple[str, str]] = set()
	for row in doc.texts:
		row.step = (row.step or "").strip()
		if row.step not in labels:
			_refuse(
				row, _('Texts, row {0}: there is no step "{1}". Enter the name of a step above.'), row.step
			)
		if (row.step, row.language) in seen:
			_refuse(row, _('Texts, row {0}: "{1}" has a text in this language already.'), row.step)
		seen.add((row.step, row.language))


def _check_thanks(doc) -> None:
	"""Whoever switches it on begins today: nobody is thanked for what was paid before."""
	if not doc.give_thanks:
		doc.thanks_since = None
		return
	if not doc.thanks_template:
		frappe.throw(_("Text of Thanks is missing. Choose what is written to customers that paid."))
	doc.thanks_since = doc.thanks_since or getdate()
	seen: set[str] = set()
	for row in doc.thanks_texts:
		if row.language in seen:
			_refuse(row, _("Thanks, row {0}: there is a text in this language already."))
		seen.add(row.language)


def _refuse(row, template: str, *figures) -> None:
	frappe.throw(template.format(row.idx, *figures))


def engine_steps(doc) -> tuple[Step, ...]:
	"""The steps of a strategy as the engine reads them."""
	return tuple(
		Step(
			name=row.name,
			offset=row.day_offset or 0,
			channel=row.channel,
			grades=frozenset(grades_of(row)),
			risk_classes=frozenset([row.only_for_risk_class] if row.only_for_risk_class else []),
			minimum_amount=decimal(row.minimum_amount or 0) or ZERO,
			overdue_share=decimal(row.overdue_share or 0) or ZERO,
			broken_promises=row.broken_promises or 0,
		)
		for row in doc.steps
	)


def enabled(company: str, *, daily: bool = False) -> list:
	"""The strategies in use that may be for customers of a company; `daily`: those that run by themselves."""
	filters: dict = {"disabled": 0}
	if daily:
		filters["send_daily"] = 1
	rows = frappe.get_all(DOCTYPE, filters, ["name", "only_for_company"], order_by="name")
	names = [row.name for row in rows if not row.only_for_company or row.only_for_company == company]
	return [frappe.get_doc(DOCTYPE, name) for name in names]


def companies(strategies: Iterable) -> list[str]:
	"""The companies that some strategies are for."""
	wanted = {doc.only_for_company for doc in strategies}
	every = frappe.get_all("Company", pluck="name", order_by="name")
	return [name for name in every if None in wanted or "" in wanted or name in wanted]


def choose(strategies: Sequence, group_line: Sequence[str], risk_class: str | None):
	"""The strategy for a customer: the one with the narrowest scope; None when none is for it."""
	depth: Mapping[str, int] = {group: position for position, group in enumerate(group_line)}
	fitting = [
		doc
		for doc in strategies
		if (doc.only_for_risk_class or risk_class) == risk_class
		and (not doc.only_for_customer_group or doc.only_for_customer_group in depth)
	]
	return max(fitting, key=lambda doc: _narrowness(doc, depth), default=None)


def _narrowness(doc, depth: Mapping[str, int]) -> tuple:
	return (
		bool(doc.only_for_risk_class),
		depth.get(doc.only_for_customer_group, -1),
		bool(doc.only_for_company),
		doc.name,
	)
