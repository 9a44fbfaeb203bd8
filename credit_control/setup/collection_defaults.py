"""One Collection Strategy to start with, disabled, and its texts in English and Chinese."""

import frappe

from credit_control.engine import defaults
from credit_control.services.collection_strategies import DOCTYPE

TEXT = "Email Template"


def create() -> None:
	"""Make the strategy unless the site has one: what a user deleted does not come back."""
	if frappe.db.count(DOCTYPE):
		return
	data = defaults.collection_data()
	for text in data["texts"]:
		_make_text(text)
	make_thanks()
	doc = frappe.get_doc(strategy_values(data))
	doc.flags.ignore_permissions = True
	doc.insert()


def make_thanks() -> None:
	"""Make the texts that say thank you."""
	for text in defaults.collection_data()["thanks"]:
		_make_text(text)


def _make_text(text: dict) -> None:
	"""A text that is there is left alone, whoever wrote it."""
	if not frappe.db.exists(TEXT, text["name"]):
		values = {"doctype": TEXT, "name": text["name"], "subject": text["subject"], "response": text["body"]}
		frappe.get_doc(values).insert(ignore_permissions=True)


def remove() -> None:
	"""Take the texts away again that nobody has changed; what somebody wrote is theirs."""
	data = defaults.collection_data()
	for text in (*data["texts"], *data["thanks"]):
		as_made = {"name": text["name"], "subject": text["subject"], "response": text["body"]}
		frappe.db.delete(TEXT, as_made)


def strategy_values(data: dict) -> dict:
	"""The strategy as a document."""
	of_step = {text["step"]: text["name"] for text in data["texts"] if text["language"] == "en"}
	return {
		"doctype": DOCTYPE,
		"strategy_name": data["name"],
		"disabled": 1,
		"send_daily": 1,
		"contacts_per_week": data["contacts_per_week"],
		"attach_statement": 1,
		"give_thanks": 0,
		"thanks_template": next(text["name"] for text in data["thanks"] if text["language"] == "en"),
		"thanks_texts": [
			{"language": text["language"], "email_template": text["name"]}
			for text in data["thanks"]
			if text["language"] != "en" and frappe.db.exists("Language", text["language"])
		],
		"steps": [{**row, "email_template": of_step.get(row["label"])} for row in data["steps"]],
		"texts": [
			{"step": text["step"], "language": text["language"], "email_template": text["name"]}
			for text in data["texts"]
			if text["language"] != "en" and frappe.db.exists("Language", text["language"])
		],
	}
