frappe.ui.form.on("Credit Investigation Template", {
	refresh(frm) {
		credit_control.words.choices(frm);
		credit_control.words.grid_choices(frm, "channels");
	},
});
