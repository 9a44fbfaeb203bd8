frappe.ui.form.on("Credit Standing Change", {
	refresh(frm) {
		const value = (text) => credit_control.change_history.value(frm.doc, text);
		credit_control.words.choices(frm);
		credit_control.words.format(frm, { value_before: value, value_after: value });
		frm.disable_form();
	},
});
