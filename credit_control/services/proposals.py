"""The limit that a policy's methods propose for a customer."""

from dataclasses import replace
from decimal import Decimal

from credit_control.engine import financials
from credit_control.engine.limits import LimitInputs, LimitProposal, LimitSettings, propose
from credit_control.engine.money import decimal
from credit_control.erp import sales
from credit_control.services import indicators, policies
from credit_control.services.indicators import Subject

#: check box of the policy → limit method
METHOD_FIELDS = {
	"use_need": "need",
	"use_capacity": "capacity",
	"use_net_worth": "net_worth",
	"use_monthly_sales": "monthly_sales",
	"use_working_assets": "working_assets",
}
AMOUNTS = ("net_worth", "tangible_net_worth", "turnover", "working_capital")
METHOD_LABELS = {
	"need": "Need",
	"capacity": "Capacity by Grade",
	"net_worth": "Share of Net Worth",
	"monthly_sales": "Monthly Sales by Grade",
	"working_assets": "Working Assets",
	"grade_cap": "Highest Limit of the Grade",
	"insured_cap": "Insured Limit",
	"group_remainder": "Remainder of the Group's Limit",
	"grade": "Grade without Credit",
}


def limit_settings(policy) -> LimitSettings:
	"""A policy document's choice of methods and their constants."""
	return LimitSettings(
		methods=tuple(code for field, code in METHOD_FIELDS.items() if policy.get(field)),
		net_worth_percent=decimal(policy.net_worth_percent or 0),
		credit_months=decimal(policy.credit_months or 0),
		buffer_days=policy.buffer_days or 0,
		assumed_days_late=decimal(policy.assumed_days_late or 0),
		step=decimal(policy.limit_step or 1),
	)


def propose_limit(
	subject: Subject,
	policy,
	grade: str | None,
	statement,
	rate: Decimal,
	expected_purchases: Decimal | None,
) -> tuple[LimitInputs, LimitProposal | None]:
	"""The inputs and the proposal for a grade; no proposal without a grade.

	`statement` is an engine Statement or None; `rate` turns its currency into the company's.
	"""
	inputs = limit_inputs(subject, statement, rate, expected_purchases)
	rule = policies.engine_policy(policy).grade_rule(grade)
	return inputs, propose(inputs, limit_settings(policy), rule) if rule else None


def limit_inputs(subject: Subject, statement, rate: Decimal, expected: Decimal | None) -> LimitInputs:
	"""A customer's figures in company currency; None for what is not known."""
	stated = financials.limit_inputs(statement) if statement else LimitInputs()
	amounts = {name: _times(getattr(stated, name), rate) for name in AMOUNTS}
	bought = sales.purchases(subject.customer, subject.company, subject.since, subject.as_of)
	annual = expected or bought or None
	return replace(
		stated,
		annual_purchases=annual,
		average_days_late=indicators.payment_behaviour(subject).weighted_days_late,
		monthly_credit_sales=annual and annual / 12,
		**amounts,
	)


def _times(amount: Decimal | None, rate: Decimal) -> Decimal | None:
	return None if amount is None else amount * rate
