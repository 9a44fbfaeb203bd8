import frappe.model.base_document as _base_document

app_name = "credit_control"
app_title = "Credit Control"
app_publisher = "The credit_control developers"
app_description = "Credit files, grades, limits, holds and reviews for companies that sell on credit"
app_email = "developers@credit-control.example"
app_license = "GPL-3.0-or-later"
app_logo_url = "/assets/credit_control/images/logo.svg"
app_home = "/app/credit-control"

required_apps = ["frappe/erpnext"]

add_to_apps_screen = [
	{
		"name": app_name,
		"logo": app_logo_url,
		"title": app_title,
		"route": app_home,
		"has_permission": "credit_control.api.session.may_open",
	}
]

# Install and uninstall

before_install = "credit_control.setup.install.before_install"
after_install = "credit_control.setup.install.after_install"
after_migrate = "credit_control.setup.install.after_migrate"
before_uninstall = "credit_control.setup.uninstall.before_uninstall"
after_uninstall = "credit_control.setup.uninstall.after_uninstall"
after_app_install = "credit_control.setup.check_options.refresh"
after_app_uninstall = "credit_control.setup.check_options.refresh"

# Desk

app_include_js = "credit_control.bundle.js"
app_include_css = "credit_control.bundle.css"

doctype_js = {
	"Bank Guarantee": "public/js/erpnext/bank_guarantee.js",
	"Customer": "public/js/erpnext/customer.js",
	"Journal Entry": "public/js/erpnext/journal_entry.js",
	"Lead": "public/js/erpnext/lead.js",
	"Opportunity": "public/js/erpnext/opportunity.js",
	"Payment Entry": "public/js/erpnext/payment_entry.js",
	"POS Invoice": "public/js/erpnext/pos_invoice.js",
	"Quotation": "public/js/erpnext/quotation.js",
	"Sales Order": "public/js/erpnext/sales_order.js",
	"Delivery Note": "public/js/erpnext/delivery_note.js",
	"Sales Invoice": "public/js/erpnext/sales_invoice.js",
}
doctype_list_js = {
	"Customer": "public/js/erpnext/customer_list.js",
	"Sales Order": "public/js/erpnext/sales_order_list.js",
	"Delivery Note": "public/js/erpnext/delivery_note_list.js",
	"Sales Invoice": "public/js/erpnext/sales_invoice_list.js",
}

override_doctype_dashboards = {"Customer": "credit_control.overrides.customer.dashboard"}

# Documents

doc_events = {
	"Quotation": {
		"before_validate": "credit_control.overrides.quotation.before_validate",
		"on_submit": "credit_control.overrides.quotation.on_submit",
		"on_trash": "credit_control.overrides.quotation.on_trash",
	},
	"Sales Order": {
		"before_validate": "credit_control.overrides.sales_order.before_validate",
		"after_mapping": "credit_control.overrides.sales_order.after_mapping",
		"on_submit": "credit_control.overrides.sales_order.on_submit",
		"on_update_after_submit": "credit_control.overrides.sales_order.on_update_after_submit",
		"on_change": "credit_control.overrides.sales_order.on_change",
		"on_cancel": "credit_control.overrides.sales_order.on_cancel",
		"on_trash": "credit_control.overrides.sales_order.on_trash",
	},
	"Sales Order Item": {
		"on_update_after_submit": "credit_control.overrides.sales_order_item.on_update_after_submit",
	},
	"Delivery Note": {
		"on_submit": "credit_control.overrides.delivery_note.on_submit",
		"on_cancel": "credit_control.overrides.delivery_note.on_cancel",
		"on_trash": "credit_control.overrides.delivery_note.on_trash",
	},
	"Sales Invoice": {
		"before_validate": "credit_control.overrides.sales_invoice.before_validate",
		"after_mapping": "credit_control.overrides.sales_invoice.after_mapping",
		"on_submit": "credit_control.overrides.sales_invoice.on_submit",
		"on_cancel": "credit_control.overrides.sales_invoice.on_cancel",
		"on_trash": "credit_control.overrides.sales_invoice.on_trash",
	},
	"POS Invoice": {
		"on_submit": "credit_control.overrides.pos_invoice.on_submit",
		"on_cancel": "credit_control.overrides.pos_invoice.on_cancel",
		"on_trash": "credit_control.overrides.pos_invoice.on_trash",
	},
	"Journal Entry": {
		"validate": "credit_control.overrides.journal_entry.validate",
		"on_submit": "credit_control.overrides.journal_entry.on_submit",
		"on_cancel": "credit_control.overrides.journal_entry.on_cancel",
	},
	"Payment Entry": {
		"on_submit": "credit_control.overrides.payment_entry.on_submit",
		"on_cancel": "credit_control.overrides.payment_entry.on_cancel",
	},
	"Payment Ledger Entry": {"on_submit": "credit_control.overrides.payment_ledger_entry.on_submit"},
	"Unreconcile Payment": {"on_submit": "credit_control.overrides.unreconcile_payment.on_submit"},
	"Mode of Payment": {
		"on_update": "credit_control.overrides.mode_of_payment.on_update",
		"after_rename": "credit_control.overrides.mode_of_payment.after_rename",
		"after_delete": "credit_control.overrides.mode_of_payment.after_delete",
	},
	"Bank Guarantee": {
		"on_update_after_submit": "credit_control.overrides.bank_guarantee.on_update_after_submit",
		"on_cancel": "credit_control.overrides.bank_guarantee.on_cancel",
	},
	"Customer": {
		"validate": "credit_control.overrides.customer.validate",
		"on_update": "credit_control.overrides.customer.on_update",
		"before_rename": "credit_control.overrides.customer.before_rename",
		"after_rename": "credit_control.overrides.customer.after_rename",
	},
	"Address": {
		"on_update": "credit_control.overrides.address.on_update",
		"after_delete": "credit_control.overrides.address.after_delete",
	},
	"Dunning": {"validate": "credit_control.overrides.dunning.validate"},
	"Communication": {"after_insert": "credit_control.overrides.communication.after_insert"},
	"Customer Group": {"validate": "credit_control.overrides.customer_group.validate"},
	"Company": {
		"validate": "credit_control.overrides.company.validate",
		"after_insert": "credit_control.overrides.company.after_insert",
		"on_trash": "credit_control.overrides.company.on_trash",
	},
}

