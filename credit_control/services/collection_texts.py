"""What is written to customers: Email Templates filled with figures, checked before anything is sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jinja2 import StrictUndefined, TemplateError, UndefinedError, meta

import frappe
from frappe import _
from frappe.utils import escape_html
from frappe.utils.jinja import get_jenv

from credit_control.services import joining, prefetch

#: what a text may use, with what it is checked with
SAMPLE_ITEM = {
	"invoice": "invoice",
	"order_number": "order",
	"due_date": "2026-01-31",
	"days_overdue": 10,
	"amount": "100.00",
	"step": "step",
}
SAMPLE = {
	"customer": "customer",
	"customer_name": "customer",
	"contact_name": "",
	"company": "company",
	"today": "2026-02-10",
	"step": "step",
	"items": [SAMPLE_ITEM],
	"items_table": "<table></table>",
	"total": "100.00",
	"charges": "",
	"pay_by": "",
	"advice": "",
	"oldest_days": 10,
}


#: HTML that is ready to show
READY_MADE = ("items_table", "advice")
#: what a text of thanks may use
SAMPLE_OF_THANKS = {
	"customer": "customer",
	"customer_name": "customer",
	"contact_name": "",
	"company": "company",
	"today": "2026-02-10",
	"items": [{key: SAMPLE_ITEM[key] for key in ("invoice", "order_number", "due_date", "amount")}],
	"items_table": "<table></table>",
	"total": "100.00",
	"kept_promise": True,
	"still_overdue": "",
}


def template_for(strategy, step, language: str | None) -> str | None:
	"""The Email Template of a step in a language: that of its dialect, its language, else the step's own."""
	rows = [row for row in strategy.texts if row.step == step.label]
	return _in_language(rows, language) or step.email_template or None


def thanks_template(strategy, language: str | None) -> str:
	"""The Email Template of thanks in a language, chosen in the same way."""
	return _in_language(strategy.thanks_texts, language) or strategy.thanks_template


def _in_language(rows, language: str | None) -> str | None:
	by_language = {row.language: row.email_template for row in rows}
	codes = [language, language.split("-")[0]] if language else []
	return next((by_language[code] for code in codes if code in by_language), None)


def check(strategy) -> None:
	"""Raise, naming it, when a text of a strategy uses what is not known."""
	_check([row.email_template for row in (*strategy.steps, *strategy.texts)], SAMPLE)
	if strategy.give_thanks:
		texts = [strategy.thanks_template, *(row.email_template for row in strategy.thanks_texts)]
		_check(texts, SAMPLE_OF_THANKS)


def _check(names: Iterable[str | None], sample: Mapping) -> None:
	for name in dict.fromkeys(filter(None, names)):
		template = frappe.get_cached_doc("Email Template", name)
		for part in _parts(template):
			_refuse_unknown(name, part, sample)
			_fill(name, part, sample)


def fill(name: str, values: Mapping) -> tuple[str, str]:
	"""Subject and HTML of a text with its figures."""
	subject, body = _parts(frappe.get_cached_doc("Email Template", name))
	return _fill(name, subject, values).strip(), _fill(name, body, escaped(values))


def escaped(values: Mapping) -> dict:
	"""Values for HTML: names are no markup. What is ready-made HTML stays so."""
	found: dict = {}
	for key, value in values.items():
		if key == "items":
			found[key] = [escaped(row) for row in value]
		else:
			found[key] = escape_html(value) if isinstance(value, str) and key not in READY_MADE else value
	return found


def _parts(template) -> tuple[str, str]:
	body = template.response_html if template.use_html else template.response
	return template.subject or "", body or ""


def _environment():
	return get_jenv().overlay(undefined=StrictUndefined)


def _compiled(text: str):
	return _environment().from_string(text)


def _refuse_unknown(name: str, text: str, sample: Mapping) -> None:
	environment = _environment()
	try:
		used = meta.find_undeclared_variables(environment.parse(text))
	except TemplateError as error:
		_refuse(name, str(error))
	unknown = sorted(used - set(sample) - set(environment.globals))
	if unknown:
		frappe.throw(
			_("Email Template {0} uses {1}, which is not known. Use one of: {2}.").format(
				name, joining.listed(unknown), joining.listed(sample)
			),
			title=_("Nothing Is Sent"),
		)


def _fill(name: str, text: str, values: Mapping) -> str:
	if ".__" in text:
		_refuse(name, ".__")
	try:
		return prefetch.remembered(_compiled, text).render(values)
	except (UndefinedError, TemplateError, TypeError) as error:
		_refuse(name, str(error))
		raise


def _refuse(name: str, fault: str) -> None:
	frappe.throw(
		_("Email Template {0} cannot be filled: {1}. Correct it first.").format(name, escape_html(fault)),
		title=_("Nothing Is Sent"),
	)
