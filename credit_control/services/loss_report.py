"""The report Roll Rates and Expected Loss: how much of each ageing bucket grows older, and what that will cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import frappe
from frappe import _

from credit_control.engine.loss_rates import (
	ENOUGH_INVOICES,
	ENOUGH_MONTHS,
	RollRate,
	expected_loss,
	is_thin,
	loss_rates,
	roll_rates,
)
from credit_control.engine.money import HUNDRED, ZERO
from credit_control.engine.month_ends import BUCKETS, MonthEnd, days_of, month_ends
from credit_control.erp import customers
from credit_control.erp import month_ends as ledger
from credit_control.services import report_parts as parts


@dataclass(frozen=True)
class Matrix:
	"""The provision matrix of a ledger on a day: the last of its month ends."""

	ends: Sequence[MonthEnd]
	rolls: Sequence[RollRate]
	rates: Sequence[Decimal | None]
	forward: Decimal

	@property
	def last(self) -> MonthEnd:
		return self.ends[-1]

	@property
	def loss(self) -> Decimal | None:
		"""None where a bucket with a balance has no rate."""
		return expected_loss(self.last.buckets, self.rates, self.forward)

	def loss_of(self, bucket: int) -> Decimal | None:
		"""What one bucket alone will cost."""
		alone = [balance if place == bucket else ZERO for place, balance in enumerate(self.last.buckets)]
		return expected_loss(alone, self.rates, self.forward)

	def months(self, bucket: int) -> int:
		"""The fewest rolls that a bucket's loss rate rests on; the oldest rolls no further."""
		return min((roll.months for roll in self.rolls[bucket:]), default=ENOUGH_MONTHS)


def run(filters: Mapping) -> tuple:
	"""Columns, rows, message, chart and summary, as a script report returns them."""
	company = parts.company_of(filters)
	money = customers.currency_of(company)
	found = matrix(company, filters)
	if filters.get("view") == "Months":
		rows = [{**row, "currency": money} for row in _month_rows(found)]
		return _month_columns(), rows, None, _month_chart(rows, money), _summary(found, money)
	rows = [{**row, "currency": money} for row in _bucket_rows(found)]
	return _bucket_columns(), rows, _message(found), _bucket_chart(rows, money), _summary(found, money)


def matrix(company: str, filters: Mapping) -> Matrix:
	"""The rates of the months asked for, on the balances of the day asked for."""
	months = parts.months(filters, ENOUGH_MONTHS)
	given_default = parts.number(filters, "loss_given_default", _("Loss Given Default %"), (0, 100), 100)
	forward = parts.number(filters, "forward_factor", _("Forward Factor"), (0, 10), 1)
	if not forward:
		frappe.throw(_("Forward Factor must be above zero. 1 leaves the past as it was."))
	day = parts.as_of(filters)
	# what rolled on within a month that is not over yet would be too little
	unfinished = int((day + timedelta(days=1)).day != 1)
	days = days_of(day, months + unfinished)
	ends = month_ends(ledger.accounts(parts.scope(company, filters), days), days)
	rolls = roll_rates([end.buckets for end in ends[: len(ends) - unfinished]])
	rates = loss_rates([roll.rate for roll in rolls], given_default / HUNDRED)
	return Matrix(ends, rolls, rates, forward)


def bucket_labels() -> list[str]:
	"""The buckets' names, not due first."""
	return [
		_("Not Due"),
		_("1–30 Days"),
		_("31–60 Days"),
		_("61–90 Days"),
		_("Over 90 Days"),
	]


def _bucket_rows(found: Matrix) -> list[dict]:
	labels = bucket_labels()
	return [_bucket_row(found, bucket, labels[bucket]) for bucket in range(BUCKETS)]


def _bucket_row(found: Matrix, bucket: int, label: str) -> dict:
	roll = found.rolls[bucket] if bucket < len(found.rolls) else None
	rate, loss = found.rates[bucket], found.loss_of(bucket)
	invoices, months = found.last.counts[bucket], found.months(bucket)
	return {
		"bucket": label,
		"day": found.last.day,
		"balance": float(found.last.buckets[bucket]),
		"invoices": invoices,
		"roll_rate": None if roll is None or roll.rate is None else parts.shown(HUNDRED * roll.rate, 2),
		"months": None if roll is None else roll.months,
		"loss_rate": None if rate is None else parts.shown(HUNDRED * rate, 2),
		"loss": parts.shown(loss, 2),
		"data_note": _thinness(invoices, months),
		"thin": int(is_thin(invoices, months)),
	}


