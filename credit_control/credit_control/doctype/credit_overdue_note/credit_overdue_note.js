frappe.ui.form.on("Credit Overdue Note", {
	setup(frm) {
		frm.set_query("sales_invoice", () => ({ filters: { docstatus: 1 } }));
	},
	refresh(frm) {
		credit_control.words.choices(frm);
	},
});
