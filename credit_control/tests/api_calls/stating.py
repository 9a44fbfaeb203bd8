"""Financial statements."""

from __future__ import annotations

from credit_control.tests.api_calls.kinds import DEPARTMENT, Call
from credit_control.tests.credit_documents import last_year

CALLS = (
	Call("statement_comparison.compare", DEPARTMENT, lambda on: {"customer": on.customer}),
	Call("statement_comparison.export", DEPARTMENT, lambda on: {"customer": on.customer}),
	Call(
		"statement_imports.preview",
		DEPARTMENT,
		lambda on: {"customer": on.customer, "text": "Cash\t1"},
		posts=True,
	),
	Call(
		"statement_imports.run",
		DEPARTMENT,
		lambda on: {
			"customer": on.customer,
			"text": "Cash\t1",
			"values": {
				"period_type": "Annual",
				"period_start": f"{last_year() - 1}-01-01",
				"period_end": f"{last_year() - 1}-12-31",
				"unit": "1",
				"currency": "CNY",
				"audit": "Audited",
			},
		},
		posts=True,
	),
	Call(
		"statement_imports.save_mapping",
		DEPARTMENT,
		lambda on: {"template": "English Statements", "label": "Petty cash", "use": "Add", "line": "Cash"},
		posts=True,
	),
	Call("statements.standard_lines", DEPARTMENT),
)
