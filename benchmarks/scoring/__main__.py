"""Prints how the default scorecard and Altman Z″ do on public data. See README.md."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from benchmarks.scoring import financials, ledger, polish, sources
from credit_control.engine.ranking import Measured

HALVES = 2005


def main() -> None:
	parser = argparse.ArgumentParser(prog="benchmarks.scoring", description=__doc__)
	parser.add_argument("--data", type=Path, default=sources.DATA, help="the folder of the public files")
	folder = parser.parse_args().data
	for name, part in PARTS.items():
		if sources.is_there(name, folder):
			part(folder)
		else:
			print(f"{folder / name} is not there: left out\n")


def print_polish(folder: Path) -> None:
	print("Polish firms, failure within five years")
	show("Altman Z″", polish.measure(folder))
	print()


def print_ledger(folder: Path) -> None:
	"""Pooled over the cuts, then each cut, then what another choice of cuts and customers gives."""
	found = ledger.read(folder)
	pooled = ledger.cases(found, ledger.CUTS)
	days = ", ".join(map(str, ledger.CUTS))
	print(f"A ledger, most invoices of the next 90 days late; cuts {days}; {ledger.LEAST} invoices or more")
	show("behaviour part of the default scorecard", ledger.measure(pooled))
	show("late ratio alone", ledger.measure(pooled, ledger.by_late_ratio))
	for cut in ledger.CUTS:
		show(f"  the scorecard on {cut} alone", ledger.measure(ledger.cases(found, [cut])))
	split = ledger.cases(found, [ledger.SPLIT])
	show(f"  the scorecard on {ledger.SPLIT}, the baseline's split", ledger.measure(split))
	show(f"  the late ratio on {ledger.SPLIT}", ledger.measure(split, ledger.by_late_ratio))
	show("  the scorecard, two invoices or more", ledger.measure(pooled, least=2))
	show("  the scorecard, one invoice or more", ledger.measure(pooled, least=1))
	early = ledger.cases(found, ledger.EARLY_CUTS)
	show("  the scorecard on cuts with less than a year behind them", ledger.measure(early))
	show("  the late ratio on those", ledger.measure(early, ledger.by_late_ratio))
	print()


def print_financials(folder: Path) -> None:
	"""The year before the last and the last one, then the former by halves of the time."""
	firms = financials.read(folder)
	titles = {financials.YEAR_BEFORE: "the year before the last", financials.LAST: "the last year"}
	for back, title in titles.items():
		years = financials.firm_years(firms, back)
		print(f"American firms, {title}")
		show_compared(years)
		if back == financials.YEAR_BEFORE:
			print(f"  up to {HALVES}")
			show_compared([firm for firm in years if firm.year <= HALVES])
			print(f"  after {HALVES}")
			show_compared([firm for firm in years if firm.year > HALVES])
		print()


def show_compared(years: list[financials.FirmYear]) -> None:
	compared = financials.compare(years)
	show("financial part of the default scorecard", compared.card)
	show("Altman Z″", compared.z_double_prime)


def show(label: str, found: Measured) -> None:
	print(f"  {label:<62} AUC {found.area:.4f}  ({found.bad} of {found.cases})")


PARTS: dict[str, Callable[[Path], None]] = {
	sources.POLISH: print_polish,
	sources.LEDGER: print_ledger,
	sources.AMERICAN: print_financials,
}

if __name__ == "__main__":
	main()
