// A payment that leaves a small part of an invoice open: a dispute is proposed, nothing happens by itself.

// A bill or cheque may come back: then ERPNext's Journal Entry is prepared.

const DOCTYPE = "Payment Entry";

frappe.ui.form.on(DOCTYPE, {
	mode_of_payment: (frm) => credit_control.bills.show_maturity(frm),
	async refresh(frm) {
		credit_control.bills.show_maturity(frm);
		const { docstatus, party_type, payment_type, name } = frm.doc;
		if (docstatus !== 1 || party_type !== "Customer" || payment_type !== "Receive") return;
		credit_control.bills.add_return_button(frm);
		if (!frappe.model.can_create("Payment Dispute")) return;
		const left = await frappe.xcall("credit_control.api.disputes.short_payment", {
			payment: name,
		});
		if (left.length && frm.docname === name) propose(frm, left);
	},
});

function propose(frm, left) {
	const currency = frappe.get_doc(":Company", frm.doc.company)?.default_currency;
	const parts = left.map(({ invoice, amount }) =>
		credit_control.labelled(
			frappe.utils.escape_html(invoice),
			format_currency(amount, currency),
		),
	);
	frm.set_intro(
		__("This payment is short. Still open: {0}", [credit_control.clauses(parts)]),
		"orange",
	);
	frm.add_custom_button(__("Dispute the Short Payment"), () => dispute(frm, left));
}

function dispute(frm, left) {
	const { party: customer, company } = frm.doc;
	frappe.new_doc("Payment Dispute", { customer, company, reason: "Short Payment" }, (doc) => {
		doc.items = [];
		for (const { invoice, due_date, amount } of left) {
			const row = frappe.model.add_child(doc, "items");
			Object.assign(row, {
				sales_invoice: invoice,
				due_date,
				outstanding: amount,
				disputed_amount: amount,
			});
		}
	});
}
