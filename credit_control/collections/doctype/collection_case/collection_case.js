const API = "credit_control.api.collection_cases";

frappe.ui.form.on("Collection Case", {
	async refresh(frm) {
		credit_control.words.choices(frm);
		if (frm.is_new()) return;
		await frappe.require(["collector.bundle.js", "collector.bundle.css"]);
		show_reasons(frm);
		if (frm.doc.status !== "Open") return;
		frm.add_custom_button(__("Collector Worklist"), () =>
			frappe.set_route("collector-worklist", { customer: frm.doc.customer, collector: "" }),
		);
		if (frappe.model.can_create("Legal Action"))
			frm.add_custom_button(
				__("Legal Action"),
				() => credit_control.claimed_items.make("Legal Action", frm.doc),
				__("Create"),
			);
		if (frm.perm[0].write) {
			frm.add_custom_button(__("Record a Contact"), () => record(frm));
			frm.add_custom_button(__("Hand Over", null, "Collection Case"), () => hand_over(frm));
		}
	},
});

async function show_reasons(frm) {
	const reasons = await frappe.xcall(`${API}.reasons`, { case: frm.doc.name });
	frm.fields_dict.reasons.$wrapper.html(credit_control.collector.reasons_html(reasons));
}

async function record(frm) {
	const contact = await credit_control.collector.ask_contact("");
	if (contact) send(frm, "record", { contact });
}

async function hand_over(frm) {
	const values = await credit_control.collector.ask_hand_over(frm.doc);
	if (values) send(frm, "hand_over", values);
}

/** Whatever becomes of it, the form shows the case as it is then. */
async function send(frm, method, values) {
	const version = frm.doc.modified;
	try {
		await frappe.xcall(`${API}.${method}`, { case: frm.doc.name, version, ...values });
	} finally {
		frm.reload_doc();
	}
}
