"""The benchmark's open cases, made and removed by bulk SQL, beside the customers of the re-scoring benchmark."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import frappe

from benchmarks.rescoring import ledger
from credit_control.engine import codec
from credit_control.engine.priority import Debtor, Judged

COMPANY, CUSTOMER = ledger.COMPANY, ledger.CUSTOMER
STAGES = "elt(1 + c.seq % 6, 'New', 'In Contact', 'Promised', 'In Plan', 'Disputed', 'Escalated')"
COLLECTORS = 20


def make(cases: int, today: date) -> None:
	"""So many open cases of twenty collectors, spread over priorities, stages and next steps. Commits."""
	remove()
	mode = frappe.db.sql("select @@sql_mode")[0][0]
	frappe.db.sql("set sql_mode = concat(@@sql_mode, ',PIPES_AS_CONCAT')")
	try:
		source = f"seq_1_to_{cases} c"
		frappe.db.sql(ledger.bulk("Collection Case", ledger.MASTER, "'WLB-' || c.seq", source, _case(today)))
	finally:
		frappe.db.sql("set sql_mode = %s", mode)
	frappe.db.commit()
	frappe.db.sql("analyze table `tabCollection Case`")


def _case(today: date) -> dict[str, str]:
	judged = Judged(Debtor(Decimal(50_000), 45, "B", broken_promises=1), today)
	return {
		"customer": CUSTOMER,
		"customer_name": CUSTOMER,
		"company": f"'{COMPANY}'",
		"currency": "'CNY'",
		"status": "'Open'",
		"open_key": f"{CUSTOMER} || '|{COMPANY}'",
		"stage": STAGES,
		"collector": f"'collector' || (c.seq % {COLLECTORS}) || '@example.com'",
		"priority": "c.seq * 37 % 101",
		"overdue_amount": "1000 + c.seq * 7919 % 200000",
		"oldest_days": "c.seq % 400",
		"next_action": "'Call'",
		"next_action_on": f"date_add('{today}', interval cast(c.seq % 21 as signed) - 10 day)",
		"last_contact_on": "now()",
		"contacts": "c.seq % 9",
		"judged_on": "now()",
		"inputs": frappe.db.escape(codec.dumps(judged)),
	}


def remove() -> None:
	"""Take the benchmark's cases out again, also those that the daily run opened. Commits."""
	frappe.db.sql(f"delete from `tabCollection Case` where company = '{COMPANY}'")
	frappe.db.commit()
