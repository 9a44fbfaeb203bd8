frappe.ui.form.on("Credit Security", {
	setup(frm) {
		frm.set_query("customer", () => ({ filters: { disabled: 0 } }));
		frm.set_query("bank_guarantee", () => ({
			filters: { customer: frm.doc.customer, bg_type: "Receiving", docstatus: 1 },
		}));
	},
	refresh(frm) {
		credit_control.words.choices(frm);
		explain(frm);
		if (may_release(frm))
			frm.add_custom_button(__("Release", null, "Credit Security"), () => ask_release(frm));
	},
});

function explain(frm) {
	if (frm.doc.docstatus !== 1 || frm.doc.status !== "Expired") return;
	const text = __("It has run out and counts for nothing. Renew it by amending, or release it.");
	frm.set_intro(text, "orange");
}

function may_release({ doc }) {
	const open = doc.docstatus === 1 && ["Active", "Expired"].includes(doc.status);
	return open && frappe.user.has_role("Credit Manager");
}

function ask_release(frm) {
	const reason = { fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 };
	frappe.prompt(
		[reason],
		({ reason }) => release(frm, reason),
		__("Release the Security"),
		__("Release", null, "Credit Security"),
	);
}

async function release(frm, reason) {
	await frappe.call("credit_control.api.securities.release", {
		security: frm.doc.name,
		reason,
	});
	frm.reload_doc();
}
