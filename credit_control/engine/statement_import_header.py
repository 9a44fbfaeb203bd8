"""What stands above the figures of a statement: unit, currency, period, whose it is, consolidated or not."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .statement_import_cells import clean

_UNITS = (
	(re.compile(r"百万元|millions?\b|\bmn\b|'000[,.]000|'000'000", re.I), "1000000"),
	(re.compile(r"万元", re.I), "10000"),
	(re.compile(r"千元|thousands?\b|[’'‘]\s?000\b", re.I), "1000"),
	(re.compile(r"单位\s*:?\s*(人民币|美元|港币|欧元)?\s*元|单位\s*:\s*rmb\s*$", re.I), "1"),
)
_CURRENCIES = (
	(re.compile(r"人民币|\brmb\b|\bcny\b|rmb'", re.I), "cny"),
	(re.compile(r"美元|\busd\b|us\$", re.I), "usd"),
	(re.compile(r"港币|港元|\bhkd\b|hk\$", re.I), "hkd"),
	(re.compile(r"欧元|\beur\b|€", re.I), "eur"),
	(re.compile(r"英镑|\bgbp\b|£", re.I), "gbp"),
	(re.compile(r"日元|\bjpy\b", re.I), "jpy"),
)
_ENTITY = re.compile(r"(?:编制单位|公司名称|企业名称|单位名称|company(?: name)?)\s*:\s*(\S.*)", re.I)
_NEXT_FIELD = re.compile(r"\s+(?:单位|报表|日期|\d{4}年).*$")

_DAY = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
_MONTHS = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月?\s*(?:-|—|–|~|至)\s*(\d{1,2})\s*月")
_MONTH = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月")
_YEAR = re.compile(r"(?:fy\s*|年度\s*:?\s*)?((?:19|20)\d{2})\s*(?:年度?|财年)?", re.I)
_HALF = re.compile(r"(\d{4})\s*年?\s*(?:上半年|半年度)")
_QUARTER = re.compile(r"(\d{4})\s*年?\s*(?:第?\s*([一二三四1-4])\s*季度|前三季度)")
_ENGLISH_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ENGLISH = re.compile(
	rf"(?:(\d{{1,2}})\s+)?({'|'.join(_ENGLISH_MONTHS)})[a-z]*\.?\s+(?:(\d{{1,2}}),?\s+)?(\d{{4}})", re.I
)
_LENGTHS = (
	(re.compile(r"year ended|twelve months|12 months", re.I), 12),
	(re.compile(r"nine months|9 months", re.I), 9),
	(re.compile(r"six months|6 months|half[- ]year", re.I), 6),
	(re.compile(r"three months|3 months|quarter ended", re.I), 3),
)


@dataclass(frozen=True, slots=True)
class Facts:
	"""What the head of a sheet says; None where it says nothing. `unit` is a multiplier as text."""

	unit: str | None = None
	currency: str | None = None
	start: date | None = None
	end: date | None = None
	consolidated: bool | None = None
	entity: str | None = None

	def completed_by(self, other: Facts) -> Facts:
		"""These facts, with what they lack from another head; a period is taken whole."""
		dated = self if self.end and self.start else other if other.end and other.start else self
		end = dated.end or other.end
		return Facts(
			self.unit or other.unit,
			self.currency or other.currency,
			dated.start,
			end,
			other.consolidated if self.consolidated is None else self.consolidated,
			self.entity or other.entity,
		)


NO_FACTS = Facts()


def facts_of(texts: Iterable[str]) -> Facts:
	"""What the cells above the figures say."""
	found = Facts()
	for text in map(clean, texts):
		found = found.completed_by(_facts_of(text))
	return found


def _facts_of(text: str) -> Facts:
	start, end = period_of(text)
	entity = _ENTITY.search(text)
	return Facts(
		unit=next((unit for pattern, unit in _UNITS if pattern.search(text)), None),
		currency=next((code.upper() for pattern, code in _CURRENCIES if pattern.search(text)), None),
		start=start,
		end=end,
		consolidated=_consolidated(text),
		entity=_NEXT_FIELD.sub("", entity[1]).strip() if entity else None,
	)


def _consolidated(text: str) -> bool | None:
	if "母公司" in text or "unconsolidated" in text.casefold():
		return False
	return True if "合并" in text or "consolidated" in text.casefold() else None


def period_of(text: str) -> tuple[date | None, date | None]:
	"""First and last day that a text names; only the last one where it names a day."""
	found = clean(text)
	for reader in (_chinese_span, _single_day, _english_day):
		start, end = reader(found)
		if end:
			return start, end
	year = _YEAR.fullmatch(found) or re.search(r"((?:19|20)\d{2})\s*年度", found)
	return _whole_year(int(year[1])) if year else (None, None)


def _chinese_span(text: str) -> tuple[date | None, date | None]:
	if found := _MONTHS.search(text):
		return _span(int(found[1]), int(found[2]), int(found[3]))
	if found := _HALF.search(text):
		return _span(int(found[1]), 1, 6)
	if found := _QUARTER.search(text):
		# quarterly statements are cumulated since January
		last = "一二三四".find(found[2] or "三") + 1 if (found[2] or "三") in "一二三四" else int(found[2])
		return _span(int(found[1]), 1, 3 * last)
	return None, None


def _single_day(text: str) -> tuple[date | None, date | None]:
	if found := _DAY.search(text):
		return None, _day(int(found[1]), int(found[2]), int(found[3]))
	if found := _MONTH.search(text):
		return None, _span(int(found[1]), 1, int(found[2]))[1]
	return None, None


def _english_day(text: str) -> tuple[date | None, date | None]:
	found = _ENGLISH.search(text)
	if not found:
		return None, None
	month = _ENGLISH_MONTHS.index(found[2][:3].casefold()) + 1
	year = int(found[4])
	end = _day(year, month, int(found[1] or found[3] or monthrange(year, month)[1]))
	months = next((count for pattern, count in _LENGTHS if pattern.search(text)), None)
	return (_start(end, months) if end and months else None), end


def _start(end: date, months: int) -> date:
	"""The first day of so many months that end with the month of `end`."""
	index = end.year * 12 + end.month - months
	return date(index // 12, index % 12 + 1, 1)


def _whole_year(year: int) -> tuple[date, date]:
	return date(year, 1, 1), date(year, 12, 31)


def _span(year: int, first: int, last: int) -> tuple[date | None, date | None]:
	if not 1 <= first <= last <= 12:
		return None, None
	return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _day(year: int, month: int, day: int) -> date | None:
	try:
		return date(year, month, day)
	except ValueError:
		return None
