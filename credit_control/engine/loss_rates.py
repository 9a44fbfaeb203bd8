"""Expected credit loss by roll rates (迁徙率): the simplified approach of IFRS 9 and CAS 22.

Source: domain.md, Roll rates and expected credit loss. Buckets run from not due to the oldest; rates are
shares (0.3 % is 0.003), amounts in one currency.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from .errors import CreditError
from .money import ONE, ZERO

#: fewer than so many month-to-month rolls, or invoices in a bucket, say little
ENOUGH_MONTHS = 12
ENOUGH_INVOICES = 30

#: balances of one month's end by bucket, not due first
Balances = Sequence[Decimal]


@dataclass(frozen=True, slots=True)
class RollRate:
	"""The share of a bucket that is found one bucket older a month later; None where it never had a balance.

	`months` counts the rolls it is the mean of.
	"""

	rate: Decimal | None
	months: int

	@property
	def is_thin(self) -> bool:
		return self.months < ENOUGH_MONTHS


def roll_rates(month_ends: Sequence[Balances]) -> tuple[RollRate, ...]:
	"""roll_k = mean over the months of bucket_{k+1}(t+1) / bucket_k(t), capped at 1, for all buckets but the last.

	`month_ends` are oldest first; a month in which bucket k is empty says nothing of k. Raises CreditError
	when the months do not have the same buckets.
	"""
	buckets = {len(balances) for balances in month_ends}
	if len(buckets) > 1:
		raise CreditError("The months do not have the same ageing buckets.", field="buckets")
	return tuple(_roll_rate(month_ends, bucket) for bucket in range(max(buckets, default=1) - 1))


def _roll_rate(month_ends: Sequence[Balances], bucket: int) -> RollRate:
	rolls = [
		later[bucket + 1] / earlier[bucket]
		for earlier, later in pairwise(month_ends)
		if earlier[bucket] > ZERO
	]
	if not rolls:
		return RollRate(None, 0)
	return RollRate(min(ONE, sum(rolls, ZERO) / len(rolls)), len(rolls))


def loss_rates(rolls: Sequence[Decimal | None], loss_given_default: Decimal) -> tuple[Decimal | None, ...]:
	"""loss rate_k = Π_{j≥k} roll_j × loss given default; the last bucket loses the latter itself.

	One rate more than there are rolls. None from a bucket on whose way to the end a roll is missing.
	"""
	rates: list[Decimal | None] = [loss_given_default]
	for roll in reversed(rolls):
		after = rates[0]
		rates.insert(0, None if roll is None or after is None else roll * after)
	return tuple(rates)


def expected_loss(
	balances: Balances, rates: Sequence[Decimal | None], forward_factor: Decimal = ONE
) -> Decimal | None:
	"""Σ balance_k × loss rate_k × forward factor; None when a bucket with a balance has no rate.

	Raises CreditError when there are more or fewer rates than balances.
	"""
	if len(balances) != len(rates):
		raise CreditError(
			"{buckets} buckets need as many loss rates, not {rates}.",
			{"buckets": len(balances), "rates": len(rates)},
			field="rates",
		)
	losses = [_loss(balance, rate) for balance, rate in zip(balances, rates, strict=True)]
	known = [loss for loss in losses if loss is not None]
	return sum(known, ZERO) * forward_factor if len(known) == len(losses) else None


def _loss(balance: Decimal, rate: Decimal | None) -> Decimal | None:
	if balance == ZERO:
		return ZERO
	return None if rate is None else balance * rate


def is_thin(invoices: int, months: int) -> bool:
	"""True for a bucket with too few invoices or months to be relied on."""
	return invoices < ENOUGH_INVOICES or months < ENOUGH_MONTHS
