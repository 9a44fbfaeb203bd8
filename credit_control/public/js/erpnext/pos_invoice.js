// The form works without the strip: where our bundle is missing, nothing is shown.
frappe.ui.form.on("POS Invoice", {
	refresh: (frm) => window.credit_control?.strip.refresh(frm),
	customer: (frm) => window.credit_control?.strip.changed(frm),
	company: (frm) => window.credit_control?.strip.changed(frm),
});
