"""What one assessment stands on: the policy and scorecard of its day, the file, the statement, the facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import frappe
from frappe import _
from frappe.utils import getdate

from credit_control.engine.assessment import AssessmentResult, Facts, assess, cap_problems
from credit_control.engine.grades import GradeRule
from credit_control.engine.limits import LimitInputs, LimitProposal
from credit_control.engine.money import ONE
from credit_control.engine.scorecard import Scorecard
from credit_control.engine.statement import Statement
from credit_control.erp import currency, customers
from credit_control.services import files, indicators, policies, prefetch, proposals, scorecards, statements
from credit_control.services.indicators import Subject


@dataclass(frozen=True)
class Basis:
	"""The documents that apply to a customer on a day, and what is known of the customer."""

	subject: Subject
	file: Any
	policy: Any
	scorecard: Any
	source: Any
	statement: Statement | None
	facts: Facts

	@property
	def currency(self) -> str:
		return customers.currency_of(self.subject.company)

	@property
	def current_limit(self) -> float:
		row = next((row for row in self.file.limits if row.company == self.subject.company), None)
		return row.credit_limit if row else 0

	@property
	def rules(self) -> tuple[GradeRule, ...]:
		"""The policy's grade table."""
		return policies.grade_rules(self.policy)

	@property
	def card(self) -> Scorecard:
		"""The scorecard as the engine reads it."""
		return scorecards.engine_scorecard(self.scorecard)

	def grade_rule(self, grade: str | None) -> GradeRule | None:
		"""What the policy grants a grade; None without one."""
		return policies.engine_policy(self.policy).grade_rule(grade)

	def assess(self) -> AssessmentResult:
		"""Score and grade of the facts."""
		card, rules = self.card, self.rules
		problems = cap_problems(card, rules)
		if problems:
			sentences = [problem.render(_) for problem in problems]
			title = _("Scorecard {0} and Policy {1} Do Not Fit").format(self.scorecard.name, self.policy.name)
			frappe.throw(sentences, title=title, as_list=True)
		return assess(card, rules, self.facts)

	def challenge(self) -> tuple[str, AssessmentResult] | None:
		"""The challenger scorecard and its result in the shadow; None without one that fits the policy."""
		challenger = scorecards.challenger_document(self.subject.customer, self.subject.as_of)
		card = challenger and scorecards.engine_scorecard(challenger)
		if not card or cap_problems(card, self.rules):
			return None
		return challenger.name, assess(card, self.rules, self.facts)

	def propose_limit(
		self, grade: str | None, expected: Decimal | None
	) -> tuple[LimitInputs, LimitProposal | None]:
		"""The inputs and the limit proposed for a grade, in company currency."""
		rate = currency.rate(self.source.currency, self.currency, self.subject.as_of) if self.source else ONE
		return proposals.propose_limit(self.subject, self.policy, grade, self.statement, rate, expected)


def basis_of(doc) -> Basis:
	"""Gather what a Credit Assessment document stands on; raises when policy or scorecard is missing."""
	subject = Subject(doc.customer, doc.company, getdate(doc.as_of))
	return _gather(subject, file=frappe.get_doc(files.CREDIT_FILE, doc.credit_file), statement=doc.statement)


def assess_customer(
	customer: str, company: str, as_of: date, scorecard=None, policy=None
) -> tuple[Basis, AssessmentResult]:
	"""Assess a customer as of a day without a document, and without saving anything.

	`scorecard` and `policy` are documents, drafts too, that stand in for those of the day. A customer
	without a Credit File is assessed with an empty one. Raises when policy or scorecard is missing or
	they do not fit each other.
	"""
	basis = _gather(Subject(customer, company, as_of), scorecard=scorecard, policy=policy)
	return basis, basis.assess()


def _gather(
	subject: Subject, *, file=None, statement: str | None = None, scorecard=None, policy=None
) -> Basis:
	file = file or _file_of(subject.customer)
	source = _source(statement or statements.newest(subject.customer, subject.as_of), subject.customer)
	current = source and statements.engine_statement(source)
	previous = source and statements.previous_of(source)
	return Basis(
		subject=subject,
		file=file,
		policy=policy or policies.policy_document(subject.customer, subject.company, subject.as_of),
		scorecard=scorecard or _scorecard(subject),
		source=source,
		statement=current,
		facts=indicators.gather(subject, file, current, previous, source),
	)


def _file_of(customer: str):
	known = prefetch.of_customer(files.documents, customer, empty=lambda: None)
	return known or frappe.get_doc({"doctype": files.CREDIT_FILE, "customer": customer})


def _scorecard(subject: Subject):
	card = scorecards.champion_document(subject.customer, subject.as_of)
	if not card:
		frappe.throw(
			_("No Credit Scorecard was valid on {0}. Submit one, or choose a later day.").format(
				frappe.format(subject.as_of, "Date")
			),
			title=_("Credit Scorecard Missing"),
		)
	return card


def _source(name: str | None, customer: str):
	if not name:
		return None
	source = frappe.get_doc(statements.DOCTYPE, name)
	if source.customer != customer:
		frappe.throw(
			_("Financial Statement {0} belongs to customer {1}. Choose one of {2}.").format(
				source.name, source.customer, customer
			)
		)
	if source.docstatus != 1:
		frappe.throw(_("Financial Statement {0} is not submitted. Submit it first.").format(source.name))
	return source
