"""The report Receivables Performance: how well a company's ledger is collected, month by month, and who owes it.

Measured on what customers owe; what stands on account is shown beside it and not deducted, because one customer's
money does not pay another's invoice.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from frappe import _

from credit_control.engine import performance
from credit_control.engine.money import HUNDRED, ZERO
from credit_control.engine.month_ends import Account, MonthEnd, balances, days_of, month_ends
from credit_control.engine.performance import MonthSales, Paid
from credit_control.erp import customers
from credit_control.erp import month_ends as ledger
from credit_control.erp.month_ends import Scope
from credit_control.services import report_parts as parts

#: months of sales that the receivables are set against, and how far counting back may go
SALES_MONTHS, COUNT_BACK = 3, 24
#: the largest debtors whose share is told
LARGEST = 10


def run(filters: Mapping) -> tuple:
	"""Columns, rows, message, chart and summary, as a script report returns them."""
	company, day = parts.company_of(filters), parts.as_of(filters)
	scope, money = parts.scope(company, filters), customers.currency_of(company)
	if filters.get("view") == "Customers":
		return _by_customer(scope, day, money)
	months = parts.months(filters, 12)
	spread = parts.whole(filters, "sales_months", _("Months of Sales"), (1, 12), SALES_MONTHS)
	rows = [{**row, "currency": money} for row in rows_of(scope, day, months, spread)]
	return columns(), rows, None, _chart(rows), _summary(rows)


def rows_of(scope: Scope, day: date, months: int, spread: int) -> list[dict]:
	"""One row for each month, the oldest first; the days sales outstanding use the sales of `spread` months."""
	days = days_of(day, months)
	ends = month_ends(ledger.accounts(scope, days), days)
	sales = ledger.credit_sales(scope, days_of(day, months + COUNT_BACK))
	paid = ledger.payments(scope, days)
	before = len(sales) - months
	return [
		_row(ends[month], ends[month + 1], sales[: before + month + 1], paid[month], spread)
		for month in range(months)
	]


def _row(begin: MonthEnd, end: MonthEnd, sales: Sequence[MonthSales], paid: Paid, spread: int) -> dict:
	"""One month's figures; `sales` are those up to its end, oldest first."""
	return {
		"month": end.day,
		"receivables": float(end.receivables),
		"not_due": float(end.not_due),
		"overdue": float(end.overdue),
		"credits": float(end.credits),
		"net": float(end.net),
		"sales": float(sales[-1].amount),
		"paid": float(paid.amount),
		**{name: parts.shown(value) for name, value in _measures(begin, end, sales, paid, spread)},
	}


def _measures(
	begin: MonthEnd, end: MonthEnd, sales: Sequence[MonthSales], paid: Paid, spread: int
) -> Iterator[tuple[str, Decimal | None]]:
	sold = sum((month.amount for month in sales[-spread:]), ZERO)
	days = sum(month.days for month in sales[-spread:])
	owed, not_due = end.receivables, end.not_due
	yield "dso", performance.dso(owed, sold, days)
	yield "count_back", performance.count_back_dso(owed, tuple(reversed(sales))[:COUNT_BACK])
	yield "best", performance.best_possible_dso(not_due, sold, days)
	yield "delinquent", performance.average_days_delinquent(owed, not_due, sold, days)
	yield (
		"effectiveness",
		performance.collection_effectiveness(begin.receivables, sales[-1].amount, owed, not_due),
	)
	yield "overdue_rate", performance.overdue_rate(end.overdue, owed)
	yield "overdue_count_rate", performance.overdue_rate(Decimal(end.overdue_items), Decimal(end.items))
	yield "days_to_pay", performance.weighted_days_to_pay(paid)
	yield "days_late", performance.weighted_days_late(paid, end.overdue, end.overdue_days)


def columns() -> list[dict]:
	"""The ledger first, then what it says."""
	return [
		parts.day("month", _("Month's End")),
		parts.money("receivables", _("Receivables")),
		parts.money("overdue", _("Overdue")),
		parts.percent("overdue_rate", _("Overdue %")),
		parts.percent("overdue_count_rate", _("Overdue % by Number")),
		parts.figure("dso", _("DSO")),
		parts.figure("count_back", _("DSO, Count-Back")),
		parts.figure("best", _("DSO, Best Possible")),
		parts.figure("delinquent", _("Average Days Delinquent")),
		parts.percent("effectiveness", _("Collection Effectiveness %")),
		parts.figure("days_to_pay", _("Days to Pay, Weighted")),
		parts.figure("days_late", _("Days Late, Weighted")),
		parts.money("sales", _("Credit Sales")),
		parts.money("paid", _("Paid in the Month")),
		parts.money("not_due", _("Not Due")),
		parts.money("credits", _("On Account")),
		parts.money("net", _("Balance of the Ledger")),
		parts.currency(),
	]


