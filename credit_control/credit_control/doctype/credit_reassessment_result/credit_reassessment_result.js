frappe.ui.form.on("Credit Reassessment Result", {
	refresh(frm) {
		credit_control.words.choices(frm);
		credit_control.words.format(frm, {
			binding_method: (value) => frappe.utils.escape_html(__(value || "")),
		});
	},
});
