"""The extended classes for Frappe 15, which cannot extend a class by a mixin alone."""

from frappe.email.doctype.email_account.email_account import EmailAccount

from erpnext.accounts.doctype.journal_entry.journal_entry import JournalEntry
from erpnext.accounts.doctype.sales_invoice.sales_invoice import SalesInvoice
from erpnext.selling.doctype.sales_order.sales_order import SalesOrder
from erpnext.stock.doctype.delivery_note.delivery_note import DeliveryNote

from credit_control.overrides.email_account import BounceReading
from credit_control.overrides.mute import CreditCheckMute


class CreditSalesOrder(CreditCheckMute, SalesOrder):
	pass


class CreditDeliveryNote(CreditCheckMute, DeliveryNote):
	pass


class CreditSalesInvoice(CreditCheckMute, SalesInvoice):
	pass


class CreditJournalEntry(CreditCheckMute, JournalEntry):
	pass


class CreditEmailAccount(BounceReading, EmailAccount):
	pass