def _chart(rows: Sequence[dict]) -> dict | None:
	"""The three kinds of days sales outstanding; a month that lacks one is left out."""
	lines = {"dso": _("DSO"), "count_back": _("DSO, Count-Back"), "best": _("DSO, Best Possible")}
	known = [row for row in rows if row["dso"] is not None]
	# counting back fails where the books are younger than the debts
	used = {name: label for name, label in lines.items() if all(row[name] is not None for row in known)}
	series = {label: [row[name] for row in known] for name, label in used.items()}
	return parts.chart(
		[f"{row['month']:%Y-%m}" for row in known],
		series,
		type="line",
		lineOptions={"regionFill": 0, "dotSize": 4},
		axisOptions={"xIsSeries": 1},
		colors=["blue", "orange", "green"],
		title=_("Days Sales Outstanding"),
	)


def _summary(rows: Sequence[dict]) -> list[dict]:
	last = rows[-1]
	late = last["overdue_rate"]
	amount = {"currency": last["currency"]}
	return parts.tiles(
		parts.tile(_("Receivables"), last["receivables"], "Currency", **amount),
		parts.tile(_("Overdue %"), late, "Percent", indicator=_colour(late)),
		parts.decimals(_("DSO"), last["dso"]),
		parts.decimals(_("Average Days Delinquent"), last["delinquent"]),
		parts.tile(_("Collection Effectiveness %"), last["effectiveness"], "Percent"),
		parts.decimals(_("Days to Pay, Weighted"), last["days_to_pay"]),
	)


def _colour(late: float | None) -> str:
	"""A quarter of the ledger overdue is bad (proposal)."""
	return "Green" if not late else "Red" if late > 25 else "Orange"


def _by_customer(scope: Scope, day: date, money: str) -> tuple:
	"""Who owes the ledger on a day, the largest first."""
	owed = [
		(name, end) for name, end in _ends_by_customer(scope, day).items() if end.receivables or end.credits
	]
	owed.sort(key=lambda entry: (-entry[1].receivables, entry[0]))
	whole = sum((end.receivables for _name, end in owed), ZERO)
	titles = customers.names_of([name for name, _end in owed])
	rows, running = [], ZERO
	for name, end in owed:
		running += end.receivables
		row = {"customer": name, "customer_name": titles.get(name) or name, "currency": money}
		rows.append(row | _customer_figures(end, running, whole))
	return _customer_columns(), rows, None, _customer_chart(rows), _concentration(owed, whole, money)


def _ends_by_customer(scope: Scope, day: date) -> dict[str, MonthEnd]:
	grouped: dict[str, list[Account]] = defaultdict(list)
	for account in ledger.accounts(scope, (day,), by_party=True):
		if any(True for _balance in balances(account, 1)):
			grouped[account.party].append(account)
	return {name: month_ends(found, (day,))[0] for name, found in grouped.items()}


def _customer_figures(end: MonthEnd, running: Decimal, whole: Decimal) -> dict:
	return {
		"receivables": float(end.receivables),
		"share": parts.share(end.receivables, whole),
		"running": parts.share(running, whole),
		"overdue": float(end.overdue),
		"overdue_rate": parts.shown(performance.overdue_rate(end.overdue, end.receivables)),
		"items": end.items,
		"credits": float(end.credits),
		"net": float(end.net),
	}


def _customer_columns() -> list[dict]:
	return [
		parts.link("customer", _("Customer"), "Customer"),
		parts.text("customer_name", _("Customer Name"), 180),
		parts.money("receivables", _("Receivables")),
		parts.percent("share", _("Share %", context="Receivables Performance")),
		parts.percent("running", _("Running Share %")),
		parts.money("overdue", _("Overdue")),
		parts.percent("overdue_rate", _("Overdue %")),
		parts.count("items", _("Open Items")),
		parts.money("credits", _("On Account")),
		parts.money("net", _("Balance of the Ledger")),
		parts.currency(),
	]


def _customer_chart(rows: Sequence[dict]) -> dict | None:
	top = [row for row in rows if row["receivables"] > 0][:LARGEST]
	series = {
		_("Not Due"): [parts.total([row["receivables"], -row["overdue"]]) for row in top],
		_("Overdue"): [row["overdue"] for row in top],
	}
	money = parts.in_money(top[0]["currency"]) if top else {}
	return parts.chart([row["customer_name"] for row in top], series, colors=["blue", "orange"], **money)


def _concentration(owed: Sequence[tuple[str, MonthEnd]], whole: Decimal, money: str) -> list[dict]:
	amounts = [end.receivables for _name, end in owed]
	index = performance.concentration(amounts)
	late = sum((end.overdue for _name, end in owed), ZERO)
	return parts.tiles(
		parts.tile(_("Receivables"), float(whole), "Currency", currency=money),
		parts.tile(_("Customers That Owe"), sum(1 for amount in amounts if amount > ZERO)),
		parts.tile(_("Largest Customer %"), parts.shown(performance.largest_share(amounts, 1)), "Percent"),
		parts.tile(
			_("{0} Largest %").format(LARGEST),
			parts.shown(performance.largest_share(amounts, LARGEST)),
			"Percent",
		),
		parts.decimals(_("Concentration (HHI)"), parts.shown(index, 3), 3),
		parts.tile(
			_("Overdue %"),
			parts.shown(HUNDRED * late / whole) if whole else None,
			"Percent",
		),
	)
