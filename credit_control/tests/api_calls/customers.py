"""What is known about a customer."""

from __future__ import annotations

from credit_control.services import files
from credit_control.tests.api_calls.kinds import CREDIT, DEPARTMENT, Call


def report(on) -> dict:
	"""The file of a bureau for the investigation's row."""
	return {
		"name": on.parts["name"],
		"row": on.parts["bureau"],
		"adapter": "file-drop",
		"file_url": on.parts["file"],
	}


CALLS = (
	Call(
		"file_records.make_task",
		DEPARTMENT,
		lambda on: {"name": files.file_of(on.customer), "item": "shareholders"},
		posts=True,
	),
	Call("file_records.panel", CREDIT, lambda on: {"name": files.file_of(on.customer)}),
	Call("files.create", DEPARTMENT, lambda on: {"customer": on.new_customer}, posts=True),
	Call("files.create_many", DEPARTMENT, lambda on: {"customers": [on.new_customer]}, posts=True),
	Call("files.picture", CREDIT, lambda on: {"name": files.file_of(on.customer), "company": on.company}),
	Call("imports.start", DEPARTMENT, lambda on: {"kind": "ratings"}, posts=True),
	Call("imports.template", DEPARTMENT, lambda on: {"kind": "files"}),
	Call(
		"investigations.ask",
		DEPARTMENT,
		lambda on: {"name": on.parts["name"], "row": on.parts["reference"]},
		posts=True,
	),
	Call("investigations.bureau_adapters", DEPARTMENT),
	Call(
		"investigations.fill",
		DEPARTMENT,
		lambda on: {"name": on.parts["name"], "template": on.parts["template"]},
		posts=True,
	),
	Call("investigations.open_for", DEPARTMENT, lambda on: {"customer": on.new_customer}, posts=True),
	Call("investigations.preview_report", DEPARTMENT, report, posts=True),
	Call("investigations.use_report", DEPARTMENT, report, posts=True),
	Call("references.new_link", DEPARTMENT, lambda on: {"name": on.parts["request"]}, posts=True),
	Call("references.preview", DEPARTMENT, lambda on: {"name": on.parts["request"]}),
	Call("references.revoke", DEPARTMENT, lambda on: {"name": on.parts["request"]}, posts=True),
	Call("references.send", DEPARTMENT, lambda on: {"name": on.parts["request"]}, posts=True),
	Call("relationships.around", CREDIT, lambda on: {"name": files.file_of(on.customer)}),
	Call("trade.changes", CREDIT, lambda on: {"name": files.file_of(on.customer)}),
	Call(
		"trade.note_reason",
		CREDIT,
		lambda on: {"name": files.file_of(on.customer), "invoice": on.invoice, "reason": "Dispute"},
		posts=True,
	),
	Call("trade.record", CREDIT, lambda on: {"name": files.file_of(on.customer), "company": on.company}),
)
