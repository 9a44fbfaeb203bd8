"""All operations by name, and how often each is tried."""

from __future__ import annotations

from collections.abc import Callable

from credit_control.tests.soak import bills, money, selling, undoing

#: operation → weight
WEIGHTS: dict[Callable, int] = {
	selling.order: 10,
	selling.update_items: 5,
	selling.deliver: 8,
	selling.deliver_directly: 3,
	selling.deliver_invoice: 2,
	selling.bill_order: 5,
	selling.bill_and_ship_order: 1,
	selling.bill_delivery: 6,
	selling.bill_directly: 6,
	selling.sell_at_the_till: 2,
	selling.return_delivery: 4,
	selling.credit: 5,
	selling.credit_directly: 1,
	selling.credit_returned_goods: 3,
	money.pay: 6,
	money.pay_several: 3,
	money.pay_on_account: 4,
	money.pay_order: 4,
	money.reconcile: 7,
	money.unreconcile: 4,
	money.debit: 2,
	money.credit_by_journal: 2,
	money.write_off: 2,
	money.interest: 1,
	money.settle_journal: 1,
	bills.receive_bill: 4,
	bills.receive_bill_on_account: 2,
	bills.clear_bill: 2,
	bills.dishonour_bill: 2,
	undoing.cancel: 8,
	undoing.amend: 4,
	undoing.close: 2,
	undoing.reopen: 2,
	undoing.hold: 3,
	undoing.resume: 4,
	undoing.close_delivery: 2,
	undoing.reopen_delivery: 2,
}
BY_NAME = {operation.__name__: operation for operation in WEIGHTS}
