"""Keeps in the settings what exposure is read from besides the ledgers: marked modes of payment, tills."""

import frappe
from frappe import _
from frappe.utils import fmt_money, getdate

from credit_control.erp import bills, sources
from credit_control.services import settings

#: fields of the settings that nobody types
MODES, TILLS = "bill_modes", "has_pos_invoices"


def fill(doc) -> None:
	"""Put what the site has now into the settings that are being saved: their form may be older."""
	found = sources.find()
	doc.set(MODES, sources.stored(found.bills))
	doc.set(TILLS, int(found.tills))


def refresh() -> None:
	"""Bring the settings up to date after a mode of payment, or ERPNext itself, has changed."""
	found = sources.find()
	_keep(MODES, sources.stored(found.bills))
	_keep(TILLS, int(found.tills))


def note_till() -> None:
	"""The site's first POS Invoice is submitted: from now on they are read."""
	if not settings.settings().get(TILLS):
		_keep(TILLS, 1)


def _keep(fieldname: str, value: str | int) -> None:
	if (settings.settings().get(fieldname) or type(value)()) != value:
		frappe.db.set_single_value(settings.SETTINGS, fieldname, value, update_modified=False)
		frappe.clear_document_cache(settings.SETTINGS, settings.SETTINGS)


def tell_what_counts(mode) -> None:
	"""Say what the change of a mode's rule means at once: receipts of years may lack a clearance date."""
	if not (mode.has_value_changed(sources.RULE_FIELD) and mode.get(sources.RULE_FIELD)):
		return
	for company, count, amount, currency in bills.of_mode(sources.known(), mode.name, getdate()):
		shown = fmt_money(amount, currency=currency)
		frappe.msgprint(
			_(
				"From now on {0} receipts of {1} count as exposure, {2} in all. Set the clearance date of those that have cleared with Bank Clearance."
			).format(count, frappe.utils.escape_html(company), shown),
			title=_("Receipts That Count Now"),
		)