def _thinness(invoices: int, months: int) -> str:
	"""Which of the two is too little."""
	if not is_thin(invoices, months):
		return _("Enough", context="Roll Rates and Expected Loss")
	if months >= ENOUGH_MONTHS:
		return _("Thin: fewer than {0} invoices").format(ENOUGH_INVOICES)
	if invoices >= ENOUGH_INVOICES:
		return _("Thin: fewer than {0} months").format(ENOUGH_MONTHS)
	return _("Thin: fewer than {0} invoices and {1} months").format(ENOUGH_INVOICES, ENOUGH_MONTHS)


def _bucket_columns() -> list[dict]:
	return [
		parts.text("bucket", _("Overdue since"), 130),
		parts.money("balance", _("Balance", context="Roll Rates and Expected Loss")),
		parts.count("invoices", _("Open Items")),
		parts.percent("roll_rate", _("Roll Rate %"), precision=2),
		parts.count("months", _("Months")),
		parts.percent("loss_rate", _("Loss Rate %"), precision=2),
		parts.money("loss", _("Expected Loss")),
		parts.text("data_note", _("Data", context="Roll Rates and Expected Loss"), 330),
		parts.currency(),
	]


def _message(found: Matrix) -> str | None:
	"""Said where the expected loss cannot be told."""
	if found.loss is not None:
		return None
	return _(
		"A bucket with a balance has no loss rate, because nothing in it could be followed to the end in these months."
		" The expected loss is not known. Choose more months."
	)


def _bucket_chart(rows: Sequence[dict], money: str) -> dict | None:
	if not any(row["balance"] for row in rows):
		return None
	series = {
		_("Balance", context="Roll Rates and Expected Loss"): [row["balance"] for row in rows],
		_("Expected Loss"): [row["loss"] or 0 for row in rows],
	}
	labels = [row["bucket"] for row in rows]
	side_by_side = {"barOptions": parts.BESIDE, "colors": ["blue", "red"]}
	return parts.chart(labels, series, **side_by_side, **parts.in_money(money))


def _summary(found: Matrix, money: str) -> list[dict]:
	owed, loss = found.last.receivables, found.loss
	thin = sum(is_thin(found.last.counts[bucket], found.months(bucket)) for bucket in range(BUCKETS))
	return parts.tiles(
		parts.tile(_("Receivables"), float(owed), "Currency", currency=money),
		parts.tile(_("Expected Loss"), parts.shown(loss, 2), "Currency", currency=money),
		parts.tile(
			_("Expected Loss % of Receivables"), None if loss is None else parts.share(loss, owed), "Percent"
		),
		parts.tile(_("Buckets with Thin Data"), thin, indicator="Orange" if thin else "Green"),
	)


def _month_rows(found: Matrix) -> list[dict]:
	"""One row for each month end: balances, and what rolled on from it into the next month."""
	return [_month_row(found.ends, position) for position in range(len(found.ends))]


def _month_row(ends: Sequence[MonthEnd], position: int) -> dict:
	end = ends[position]
	rolls = roll_rates([each.buckets for each in ends[position : position + 2]])
	return {
		"month": end.day,
		"receivables": float(end.receivables),
		**{f"bucket_{place}": float(amount) for place, amount in enumerate(end.buckets)},
		**{
			f"roll_{place}": None if roll.rate is None else parts.shown(HUNDRED * roll.rate)
			for place, roll in enumerate(rolls)
		},
	}


def _month_columns() -> list[dict]:
	labels = bucket_labels()
	return [
		parts.day("month", _("Month's End")),
		parts.money("receivables", _("Receivables")),
		*(parts.money(f"bucket_{place}", label) for place, label in enumerate(labels)),
		*(
			parts.percent(f"roll_{place}", _("Rolls On %: {0}").format(labels[place]))
			for place in range(BUCKETS - 1)
		),
		parts.currency(),
	]


def _month_chart(rows: Sequence[dict], money: str) -> dict | None:
	if not any(row["receivables"] for row in rows):
		return None
	series = {label: [row[f"bucket_{place}"] for row in rows] for place, label in enumerate(bucket_labels())}
	colours = {"colors": ["blue", "green", "yellow", "orange", "red"]}
	return parts.chart([f"{row['month']:%Y-%m}" for row in rows], series, **colours, **parts.in_money(money))
