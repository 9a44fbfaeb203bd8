from datetime import date
from decimal import Decimal

import pytest

from credit_control.engine.altman import (
	DISTRESS,
	GREY,
	SAFE,
	Z_DOUBLE_PRIME,
	Z_PRIME,
	altman,
	choose_model,
	z_score,
	zone,
)
from credit_control.engine.errors import CreditError
from credit_control.engine.statement import Statement

R = {
	"current_assets": 400, "current_liabilities": 250, "total_assets": 1000, "total_liabilities": 550,
	"equity": 450, "retained_earnings": 180, "ebit": 90, "revenue": 1200,
}  # fmt: skip


def statement(without=(), **changes):
	figures = {code: Decimal(value) for code, value in {**R, **changes}.items() if code not in without}
	return Statement(figures, date(2024, 1, 1), date(2024, 12, 31), "Audited")


@pytest.mark.parametrize(
	("model", "expected", "expected_zone"),
	[(Z_PRIME, "2.0809", GREY), (Z_DOUBLE_PRIME, "3.0347", SAFE)],
	ids=["prime", "double prime"],
)
def test_the_reference_statement_gives_the_worked_value_and_zone(model, expected, expected_zone):
	result = altman(statement(), model)
	assert round(result.value, 4) == Decimal(expected)
	assert result.zone == expected_zone


def test_the_terms_add_up_to_the_value():
	result = altman(statement(), Z_PRIME)
	assert sum(term.contribution for term in result.terms) == result.value
	assert [term.code for term in result.terms] == ["X1", "X2", "X3", "X4", "X5"]


@pytest.mark.parametrize(
	("model", "value", "expected"),
	[
		(Z_PRIME, "2.90", GREY),
		(Z_PRIME, "2.91", SAFE),
		(Z_PRIME, "1.23", GREY),
		(Z_PRIME, "1.22", DISTRESS),
		(Z_DOUBLE_PRIME, "2.60", GREY),
		(Z_DOUBLE_PRIME, "2.61", SAFE),
		(Z_DOUBLE_PRIME, "1.10", GREY),
		(Z_DOUBLE_PRIME, "1.09", DISTRESS),
	],
)
def test_the_cut_offs_themselves_are_grey(model, value, expected):
	assert zone(model, Decimal(value)) == expected


@pytest.mark.parametrize(
	"line", ["retained_earnings", "ebit", "equity", "total_liabilities", "current_assets"]
)
def test_a_missing_input_gives_no_score_and_is_named(line):
	result = altman(statement(without=(line,)))
	assert (result.value, result.zone, result.note) == (None, None, f"missing: {line}")


def test_only_z_prime_needs_revenue():
	assert altman(statement(without=("revenue",)), Z_PRIME).note == "missing: revenue"
	assert altman(statement(without=("revenue",)), Z_DOUBLE_PRIME).value is not None


@pytest.mark.parametrize(
	("line", "note"), [("total_assets", "no assets"), ("total_liabilities", "no liabilities")]
)
def test_a_denominator_of_zero_gives_no_score(line, note):
	assert altman(statement(**{line: 0})).note == note


def test_negative_equity_lowers_the_score_and_is_no_reason_to_refuse():
	assert altman(statement(equity=-100)).value < altman(statement(equity=0)).value


def test_the_model_follows_the_industry_and_says_why():
	assert choose_model(True).model is Z_PRIME
	assert choose_model(False).model is Z_DOUBLE_PRIME
	unknown = choose_model(None)
	assert unknown.model is Z_DOUBLE_PRIME
	assert "not known" in unknown.reason


def test_ready_made_factors_give_the_same_score():
	factors = [Decimal("0.15"), Decimal("0.18"), Decimal("0.09"), Decimal(450) / Decimal(550)]
	assert z_score(Z_DOUBLE_PRIME, factors) == altman(statement()).value


def test_a_missing_factor_gives_no_score_and_is_not_zero():
	assert z_score(Z_DOUBLE_PRIME, [Decimal(1), None, Decimal(1), Decimal(1)]) is None
	assert z_score(Z_DOUBLE_PRIME, [Decimal(1), Decimal(0), Decimal(1), Decimal(1)]) is not None


def test_the_wrong_number_of_factors_is_refused():
	with pytest.raises(CreditError, match="needs 4 factors, not 5"):
		z_score(Z_DOUBLE_PRIME, [Decimal(1)] * 5)
