"""What was delivered and is still to be billed, now and on a past day.

Of goods that no order asked for, ERPNext keeps on the delivery what was billed of it. Of an order's goods
what it keeps there does not tell: it forgets what was billed through the order as soon as the delivery is
billed directly as well, and spreads it over goods that had come back. So of each line of an order all that
was delivered and not billed by any invoice is taken, and its newest deliveries are those that are not billed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import frappe

from credit_control.erp.values import to_amount

#: what stayed with the customer; of goods without an order, less what was billed. In the document's currency,
#: before tax. A credit note may take back more than an invoice held: less than nothing billed is nothing
HELD = """
	greatest(0, 1 - {returned} / dni.stock_qty
		- if(soi.name is not null or dni.amount = 0, 0, greatest(0, {billed} / dni.amount))) * dni.amount"""

#: all that was delivered of an order's line and not billed by an invoice that left the shipping to deliveries.
#: To a return of no pieces ERPNext gives the price of one: nothing came back
ROOM = """
	if(soi.name is null {unbilled}, null, greatest(0,
		(select sum(sent.amount) from `tabDelivery Note Item` sent {delivered_by}
			where sent.so_detail = soi.name and sent.docstatus = 1 and sent.qty <> 0)
		- (select greatest(0, coalesce(sum(sii.amount), 0)) from `tabSales Invoice Item` sii
			join `tabSales Invoice` si on si.name = sii.parent and si.update_stock = 0 {billed_by}
			where sii.so_detail = soi.name and sii.docstatus = 1)))"""

#: company currency, tax included, for one of the document's before tax
PRICE = "dni.base_net_amount / nullif(dni.amount, 0) * dn.base_grand_total / dn.base_net_total"

LINES_FROM = """
	from `tabDelivery Note` dn
	join `tabDelivery Note Item` dni on dni.parent = dn.name and dni.parenttype = 'Delivery Note'
	left join `tabSales Order Item` soi on soi.name = dni.so_detail
	where dn.customer in %(customers)s and dn.company = %(company)s and dn.docstatus = 1
		and dn.is_return = 0 and dn.status not in ('Closed', 'Stopped')
		and coalesce(dn.represents_company, '') <> dn.company {open}"""

#: for each line what it holds (`own`, in company currency), what is left of all that its order's line holds
#: (`room`), and what the line and newer deliveries of that order's line hold together (`upto`)
LINES = f"""
	select held.*, least(1, room_left / nullif(sum(amount) over line, 0)) * sum(own) over line room,
		sum(own) over (line order by posting_date desc, posting_time desc, name desc, idx desc) upto
	from (
		select dn.customer, dn.name, dn.posting_date, dn.posting_time, dni.idx, coalesce(soi.name, dni.name) line,
			{{held}} amount, {{held}} * {PRICE} own, {{room}} room_left {LINES_FROM}
	) held
	window line as (partition by line)"""

#: of a row of LINES
AMOUNT = "if(room is null, own, greatest(0, least(own, room - upto + own)))"

HELD_NOW = HELD.format(returned="dni.returned_qty", billed="dni.billed_amt")
ROOM_NOW = ROOM.format(unbilled="or soi.billed_amt = 0", delivered_by="", billed_by="")
OPEN_NOW = "and dn.per_billed < 100 and dn.per_returned < 100"
NOW = LINES.format(held=HELD_NOW, room=ROOM_NOW, open=OPEN_NOW)

#: what an order check reads: how many lines are of an order's line of which something was billed, and what all
#: of them hold. Without any of those that is the sum of NOW's amounts; with some, only NOW tells: to have it read
#: at once would cost every order check what only few customers need
DOUBTFUL = "sum(soi.billed_amt <> 0)"
HELD_SUM = f"sum({HELD_NOW} * {PRICE})"
FROM_NOW = LINES_FROM.format(open=OPEN_NOW)

DELIVERED_BY = "join `tabDelivery Note` sdn on sdn.name = sent.parent and sdn.posting_date <= %(day)s"
RETURNED_BY = """(select coalesce(sum(-back.stock_qty), 0) from `tabDelivery Note Item` back
	join `tabDelivery Note` bdn on bdn.name = back.parent and bdn.is_return = 1 and bdn.posting_date <= %(day)s
	where back.dn_detail = dni.name and back.docstatus = 1)"""
BILLED_BY = """(select coalesce(sum(sii.amount), 0) from `tabSales Invoice Item` sii
	join `tabSales Invoice` si on si.name = sii.parent and si.posting_date <= %(day)s
	where sii.dn_detail = dni.name and sii.docstatus = 1)"""
#: billed since, directly or through the order: all of it may have been open on the day
BILLED_SINCE = """exists (select 1 from `tabSales Invoice Item` sii
	join `tabSales Invoice` si on si.name = sii.parent and si.posting_date > %(day)s
	where sii.docstatus = 1 and (sii.dn_detail = dni.name or sii.so_detail = dni.so_detail))"""
ON_DAY = LINES.format(
	held=HELD.format(returned=RETURNED_BY, billed=BILLED_BY),
	room=ROOM.format(
		unbilled="",
		delivered_by=DELIVERED_BY,
		billed_by="and si.posting_date <= %(day)s",
	),
	open=f"and dn.posting_date <= %(day)s and (dn.per_billed < 100 or {BILLED_SINCE})",
)


def open_sums(customers: Sequence[str], company: str) -> dict[str, float]:
	"""The sum of NOW's amounts of each customer that has any, in company currency; names in lower case."""
	statement = f"select customer, sum({AMOUNT}) from ({NOW}) line group by customer"
	rows = frappe.db.sql(statement, {"customers": tuple(customers), "company": company})
	return {customer.casefold(): amount for customer, amount in rows}


def on_day(values: dict) -> Iterator[tuple]:
	"""Customer, delivery, its date and its open amount, as they were at the end of a day; a row for each.

	`values`: customers, company, day.
	"""
	for *delivery, amount in frappe.db.sql(
		f"select customer, name, posting_date, sum({AMOUNT}) from ({ON_DAY}) line group by name", values
	):
		yield *delivery, to_amount(amount)
