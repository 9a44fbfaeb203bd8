"""Credit Assessments: filled from live data while they are drafts, explained factor by factor."""

import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from credit_control.engine.assessment import AssessmentResult, notched
from credit_control.engine.errors import CreditError
from credit_control.engine.limits import LimitProposal
from credit_control.engine.money import optional_decimal
from credit_control.engine.reviews import next_review
from credit_control.erp import customers
from credit_control.services import assessment_inputs, assessment_rows, authorship, classes, files
from credit_control.services.assessment_basis import Basis, basis_of
from credit_control.services.proposals import METHOD_LABELS
from credit_control.services.rows import refill

DOCTYPE = "Credit Assessment"
#: the proposal, and the field of the model that it follows until somebody overrides it
FOLLOWS = {
	"credit_limit": "proposed_limit",
	"payment_terms_template": "proposed_terms",
}


def prepare(doc) -> None:
	"""Before the first save: the customer's file, the company and the day."""
	doc.credit_file = files.ensure(doc.customer)
	doc.company = doc.company or frappe.defaults.get_user_default("Company")
	doc.as_of = doc.as_of or nowdate()


def validate(doc) -> None:
	"""A draft is filled anew from live data at each save; what is submitted stays as it was seen."""
	if doc.docstatus == 1:
		return
	files.validate_customer(doc.customer)
	if getdate(doc.as_of) > getdate():
		frappe.throw(_("As of lies in the future. Enter a day up to today."))
	if (doc.credit_limit or 0) < 0:
		frappe.throw(_("Credit Limit is negative. Enter zero or more."))
	if not frappe.flags.making_credit_reviews:
		authorship.sign(doc)
	fill(doc)


def fill(doc) -> None:
	"""Compute score, grade, limit and terms from the data of the day, and keep the inputs."""
	before = {field: doc.get(source) for field, source in FOLLOWS.items()}
	basis = basis_of(doc)
	result = basis.assess()
	_fill_basis(doc, basis)
	_fill_score(doc, basis, result)
	_fill_grade(doc, basis, result)
	_fill_challenger(doc, basis)
	inputs, proposal = basis.propose_limit(doc.grade, optional_decimal(doc.expected_purchases or None))
	_fill_limit(doc, proposal)
	_fill_terms(doc, basis)
	for field in FOLLOWS:
		_follow(doc, before, field)
	doc.overridden = int(is_overridden(doc))
	doc.inputs = assessment_inputs.dump(basis, inputs)


def unlink_drafts(version) -> None:
	"""A policy or scorecard is cancelled: drafts made by it must be saved, and so filled, anew."""
	fields = {"Credit Policy": ["policy"], "Credit Scorecard": ["scorecard", "challenger"]}[version.doctype]
	for field in fields:
		_unlink(field, version.name)


def forget(doc) -> None:
	"""An assessment is cancelled: drafts no longer compare themselves with it."""
	_unlink("previous_assessment", doc.name)


def _unlink(field: str, name: str) -> None:
	for draft in frappe.get_all(DOCTYPE, {field: name, "docstatus": 0}, pluck="name"):
		frappe.db.set_value(DOCTYPE, draft, field, None)


def previous_of(doc) -> str | None:
	"""The assessment that was approved last, of the same customer and company and of no later day."""
	filters = {
		"customer": doc.customer,
		"company": doc.company,
		"docstatus": 1,
		"as_of": ["<=", doc.as_of],
		"name": ["!=", doc.name or ""],
	}
	return frappe.db.get_value(DOCTYPE, filters, "name", order_by="approved_on desc")


def _fill_basis(doc, basis: Basis) -> None:
	doc.update(
		{
			"policy": basis.policy.name,
			"scorecard": basis.scorecard.name,
			"statement": basis.source and basis.source.name,
			"currency": basis.currency,
			"previous_grade": basis.file.grade,
			"current_limit": basis.current_limit,
			"previous_assessment": previous_of(doc),
		}
	)


def _fill_score(doc, basis: Basis, result: AssessmentResult) -> None:
	score = result.score_result
	doc.score = float(score.score or 0)
	doc.coverage = float(score.coverage)
	parts = assessment_rows.parts_of(basis.scorecard)
	refill(doc, "factors", [assessment_rows.factor_row(row, parts) for row in score.rows])


def _fill_grade(doc, basis: Basis, result: AssessmentResult) -> None:
	"""The model's grade after the notch; without one the grade that somebody chose stays."""
	try:
		grade = notched(result, doc.notch or 0, basis.rules)
	except CreditError as error:
		frappe.throw(error.render(_), title=_("Notch Not Possible"))
	if grade or doc.model_grade:
		doc.grade = grade
	doc.model_grade = result.model_grade
	doc.explanation = assessment_rows.explanation(result, doc.notch or 0)


def _fill_challenger(doc, basis: Basis) -> None:
	name, result = basis.challenge() or (None, None)
	doc.challenger = name
	doc.challenger_score = float((result and result.score_result.score) or 0)
	doc.challenger_grade = result and result.model_grade


def _fill_limit(doc, proposal: LimitProposal | None) -> None:
	refill(doc, "limits", assessment_rows.limit_rows(proposal, doc.currency) if proposal else [])
	doc.proposed_limit = float(proposal.amount or 0) if proposal else 0
	doc.binding_method = METHOD_LABELS.get(proposal.binding, "") if proposal else ""


def _fill_terms(doc, basis: Basis) -> None:
	rule = basis.grade_rule(doc.grade)
	doc.proposed_terms, doc.prepayment_percent, doc.review_months = None, 0, 0
	if rule is None:
		return
	doc.proposed_terms = rule.payment_terms or customers.terms_template(rule.term_days)
	doc.prepayment_percent = float(rule.prepayment_percent)
	doc.review_months = classes.review_months(
		basis.file, doc.company, doc.grade, getdate(doc.as_of), rule.review_months
	)
	_fill_mode(doc, basis)
	if _follows_review(doc):
		doc.next_review = next_review(getdate(), doc.review_months)


def _fill_mode(doc, basis: Basis) -> None:
	"""A grade without credit means No Credit; when a better grade comes, what it forced is taken back."""
	if not basis.grade_rule(doc.grade).credit_allowed:
		doc.limit_mode = "No Credit"
		return
	known = doc.get_doc_before_save()
	before = basis.grade_rule(known.grade) if known else None
	if before and not before.credit_allowed:
		doc.limit_mode = "Limited"


def _follows_review(doc) -> bool:
	"""True when the review date is the model's to set: it is empty, or the grade changed and it did not."""
	if not doc.next_review:
		return True
	known = doc.get_doc_before_save()
	return bool(known) and doc.has_value_changed("grade") and not doc.has_value_changed("next_review")


def _follow(doc, before: dict, field: str) -> None:
	"""A proposal that nobody overrode follows the model to its new value."""
	if not doc.get(field) or doc.get(field) == before[field]:
		doc.set(field, doc.get(FOLLOWS[field]))


def is_overridden(doc) -> bool:
	"""True when grade, limit or terms are not what the model proposes."""
	if (doc.grade or "") != (doc.model_grade or ""):
		return True
	if doc.limit_mode == "Unlimited" or (doc.payment_terms_template or "") != (doc.proposed_terms or ""):
		return True
	granted = doc.credit_limit if doc.limit_mode == "Limited" else 0
	return (granted or 0) != (doc.proposed_limit or 0)
