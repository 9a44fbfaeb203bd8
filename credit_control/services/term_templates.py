"""Payment Terms Templates that are made where a grade adds to the terms: prepayment, discount, instalments.

ERPNext then does with them whatever it does with any other: it fills the form, follows the document's
date and total, carries them to the invoice and deducts the discount. A template is known by a mark of
its rows, so that the same terms are made once only; who changes one by hand changes what is proposed.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

import frappe
from frappe import _

from credit_control.engine.grades import GradeRule
from credit_control.engine.money import HUNDRED
from credit_control.engine.schedule import (
	MONTHS_AFTER_MONTH,
	Grant,
	Part,
	at_once,
	compose,
	instalments,
	without_prepayment,
)
from credit_control.erp import terms

#: the field that marks the templates made here
MARK = "credit_control_mark"
AFTER_INVOICE = "Day(s) after invoice date"
#: what terms are for: an order; its invoice, which begins the discount; an invoice whose prepayment is in
ORDER, INVOICE, PREPAID_INVOICE = "order", "invoice", "prepaid_invoice"
#: what a row keeps of the row it comes from
CARRIED = (
	"description",
	"mode_of_payment",
	"discount_type",
	"discount_validity_based_on",
	"discount_validity",
)
#: names of ERPNext's documents end here
LONGEST_NAME = 130


def granted(base: str | None, rule: GradeRule | None, stage: str = ORDER) -> str | None:
	"""The template to propose: the terms granted, with what the grade adds to them; None without terms."""
	base = base or (rule and rule.payment_terms) or None
	if rule is None or not _adds(rule, stage):
		return base
	parts = compose(_basis(base, rule), _grant(rule, stage))
	if stage == PREPAID_INVOICE:
		parts = without_prepayment(parts) or parts
	return _ensure(_name(base, rule, stage), _rows(parts, base), base)


def after_prepayment(template: str) -> str | None:
	"""The same terms for what is left once the prepayment is in; None where the template is not ours."""
	parts = terms.parts_of(template) if is_ours(template) else ()
	rest = without_prepayment(parts)
	if not rest or not at_once(parts):
		return None
	return _ensure(_rest(template), _rows(rest, template), template)


def is_ours(template: str | None) -> bool:
	"""True for a template that was made here."""
	return bool(template and frappe.get_cached_value(terms.TEMPLATE, template, MARK))


def _grant(rule: GradeRule, stage: str) -> Grant:
	"""A discount counts from the invoice. ERPNext would give all of it to an order's first payment."""
	if stage == ORDER:
		return Grant(rule.prepayment_percent)
	return Grant(rule.prepayment_percent, rule.discount_percent, rule.discount_days)


def _adds(rule: GradeRule, stage: str) -> bool:
	return not _grant(rule, stage).adds_nothing or rule.instalments > 1


def _basis(base: str | None, rule: GradeRule) -> tuple[Part, ...]:
	if base:
		return terms.parts_of(base)
	if rule.instalments > 1:
		return instalments(rule.instalments)
	return (Part(HUNDRED, rule.term_days),)


def _rows(parts: Sequence[Part], base: str | None) -> list[dict]:
	sources = terms.rows_of(base) if base else []
	per_term = bool(base and terms.is_per_term(base))
	return [
		_row(part, None if part.source is None else sources[part.source], per_term=per_term) for part in parts
	]


def _row(part: Part, source, *, per_term: bool) -> dict:
	# a Payment Term tells its own share, which may not be the part's: only ERPNext's own use needs it
	kept = (*CARRIED, "payment_term") if per_term else CARRIED
	carried = {field: source.get(field) for field in kept if source.get(field)} if source else {}
	row = {
		**carried,
		"invoice_portion": float(part.share),
		"due_date_based_on": terms.BASIS_LABELS[part.basis],
	}
	row["credit_months" if part.basis == MONTHS_AFTER_MONTH else "credit_days"] = part.days
	if source is None:
		row |= _of_advance(part, per_term) if part.at_once else {}
	return row | _discount(part, source)


