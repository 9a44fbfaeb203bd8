"""Three investigation templates to start with: for companies at home and abroad, and for persons who trade."""

import frappe

from credit_control.services.investigation_questions import QUESTIONS, TEMPLATE_NAMES
from credit_control.services.investigation_templates import TEMPLATE

SPECIALIST = "Credit Specialist"
#: template → whom it is proposed for, and its channels as (channel, due days, validity months, update file)
TEMPLATES = {
	"domestic": (
		{"for_customer_type": "Company", "for_residence": "Domestic"},
		(
			("Registry", 2, 6, 1),
			("Courts", 2, 3, 1),
			("Tax", 5, 12, 0),
			("Credit Bureau", 5, 6, 1),
			("Bank Reference", 10, 12, 0),
			("Trade Reference", 10, 12, 0),
			("Trade Reference", 10, 12, 0),
			("Site Visit", 14, 24, 0),
			("Market", 10, 12, 0),
		),
	),
	"foreign": (
		{"for_customer_type": "Company", "for_residence": "Foreign"},
		(
			("Registry", 5, 6, 1),
			("Credit Bureau", 7, 6, 1),
			("Bank Reference", 14, 12, 0),
			("Trade Reference", 14, 12, 0),
			("Trade Reference", 14, 12, 0),
			("Market", 10, 12, 0),
		),
	),
	"individual": (
		{"for_customer_type": "Individual"},
		(
			("Registry", 2, 6, 1),
			("Courts", 2, 3, 1),
			("Bank Reference", 10, 12, 0),
			("Trade Reference", 10, 12, 0),
			("Site Visit", 14, 12, 0),
		),
	),
}


def create() -> None:
	"""Make the templates unless the site has some: what a user deleted does not come back."""
	if frappe.db.count(TEMPLATE):
		return
	for code, (scope, channels) in TEMPLATES.items():
		doc = frappe.get_doc(
			{
				"doctype": TEMPLATE,
				"template_name": TEMPLATE_NAMES[code],
				**scope,
				"channels": [_row(*channel) for channel in channels],
			}
		)
		doc.insert(ignore_permissions=True)


def _row(channel: str, due_days: int, validity_months: int, update_file: int) -> dict:
	return {
		"channel": channel,
		"due_days": due_days,
		"validity_months": validity_months,
		"update_file": update_file,
		"default_role": SPECIALIST,
		"questions": QUESTIONS[channel],
	}
