"""What a collection run needs beside the customers of the re-scoring benchmark: addresses, a text, a strategy."""

from __future__ import annotations

from datetime import date, timedelta

import frappe

from benchmarks.rescoring import ledger

COMPANY = ledger.COMPANY
STRATEGY = TEXT = "Collections Benchmark"
ACCOUNT = "Collections Benchmark"
#: the newest of three invoices is open, and a month overdue
INVOICES, AGO = 3, timedelta(days=60)


def make(customers: int, today: date) -> None:
	"""So many customers with an overdue invoice and an e-mail address. Commits."""
	remove()
	ledger.make(customers, INVOICES, today - AGO)
	frappe.db.sql(
		"update `tabCustomer` set email_id = concat('c', right(name, 6), '@buyer.example'),"
		" language = if(right(name, 1) < '5', 'en', 'zh') where name like 'RSB %%'"
	)
	frappe.db.sql("update `tabSales Invoice` set currency = 'CNY' where company = %s", COMPANY)
	make_strategy()
	frappe.db.commit()
	frappe.clear_cache()


def make_strategy() -> None:
	account = frappe.get_doc(
		{
			"doctype": "Email Account",
			"email_account_name": ACCOUNT,
			"email_id": "credit@benchmark.example",
			"enable_outgoing": 1,
			"default_outgoing": 1,
			"smtp_server": "localhost",
		}
	)
	account.name = ACCOUNT
	# saving one would try to reach its server
	account.db_insert()
	body = "<p>Dear {{ customer_name }}, please pay {{ total }}.</p>{{ items_table }}"
	text = {"doctype": "Email Template", "name": TEXT, "subject": "Reminder of {{ total }}", "response": body}
	frappe.get_doc(text).insert()
	row = {"label": "Reminder", "day_offset": 3, "channel": "E-Mail", "email_template": TEXT}
	values = {"strategy_name": STRATEGY, "only_for_company": COMPANY, "attach_statement": 1, "steps": [row]}
	frappe.get_doc({"doctype": "Collection Strategy", **values}).insert()


#: what to remove, before the customers are
REMOVED = (
	"delete recipient from `tabEmail Queue Recipient` recipient join `tabEmail Queue` queue"
	" on queue.name = recipient.parent where queue.reference_name like 'RSB %%'",
	"delete from `tabEmail Queue` where reference_name like 'RSB %%'",
	"delete from `tabCommunication Link` where link_name like 'RSB %%'",
	"delete from `tabCommunication` where reference_name like 'RSB %%'",
	"delete item from `tabCollection Notice Item` item join `tabCollection Notice` notice"
	" on notice.name = item.parent where notice.customer like 'RSB %%'",
	"delete from `tabCollection Notice` where customer like 'RSB %%'",
	f"delete from `tabCollection Strategy Step` where parent = '{STRATEGY}'",
	f"delete from `tabCollection Strategy` where name = '{STRATEGY}'",
	f"delete from `tabEmail Template` where name = '{TEXT}'",
	f"delete from `tabEmail Account` where name = '{ACCOUNT}'",
)


def remove() -> None:
	"""Take every row of the benchmark out again. Commits."""
	for statement in REMOVED:
		frappe.db.sql(statement)
		frappe.db.commit()
	ledger.remove()
	frappe.clear_cache()
