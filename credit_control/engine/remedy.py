"""One way to clear a failed check, with what it takes and where it leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from .messages import Figure, Message

if TYPE_CHECKING:
	from .case import Case

PAY = "pay"
PREPAY = "prepay"
REDUCE = "reduce"
TEMPORARY_LIMIT = "temporary_limit"
SECURE = "secure"
SHORTEN = "shorten"
WAIT = "wait"
ASSESS = "assess"
#: somebody mends what the check looks at: the file, the contract, a promise, another limit
MEND = "mend"


@dataclass(frozen=True, slots=True)
class Remedy:
	"""One way to clear a document; what it does not need stays empty.

	`amount` is the money it takes, or what is left out of the document, in company currency; `vouchers` are
	to be paid, `rows` of the document stay, `day` is when it passes. `check` is the first failed check that
	it clears, `outcome` that of the document once this is done, and `still` are the checks that would hold
	it then.
	"""

	message: Message
	amount: Decimal | None = None
	kind: str = MEND
	vouchers: tuple[str, ...] = ()
	rows: tuple[int, ...] = ()
	day: date | None = None
	check: str = ""
	outcome: str | None = None
	still: tuple[str, ...] = ()


class Change(NamedTuple):
	"""A remedy that was not tried yet, and the case as it would be once it is done."""

	remedy: Remedy
	case: Case


def says(template: str, /, **params: Figure) -> Message:
	"""The sentence of a remedy."""
	return Message(template, params)
