"""A release: permission for held documents to pass, within an amount and until a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .messages import Message
from .money import HUNDRED, ZERO


@dataclass(frozen=True, slots=True)
class Release:
	"""What a credit manager granted; amounts in company currency, tolerance in percent of the cap.

	`follows` says that the document delivers or bills one that passed with this release in time: its
	last day does not matter any more.
	"""

	reference: str
	amount_cap: Decimal
	valid_to: date
	tolerance_percent: Decimal = ZERO
	consumed: Decimal = ZERO
	follows: bool = False

	@property
	def ceiling(self) -> Decimal:
		"""The cap plus its tolerance."""
		return self.amount_cap * (HUNDRED + self.tolerance_percent) / HUNDRED

	def refusal(self, amount: Decimal, today: date) -> Message | None:
		"""Why this release does not cover a document of `amount` today; None when it does."""
		if today > self.valid_to and not self.follows:
			return Message(
				"Release {release} was valid until {day}. Ask for a new one.",
				{"release": self.reference, "day": self.valid_to},
			)
		if self.consumed + amount > self.ceiling:
			return Message(
				"Release {release} covers {ceiling} with its tolerance; this document needs {amount}.",
				{"release": self.reference, "ceiling": self.ceiling, "amount": self.consumed + amount},
			)
		return None
