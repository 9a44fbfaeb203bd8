// The invoices of a dispute, a promise or a plan: picked from those that are open.

const AMOUNTS = {
	"Bad Debt Write-Off": "amount",
	"Legal Action": "amount",
	"Payment Dispute": "disputed_amount",
	"Repayment Plan": "amount",
};

export const claimed_items = { setup, refresh, make };

function setup(frm) {
	frm.set_query("sales_invoice", "items", () => ({
		filters: {
			customer: frm.doc.customer,
			company: frm.doc.company,
			docstatus: 1,
			outstanding_amount: [">", 0],
		},
	}));
}

function refresh(frm) {
	if (frm.doc.docstatus === 0 && frm.doc.customer && frm.doc.company && frm.perm[0].write) {
		frm.add_custom_button(__("Get Open Invoices"), () => fetch_open(frm));
	}
}

async function fetch_open(frm) {
	const { customer, company } = frm.doc;
	const { message } = await frappe.call("credit_control.api.disputes.open_invoices", {
		customer,
		company,
	});
	if (!message.length) {
		frappe.msgprint(
			__("{0} has no open invoices with {1}.", [customer, company].map(escaped)),
		);
		return;
	}
	add_missing(frm, message);
}

/** A new document about open invoices of the customer and company of `source`, all of them unless `wanted` says which. */
async function make(doctype, source, wanted = () => true) {
	const { customer, company, legal_action } = source;
	const open = await frappe.xcall("credit_control.api.disputes.open_invoices", {
		customer,
		company,
	});
	const amount = AMOUNTS[doctype];
	const values = legal_action ? { customer, company, legal_action } : { customer, company };
	frappe.new_doc(doctype, values, (doc) => {
		doc.items = [];
		for (const row of open.filter(wanted)) {
			const { invoice, due_date, amount: outstanding } = row;
			const item = { sales_invoice: invoice, due_date, outstanding, [amount]: outstanding };
			Object.assign(frappe.model.add_child(doc, "items"), item);
		}
	});
}

function add_missing(frm, invoices) {
	const present = new Set((frm.doc.items || []).map((row) => row.sales_invoice));
	frm.doc.items = (frm.doc.items || []).filter((row) => row.sales_invoice);
	for (const { invoice, due_date, amount } of invoices) {
		if (present.has(invoice)) continue;
		const row = frm.add_child("items", {
			sales_invoice: invoice,
			due_date,
			outstanding: amount,
		});
		if (AMOUNTS[frm.doctype]) row[AMOUNTS[frm.doctype]] = amount;
	}
	frm.refresh_field("items");
	frm.dirty();
}

function escaped(text) {
	return frappe.utils.escape_html(text);
}
