// The form works without our bundle: where it is missing, nothing is proposed or shown.
frappe.ui.form.on("Quotation", {
	refresh(frm) {
		window.credit_control?.strip.refresh(frm);
		window.credit_control?.terms.changed(frm);
	},
	party_name(frm) {
		window.credit_control?.strip.changed(frm);
		window.credit_control?.terms.changed(frm);
	},
	company(frm) {
		window.credit_control?.strip.changed(frm);
		window.credit_control?.terms.changed(frm);
	},
});
