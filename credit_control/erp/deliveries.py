"""What was delivered and is still to be billed, now and on a past day.

Of goods that no order asked for, ERPNext keeps on the delivery what was billed of it. Of an order's goods
what it keeps there does not tell: it forgets what was billed through the order as soon as the delivery is
billed directly as well, and spreads it over goods that had come back. So of each line of an order all that
was delivered and not billed by any invoice is taken, and its newest deliveries are those that are not billed.
"""

from __future__ import annotations

from collections.abc import Iterator

import frappe

from credit_control.erp.values import to_amount

#: what stayed with the customer; of goods without an order, less what was billed. In the document's currency,
#: before tax. A credit note may take back more than an invoice held: less than nothing billed is nothing
HELD = """
	greatest(0, 1 - {returned} / dni.stock_qty
		- if(soi.name is not null or dni.amount = 0, 0, greatest(0, {billed} / dni.amount))) * dni.amount"""

#: all that was delivered of an order's line and not billed by an invoice that left the shipping to deliveries
ROOM = """
	if(soi.name is null {unbilled}, null, greatest(0,
		(select sum(sent.amount) from `tabDelivery Note Item` sent
			join `tabDelivery Note` sdn on sdn.name = sent.parent {delivered_by}
			where sent.so_detail = soi.name and sent.docstatus = 1)
		- (select greatest(0, coalesce(sum(sii.amount), 0)) from `tabSales Invoice Item` sii
			join `tabSales Invoice` si on si.name = sii.parent and si.update_stock = 0 {billed_by}
			where sii.so_detail = soi.name and sii.docstatus = 1)))"""

#: of each line what it holds (`own`), what is left of its order's line (`room`), what it and the newer deliveries
#: of that line hold together (`upto`), and its value in company currency, tax included, by unit of the three
LINES = """
	select dn.customer, dn.name, dn.posting_date, {held} own, {room} room,
		sum({held}) over (partition by coalesce(soi.name, dni.name)
			order by dn.posting_date desc, dn.posting_time desc, dn.name desc, dni.idx desc) upto,
		dni.base_net_amount / nullif(dni.amount, 0) * dn.base_grand_total / dn.base_net_total price
	from `tabDelivery Note` dn
	join `tabDelivery Note Item` dni on dni.parent = dn.name and dni.parenttype = 'Delivery Note'
	left join `tabSales Order Item` soi on soi.name = dni.so_detail
	where dn.customer in %(customers)s and dn.company = %(company)s and dn.docstatus = 1
		and dn.is_return = 0 and dn.status not in ('Closed', 'Stopped')
		and coalesce(dn.represents_company, '') <> dn.company {open}"""

#: of a row of LINES
AMOUNT = "if(room is null, own, greatest(0, least(own, room - upto + own))) * price"

NOW = LINES.format(
	held=HELD.format(returned="dni.returned_qty", billed="dni.billed_amt"),
	room=ROOM.format(unbilled="or soi.billed_amt = 0", delivered_by="", billed_by=""),
	open="and dn.per_billed < 100 and dn.per_returned < 100",
)

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
		delivered_by="and sdn.posting_date <= %(day)s",
		billed_by="and si.posting_date <= %(day)s",
	),
	open=f"and dn.posting_date <= %(day)s and (dn.per_billed < 100 or {BILLED_SINCE})",
)


def on_day(values: dict) -> Iterator[tuple]:
	"""Customer, delivery, its date and its open amount, as they were at the end of a day; a row for each.

	`values`: customers, company, day.
	"""
	for *delivery, amount in frappe.db.sql(
		f"select customer, name, posting_date, sum({AMOUNT}) from ({ON_DAY}) line group by name", values
	):
		yield *delivery, to_amount(amount)
