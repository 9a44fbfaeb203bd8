"""The printed assessment for the approval pack, in the language it is printed in.

`credit_assessment_print(doc)` is what the print format asks, and is open to every template of the site: it
raises PermissionError for an assessment that the reader may not read.
"""

from __future__ import annotations

from itertools import groupby

import frappe
from frappe import _
from frappe.utils import format_datetime, formatdate, get_fullname, now_datetime

from credit_control.engine.money import decimal
from credit_control.services import assessment_overview, indicator_words, wording

DOCTYPE = "Credit Assessment"
FACTOR = "Credit Assessment Factor"


def credit_assessment_print(doc) -> dict:
	"""Everything the page prints; `doc` is a Credit Assessment or its name."""
	doc = frappe.get_doc(DOCTYPE, doc) if isinstance(doc, str) else doc
	doc.check_permission("read")
	shown = assessment_overview.overview(doc)
	factor = frappe.get_meta(FACTOR)
	return {
		**shown,
		"printed": _("Printed on {0} by {1}").format(
			format_datetime(now_datetime()), get_fullname(frappe.session.user)
		),
		"status": _("Approved") if doc.docstatus == 1 else _("Waiting for Approval"),
		"result": _pairs(doc, _result(doc)),
		"decision": _pairs(doc, _decision(doc)),
		"basis": _pairs(doc, _basis(doc)),
		"approval": _pairs(doc, _approval(doc)),
		"parts": parts(doc),
		"label": lambda field: label(doc, field),
		"factor_label": lambda field: _(factor.get_label(field), context=factor.name),
	}


def _pairs(doc, values: dict[str, str]) -> list[tuple[str, str]]:
	"""Labels and values of fields, in order; what is empty is left out."""
	return [(label(doc, field), value) for field, value in values.items() if value not in ("", None)]


def label(doc, field: str) -> str:
	"""A field's label in the reader's language."""
	return _(doc.meta.get_label(field), context=doc.doctype)


def _result(doc) -> dict[str, str]:
	has_score = bool(doc.coverage)
	return {
		"score": f"{doc.score:.1f}" if has_score else "–",
		"coverage": f"{doc.coverage:.0f} %",
		"model_grade": doc.model_grade or "–",
		"previous_grade": doc.previous_grade,
		"challenger_grade": doc.challenger_grade,
		"proposed_limit": _money(doc, "proposed_limit") if doc.grade else "–",
		"current_limit": _money(doc, "current_limit"),
		"proposed_terms": doc.proposed_terms,
	}


def _decision(doc) -> dict[str, str]:
	limited = doc.limit_mode == "Limited"
	return {
		"grade": doc.grade or "–",
		"notch": f"{doc.notch:+d}" if doc.notch else "",
		"limit_mode": _(doc.limit_mode, context=DOCTYPE),
		"credit_limit": _money(doc, "credit_limit") if limited else "",
		"payment_terms_template": doc.payment_terms_template,
		"prepayment_percent": f"{doc.prepayment_percent:g} %",
		"next_review": formatdate(doc.next_review) if doc.next_review else "",
		"override_reason": doc.override_reason,
	}


def _basis(doc) -> dict[str, str]:
	return {
		"statement": doc.statement,
		"scorecard": doc.scorecard,
		"policy": doc.policy,
		"expected_purchases": _money(doc, "expected_purchases") if doc.expected_purchases else "",
		"previous_assessment": doc.previous_assessment,
	}


def _approval(doc) -> dict[str, str]:
	return {
		"prepared_by": get_fullname(doc.prepared_by) if doc.prepared_by else "",
		"approved_by": get_fullname(doc.approved_by) if doc.approved_by else "",
		"approved_on": format_datetime(doc.approved_on) if doc.approved_on else "",
	}


def _money(doc, field: str) -> str:
	return wording.show(decimal(doc.get(field) or 0), doc.currency)


def parts(doc) -> list[dict]:
	"""The factors by the part of the scorecard, with the part's own sums."""
	found = []
	for name, rows in groupby(doc.factors, key=lambda row: row.part or ""):
		rows = list(rows)
		found.append(
			{
				"name": _(name, context="Credit Scorecard Factor") if name else _("Other Factors"),
				"weight": f"{sum(row.effective_weight for row in rows):.1f}",
				"contribution": f"{sum(row.contribution for row in rows):.1f}",
				"rows": [_factor(row) for row in rows],
			}
		)
	return found


def _factor(row) -> dict:
	missing = bool(row.missing)
	return {
		"indicator": _(row.indicator),
		"value": _("missing") if missing else _value(row.value or ""),
		"points": "–" if missing else row.points,
		"weight": f"{row.effective_weight:.1f}" if row.effective_weight else "–",
		"contribution": "–" if missing else f"{row.contribution:.1f}",
		"advice": _(row.advice) if row.advice else "",
	}


def _value(value: str) -> str:
	"""A stored value as it is read: without empty decimals, days and categories as words."""
	short = value.replace(".00", "", 1)
	if short.endswith(" d"):
		return _("{0} days").format(short.removesuffix(" d"))
	return _(short, context=indicator_words.CONTEXT)