def _of_advance(part: Part, per_term: bool) -> dict:
	described = {"description": _("Prepayment", _language())}
	return described | ({"payment_term": _payment_term(part)} if per_term else {})


def _discount(part: Part, source) -> dict:
	if source and source.get("discount"):
		is_share = source.discount_type == "Percentage"
		return {"discount": float(part.discount_percent) if is_share else source.discount}
	if not part.discount_percent:
		return {}
	return {
		"discount_type": "Percentage",
		"discount": float(part.discount_percent),
		"discount_validity_based_on": AFTER_INVOICE,
		"discount_validity": part.discount_days,
	}


def _payment_term(part: Part) -> str:
	"""Where payments go to single terms, the prepayment needs one of its own."""
	name = _in_advance(part.share)
	if not frappe.db.exists("Payment Term", name):
		values = {"invoice_portion": float(part.share), "due_date_based_on": AFTER_INVOICE, "credit_days": 0}
		frappe.get_doc({"doctype": "Payment Term", "payment_term_name": name, **values}).insert(
			ignore_permissions=True
		)
	return name


def _name(base: str | None, rule: GradeRule, stage: str) -> str:
	grant = _grant(rule, stage)
	if grant.prepayment_percent >= HUNDRED:
		return _in_advance(grant.prepayment_percent)
	words = [_in_advance(grant.prepayment_percent)] if grant.prepayment_percent else []
	words.append(base or _credit(rule))
	if grant.discount_percent and grant.discount_days:
		words.append(
			_("{0} % within {1} Days", _language()).format(
				_figure(grant.discount_percent), grant.discount_days
			)
		)
	name = ", ".join(words)
	return _rest(name) if stage == PREPAID_INVOICE and grant.prepayment_percent else name


def _language() -> str:
	"""The site's own: a template is one for all, whoever is the first to need it."""
	return frappe.db.get_single_value("System Settings", "language") or "en"


def _rest(name: str) -> str:
	return _("{0}: the rest", _language()).format(name)


def _in_advance(share) -> str:
	return _("{0} % in Advance", _language()).format(_figure(share))


def _credit(rule: GradeRule) -> str:
	if rule.instalments > 1:
		return _("{0} Monthly Instalments", _language()).format(rule.instalments)
	return _("{0} Days", _language()).format(rule.term_days)


def _figure(value) -> str:
	return f"{value.normalize():f}"


def _ensure(name: str, rows: list[dict], base: str | None) -> str | None:
	"""The template with these rows, made when there is none; None while somebody else is making it."""
	mark = _mark(rows)
	found = frappe.db.get_value(terms.TEMPLATE, {MARK: mark}, "name")
	return found or _make(_free(name), rows, mark, base)


def _mark(rows: list[dict]) -> str:
	"""What tells terms apart, in whatever language they are described."""
	plain = [{key: value for key, value in row.items() if key != "description"} for row in rows]
	return sha256(frappe.as_json(plain, indent=None).encode()).hexdigest()[:20]


def _make(name: str, rows: Iterable[dict], mark: str, base: str | None) -> str | None:
	template = frappe.new_doc(terms.TEMPLATE)
	template.update({"template_name": name, MARK: mark})
	template.allocate_payment_based_on_payment_terms = int(bool(base and terms.is_per_term(base)))
	template.update({"terms": list(rows)})
	frappe.db.savepoint("credit_terms")
	try:
		return template.insert(ignore_permissions=True).name
	except frappe.DuplicateEntryError:
		# no proposal is better than an order that cannot be saved
		frappe.db.rollback(save_point="credit_terms")
		frappe.clear_last_message()
		return None


def _free(name: str) -> str:
	"""The name, numbered when somebody has a template of that name already."""
	name, number, candidate = name[:LONGEST_NAME], 1, name[:LONGEST_NAME]
	while frappe.db.exists(terms.TEMPLATE, candidate):
		number += 1
		candidate = f"{name} ({number})"
	return candidate
