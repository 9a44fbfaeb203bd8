"""What a check answers: a finding when it failed, and its result with the policy's reaction."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .messages import Figure, Message


@dataclass(frozen=True, slots=True)
class Finding:
	"""What a failed check saw: the value, the threshold it broke, and the sentence that says so."""

	value: Figure
	threshold: Figure
	message: Message
	#: the strongest reaction this finding may have, when it is milder than the policy's
	at_most: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
	"""One check's result on one document."""

	check: str
	failed: bool
	reaction: str
	value: Figure = None
	threshold: Figure = None
	message: Message | None = None


def finding(value: Figure, threshold: Figure, template: str, /, **params: Figure) -> Finding:
	"""A finding with its sentence."""
	return Finding(value, threshold, Message(template, params))


def percentage(percent: Decimal) -> str:
	"""A percentage for a sentence, without trailing zeros and without the sign."""
	return f"{percent.normalize():f}"
