// The form works without the strip: where our bundle is missing, nothing is shown.
frappe.ui.form.on("Opportunity", {
	refresh: (frm) => window.credit_control?.strip.refresh(frm),
});
