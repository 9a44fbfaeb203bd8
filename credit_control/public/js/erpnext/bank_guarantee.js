const SECURITY = "Credit Security";

frappe.ui.form.on("Bank Guarantee", {
	async refresh(frm) {
		// cancelling it releases the security by itself: it is not to be cancelled with it
		frm.ignore_doctypes_on_cancel_all = [
			...new Set([...(frm.ignore_doctypes_on_cancel_all || []), SECURITY]),
		];
		const { doc } = frm;
		if (doc.docstatus !== 1 || doc.bg_type !== "Receiving" || !frappe.model.can_read(SECURITY))
			return;
		const security = await security_of(doc.name);
		if (frm.doc.name !== doc.name) return;
		if (security) frm.add_custom_button(__(SECURITY), () => open(security), __("View"));
		else if (frappe.model.can_create(SECURITY))
			frm.add_custom_button(__(SECURITY), () => make(doc), __("Create"));
	},
});

async function security_of(bank_guarantee) {
	const found = await frappe.db.get_list(SECURITY, {
		filters: { bank_guarantee, docstatus: ["<", 2], status: ["!=", "Released"] },
		limit: 1,
	});
	return found[0]?.name;
}

function open(name) {
	frappe.set_route("Form", SECURITY, name);
}

function make(doc) {
	frappe.new_doc(SECURITY, {
		security_type: "Guarantee",
		customer: doc.customer,
		bank_guarantee: doc.name,
		amount: doc.amount,
		currency: frappe.boot.sysdefaults.currency,
		provider: doc.bank,
		reference_number: doc.bank_guarantee_number,
		valid_from: doc.start_date,
		valid_to: doc.end_date,
	});
}
