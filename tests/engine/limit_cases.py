"""Grades, figures and strategies for the tests of limits."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from credit_control.engine.grades import GradeRule
from credit_control.engine.limit_methods import METHODS, LimitInputs, LimitSettings

SETTINGS = LimitSettings(step=Decimal(1000))

B = GradeRule(
	"B",
	Decimal(40),
	Decimal("0.1"),
	term_days=30,
	net_worth_percent=Decimal(35),
	turnover_percent=Decimal(5),
	sales_coefficient=Decimal(60),
)

FULL = replace(B, grade="AA", limit_factor=Decimal(1))

NO_CREDIT = replace(B, grade="D", limit_factor=Decimal(0))

# R of domain.md: CA 400, CL 250, TL 550, E 450, inventory 120
R = LimitInputs(
	working_capital=Decimal(150),
	net_worth=Decimal(450),
	current_ratio=Decimal("1.60"),
	quick_ratio=Decimal("1.12"),
	current_liabilities_to_equity=Decimal(250) / Decimal(450),
	liabilities_to_equity=Decimal(550) / Decimal(450),
)

NEEDS = LimitInputs(annual_purchases=Decimal(365000), average_days_late=Decimal(10))

AMOUNTS = st.none() | st.decimals(min_value=-(10**7), max_value=10**9, places=2)

INPUTS = st.builds(
	LimitInputs,
	tangible_net_worth=AMOUNTS,
	turnover=AMOUNTS,
	annual_purchases=AMOUNTS,
	average_days_late=st.none() | st.decimals(0, 400, places=1),
	monthly_credit_sales=AMOUNTS,
	working_capital=AMOUNTS,
	net_worth=AMOUNTS,
	current_ratio=st.none() | st.decimals(0, 9, places=2),
	quick_ratio=st.none() | st.decimals(0, 9, places=2),
	current_liabilities_to_equity=st.none() | st.decimals(0, 9, places=2),
	liabilities_to_equity=st.none() | st.decimals(0, 9, places=2),
	insured=AMOUNTS,
	group_remainder=AMOUNTS,
)

ALL_METHODS = st.builds(
	LimitSettings,
	methods=st.lists(st.sampled_from(sorted(METHODS)), unique=True, min_size=1).map(tuple),
	step=st.sampled_from([Decimal("0.01"), Decimal(1), Decimal(1000)]),
	unsecured_cap=st.none() | st.decimals(min_value=0, max_value=10**8, places=2),
	security_share=st.none() | st.decimals(0, 300, places=1),
)

FACTORS = st.sampled_from([Decimal(factor) for factor in ("0", "0.1", "0.6", "1", "1.5")])


def amounts(proposal):
	return {term.code: term.amount for term in proposal.terms}


KNOWN = replace(NEEDS, tangible_net_worth=Decimal(80000), turnover=Decimal(700000))

CAP = Decimal(5000)
