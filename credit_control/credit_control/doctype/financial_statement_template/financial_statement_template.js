frappe.ui.form.on("Financial Statement Template", {
	refresh(frm) {
		credit_control.words.choices(frm);
		credit_control.words.grid_choices(frm, "rows");
	},
});
