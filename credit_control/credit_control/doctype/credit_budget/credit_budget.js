frappe.ui.form.on("Credit Budget", {
	refresh(frm) {
		if (frm.is_new()) return;
		credit_control.budgets.show(frm, "use_view");
		frm.add_custom_button(__("All Budgets"), () =>
			frappe.set_route("query-report", "Credit Budget Use", { company: frm.doc.company }),
		);
	},
	budget_for: (frm) => frm.set_value("budget_holder", null),
});
