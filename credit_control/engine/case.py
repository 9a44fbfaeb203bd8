"""What a judgement is made of: the document, and everything that its outcome depends on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from .circumstances import Circumstances
from .exposure import Exposure
from .money import ZERO
from .policy import Policy
from .receivables import OpenTerm, Overdue
from .release import Release
from .standing import Standing


@dataclass(frozen=True, slots=True)
class Line:
	"""One line of a document: its row number, what is sold, and what it adds, with tax in company currency.

	A line that is delivered beyond the horizon of the exposure adds nothing yet: `later` is what it adds
	from `counts_from` on, the first day whose horizon it is within.
	"""

	row: int
	item: str
	amount: Decimal
	later: Decimal = ZERO
	counts_from: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
	"""The document under judgement.

	`amount` is what it adds to the exposure and `total` what it needs of a release (its whole value when
	it is submitted), both in company currency; `exemption` names the reason why it is not judged at all.
	`term_days` are its longest credit days, None when it names no terms; `prepaid` is what was received
	for it in advance, in company currency; `lines` are what could be left out of it. `value` is the whole
	document after a change, of which `total` is only what was added; None: the total. `shipped` says that all
	it bills was delivered; `asked_percent` is the prepayment that was asked when its order passed, None
	where it has none or nothing is known of it. `only_shipped` says that all it adds was delivered before.
	"""

	doctype: str
	name: str
	amount: Decimal
	total: Decimal
	exemption: str | None = None
	term_days: int | None = None
	prepaid: Decimal = ZERO
	lines: tuple[Line, ...] = ()
	value: Decimal | None = None
	shipped: bool = False
	asked_percent: Decimal | None = None
	only_shipped: bool = False

	@property
	def whole(self) -> Decimal:
		"""What the whole document is worth."""
		return self.total if self.value is None else self.value


@dataclass(frozen=True, slots=True)
class Case:
	"""Everything a judgement depends on. `exposure` is the customer's exposure without the document.

	`payable` are the largest open items that are not overdue: what could be paid as well to clear a hold.
	"""

	document: Document
	standing: Standing
	exposure: Exposure
	overdue: Overdue
	policy: Policy
	today: date
	release: Release | None = None
	circumstances: Circumstances = field(default_factory=Circumstances)
	payable: tuple[OpenTerm, ...] = ()

	@property
	def before(self) -> Decimal:
		return self.exposure.total

	@property
	def after(self) -> Decimal:
		return self.exposure.total + self.document.amount

	@property
	def limit(self) -> Decimal | None:
		return self.standing.effective_limit(self.today)

	@property
	def headroom(self) -> Decimal | None:
		"""Room left under the limit with the document; negative when over, None when unlimited."""
		return None if self.limit is None else self.limit - self.after
