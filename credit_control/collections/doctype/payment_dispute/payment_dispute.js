const RESOLUTIONS = ["Credit Note Issued", "Customer Pays", "Withdrawn"];

frappe.ui.form.on("Payment Dispute", {
	setup(frm) {
		credit_control.claimed_items.setup(frm);
	},
	refresh(frm) {
		credit_control.words.choices(frm);
		credit_control.claimed_items.refresh(frm);
		if (frm.doc.docstatus !== 1 || frm.doc.status !== "Open") return;
		if (frm.perm[0].submit) {
			frm.add_custom_button(__("Resolve"), () => ask_how(frm)).addClass("btn-primary");
		}
		if (frappe.model.can_create("Sales Invoice")) {
			frm.add_custom_button(__("Make Credit Note"), () => choose_invoice(frm));
		}
	},
});

function ask_how(frm) {
	const dialog = new frappe.ui.Dialog({
		title: __("Resolve the Dispute"),
		fields: [
			{
				fieldname: "resolution",
				fieldtype: "Select",
				label: __("Resolution", null, "Payment Dispute"),
				options: RESOLUTIONS.map((value) => ({
					value,
					label: __(value, null, "Payment Dispute"),
				})),
				reqd: 1,
			},
			{
				fieldname: "credit_note",
				fieldtype: "Link",
				label: __("Credit Note", null, "Payment Dispute"),
				options: "Sales Invoice",
				depends_on: "eval:doc.resolution == 'Credit Note Issued'",
				mandatory_depends_on: "eval:doc.resolution == 'Credit Note Issued'",
				get_query: () => ({
					filters: {
						customer: frm.doc.customer,
						company: frm.doc.company,
						is_return: 1,
						docstatus: 1,
					},
				}),
			},
			{
				fieldname: "note",
				fieldtype: "Small Text",
				label: __("Note", null, "Payment Dispute"),
				reqd: 1,
			},
			{
				fieldname: "root_cause",
				fieldtype: "Small Text",
				label: __("Root Cause", null, "Payment Dispute"),
			},
		],
		primary_action_label: __("Resolve"),
		async primary_action(values) {
			await frappe.call("credit_control.api.disputes.resolve", {
				dispute: frm.doc.name,
				...values,
			});
			dialog.hide();
			frm.reload_doc();
		},
	});
	dialog.show();
}

function choose_invoice(frm) {
	const invoices = frm.doc.items.map((row) => row.sales_invoice);
	if (invoices.length === 1) return make_credit_note(frm, invoices[0]);
	const field = {
		fieldname: "invoice",
		fieldtype: "Select",
		label: __("Sales Invoice"),
		options: invoices,
		default: invoices[0],
		reqd: 1,
	};
	frappe.prompt(
		field,
		({ invoice }) => make_credit_note(frm, invoice),
		__("Make Credit Note"),
		__("Continue"),
	);
}

/** A draft over what is disputed; submitting it settles the dispute. */
async function make_credit_note(frm, invoice) {
	const draft = await frappe.xcall("credit_control.api.disputes.credit_note", {
		dispute: frm.docname,
		invoice,
	});
	const [doc] = frappe.model.sync(draft);
	frappe.set_route("Form", doc.doctype, doc.name);
}
