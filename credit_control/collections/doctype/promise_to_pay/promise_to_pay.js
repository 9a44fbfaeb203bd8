frappe.ui.form.on("Promise to Pay", {
	setup(frm) {
		credit_control.claimed_items.setup(frm);
	},
	refresh(frm) {
		credit_control.words.choices(frm);
		credit_control.claimed_items.refresh(frm);
	},
});
