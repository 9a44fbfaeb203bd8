// The form works without the strip: where our bundle is missing, nothing is shown.
frappe.ui.form.on("Sales Invoice", {
	refresh(frm) {
		window.credit_control?.strip.refresh(frm);
		window.credit_control?.terms.changed(frm);
		window.credit_control?.factoring.refresh(frm);
	},
	customer(frm) {
		window.credit_control?.strip.changed(frm);
		window.credit_control?.terms.changed(frm);
	},
	company(frm) {
		window.credit_control?.strip.changed(frm);
		window.credit_control?.terms.changed(frm);
	},
});