# ERPNext's own credit check is silenced for governed companies; received mails are read for bounces. 16 lets several apps extend a class;
# 15 only lets the last app replace it.

if hasattr(_base_document, "_get_extended_class"):
	extend_doctype_class = {
		"Sales Order": ["credit_control.overrides.mute.CreditCheckMute"],
		"Delivery Note": ["credit_control.overrides.mute.CreditCheckMute"],
		"Sales Invoice": ["credit_control.overrides.mute.CreditCheckMute"],
		"Journal Entry": ["credit_control.overrides.mute.CreditCheckMute"],
		"Email Account": ["credit_control.overrides.email_account.BounceReading"],
	}
else:
	override_doctype_class = {
		"Sales Order": "credit_control.overrides.classes.CreditSalesOrder",
		"Delivery Note": "credit_control.overrides.classes.CreditDeliveryNote",
		"Sales Invoice": "credit_control.overrides.classes.CreditSalesInvoice",
		"Journal Entry": "credit_control.overrides.classes.CreditJournalEntry",
		"Email Account": "credit_control.overrides.classes.CreditEmailAccount",
	}

# Holds, decisions, notes, notices and the history point at documents without keeping them from being deleted.
ignore_links_on_delete = [
	"Credit Hold",
	"Credit Decision",
	"Credit Overdue Note",
	"Credit Reassessment Result",
	"Credit Standing Change",
	"Credit Scorecard Trial Result",
	"Collection Notice",
]

# Printing

jinja = {
	"methods": [
		"credit_control.services.agreement_print.credit_agreement",
		"credit_control.services.assessment_print.credit_assessment_print",
		"credit_control.services.credit_report.credit_report",
		"credit_control.services.approval_pack.credit_approval_pack",
		"credit_control.services.dunning_print.credit_dunning_letter",
		"credit_control.services.collection_print.collection_letter",
		"credit_control.services.collection_print.statement_of_open_items",
		"credit_control.services.demand_letter.demand_letter",
		"credit_control.services.legal_print.repayment_agreement",
	]
}

# Permissions

permission_query_conditions = {
	"Credit Budget": "credit_control.permissions.credit_budget.query_conditions",
	"Credit Hold": "credit_control.permissions.credit_hold.query_conditions",
	"Credit Limit Request": "credit_control.permissions.credit_limit_request.query_conditions",
	"Credit Approval Delegation": "credit_control.permissions.credit_approval_delegation.query_conditions",
	"Collection Case": "credit_control.permissions.collection_case.query_conditions",
}
has_permission = {
	"Credit Budget": "credit_control.permissions.credit_budget.has_permission",
	"Credit Hold": "credit_control.permissions.credit_hold.has_permission",
	"Credit Limit Request": "credit_control.permissions.credit_limit_request.has_permission",
	"Credit Approval Delegation": "credit_control.permissions.credit_approval_delegation.has_permission",
	"Collection Case": "credit_control.permissions.collection_case.has_permission",
}

# Checks of other apps: dotted paths of CreditCheck classes (docs/developers/judging.md). This app has none here.

credit_checks = []

# Credit bureaus: dotted paths of BureauAdapter classes. Other apps add theirs in the same hook.

credit_bureau_adapters = ["credit_control.services.bureaus.file_drop.FileDrop"]

# Time

scheduler_events = {
	"cron": {
		"*/10 * * * *": ["credit_control.tasks.resume_bulk_work", "credit_control.tasks.take_back_waiting"]
	},
	"hourly_long": ["credit_control.tasks.thank_for_payments"],
	"daily_long": ["credit_control.tasks.daily"],
}
