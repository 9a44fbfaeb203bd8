"""What is booked for a debt that is lost, in the currency of its account, and what came back of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from .errors import CreditError
from .money import ZERO
from .receivables import RESIDUE

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Claim:
	"""What is open of an invoice: in company currency, and in that of the account it was booked on."""

	open: Decimal
	open_in_account: Decimal
	rate: Decimal


def amount_in_account(amount: Decimal, claim: Claim) -> Decimal:
	"""`amount` in company currency as the invoice's account has it; all that is open takes the last cent too.

	Raises CreditError where more than what is open would be written off.
	"""
	if amount - claim.open > RESIDUE:
		raise CreditError(
			"{amount} is to be written off, but only {open} is open.",
			{"amount": amount, "open": claim.open},
			field="amount",
			remedy="Enter at most what is open.",
		)
	if claim.open - amount <= RESIDUE:
		return claim.open_in_account
	part = (amount / claim.rate).quantize(CENT, ROUND_HALF_UP)
	return min(part, claim.open_in_account)


def left_to_recover(written_off: Decimal, recovered: Decimal) -> Decimal:
	"""What may still come back of a debt that was written off; never below zero."""
	return max(written_off - recovered, ZERO)
