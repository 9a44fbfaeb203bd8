frappe.ui.form.on("Credit Scorecard Trial", {
	refresh(frm) {
		credit_control.words.choices(frm);
		if (!frm.is_new()) credit_control.trial.refresh(frm);
		if (frm.doc.problem) frm.set_intro(frappe.utils.escape_html(frm.doc.problem), "red");
	},
});
