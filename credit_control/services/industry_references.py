"""Industry References: the standards that the Wall Index and the five-tier evaluation measure by."""

from dataclasses import dataclass, replace
from datetime import date

import frappe
from frappe import _

from credit_control.engine.five_tier import TierStandard, tier_problems
from credit_control.engine.money import decimal
from credit_control.engine.ratios import RATIOS
from credit_control.engine.wall import WALL_ITEMS, WallItem, wall_problems
from credit_control.services import files, wording
from credit_control.services.rows import refuse_repeats

DOCTYPE = "Industry Reference"
TIERS = ("excellent", "good", "average", "low", "poor")
RATIO_CODES = {rule.label: code for code, rule in RATIOS.items()}
WALL_BY_LABEL = {item.label: item for item in WALL_ITEMS}


@dataclass(frozen=True)
class Reference:
	"""One table as the engine reads it."""

	name: str
	year: int
	industry: str | None
	is_manufacturing: bool
	is_sample: bool
	tiers: dict[str, TierStandard]
	wall: tuple[WallItem, ...]

	@property
	def stated(self) -> str:
		"""Which table it is, as it is kept with a result; the title of a sample says that it is one."""
		return f"{self.name} ({self.year})"


def load(name: str) -> Reference:
	"""An Industry Reference by its name."""
	doc = frappe.get_cached_doc(DOCTYPE, name)
	return Reference(
		name=doc.name,
		year=doc.year,
		industry=doc.industry,
		is_manufacturing=bool(doc.is_manufacturing),
		is_sample=bool(doc.is_sample),
		tiers={RATIO_CODES[row.ratio]: _standard(row) for row in doc.tiers},
		wall=tuple(_wall_item(row) for row in doc.wall),
	)


def pick(customer: str, period_end: date) -> str | None:
	"""The table for a customer's industry, else the one for all: the newest up to the period's year, else the next.

	None when the site has no enabled table.
	"""
	industry = files.industry_of(customer)
	fields = ["name", "industry", "year"]
	tables = frappe.get_all(DOCTYPE, filters={"enabled": 1}, fields=fields, order_by="name")
	own = [row for row in tables if industry and row.industry == industry]
	return _nearest(own or [row for row in tables if not row.industry], period_end.year)


def _nearest(tables: list, year: int) -> str | None:
	past = [row for row in tables if row.year <= year]
	if past:
		return max(past, key=lambda row: row.year).name
	return min(tables, key=lambda row: row.year).name if tables else None


def check(doc) -> None:
	"""Raise with every fault of a table; an empty half simply gives no result."""
	if not (doc.tiers or doc.wall):
		frappe.throw(_("Enter standards of the Five-Tier Evaluation, of the Wall Index, or of both."))
	refuse_repeats(doc.tiers, "ratio")
	refuse_repeats(doc.wall, "item")
	problems = tier_problems({RATIO_CODES[row.ratio]: _standard(row) for row in doc.tiers})
	if doc.wall:
		problems += wall_problems([_wall_item(row) for row in doc.wall])
	if problems:
		sentences = [problem.render(_, lambda value: wording.show(value, "")) for problem in problems]
		frappe.throw(sentences, title=_("The Standards Do Not Fit"), as_list=True)


def _standard(row) -> TierStandard:
	return TierStandard(RATIO_CODES[row.ratio], *(_number(row, tier) for tier in TIERS))


def _number(row, fieldname: str):
	try:
		return decimal(row.get(fieldname))
	except ValueError:
		label = _(row.meta.get_label(fieldname), context="Industry Reference Tier")
		frappe.throw(
			_("Row {0}: {1} of {2} is not a number. Enter one.").format(row.idx, label, _(row.ratio))
		)


def _wall_item(row) -> WallItem:
	return replace(WALL_BY_LABEL[row.item], weight=decimal(row.weight), standard=decimal(row.standard))
