frappe.ui.form.on("Customer", {
	refresh(frm) {
		window.credit_control?.strip.refresh(frm);
		if (!frm.is_new() && frappe.model.can_create("Credit File")) {
			frm.add_custom_button(
				__("Credit File"),
				() => credit_control.files.open(frm.doc.name),
				__("View"),
			);
		}
	},
});
