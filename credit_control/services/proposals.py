"""The limit that a policy's methods propose for a customer."""

from dataclasses import replace
from decimal import Decimal

from credit_control.engine import financials
from credit_control.engine.limit_methods import WORKING_ASSETS_BANDS, WorkingAssetsBand
from credit_control.engine.limits import LimitInputs, LimitProposal, LimitSettings, propose
from credit_control.engine.money import decimal, optional_decimal
from credit_control.erp import sales
from credit_control.services import groups, indicators, policies, securities
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
	"unsecured_cap": "Highest Unsecured Limit",
	"insured_cap": "Insured plus Unsecured Limit",
	"group_remainder": "Remainder of the Group's Limit",
	"security": "Security Added",
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
		working_assets_bands=_bands(policy),
		step=decimal(policy.limit_step or 1),
		unsecured_cap=decimal(policy.unsecured_cap or 0) or None,
		cap_by_insurance=bool(policy.cap_by_insurance),
		cap_by_group=bool(policy.cap_by_group),
		add_security=bool(policy.add_security),
		security_share=decimal(policy.security_share or 0) or None,
	)


def _bands(policy) -> tuple[WorkingAssetsBand, ...]:
	rows = policy.get("working_assets_bands") or []
	own = tuple(WorkingAssetsBand(optional_decimal(row.above), decimal(row.percent or 0)) for row in rows)
	return own or WORKING_ASSETS_BANDS


def unreadable_bands(policy) -> list:
	"""The rows of the working assets' table whose edge is no number."""
	return [row for row in policy.get("working_assets_bands") or [] if not _is_readable(row)]


def _is_readable(row) -> bool:
	try:
		optional_decimal(row.above)
	except ValueError:
		return False
	return True


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
	place = (subject.customer, subject.company, subject.as_of)
	return replace(
		stated,
		annual_purchases=annual,
		average_days_late=indicators.payment_behaviour(subject).weighted_days_late,
		monthly_credit_sales=annual and annual / 12,
		security=securities.secured_amount(*place),
		insured=securities.insured_cap(*place),
		group_remainder=groups.group_remainder(*place),
		**amounts,
	)


def _times(amount: Decimal | None, rate: Decimal) -> Decimal | None:
	return None if amount is None else amount * rate
