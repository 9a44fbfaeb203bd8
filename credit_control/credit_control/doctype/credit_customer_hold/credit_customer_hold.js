const DOCTYPE = "Credit Customer Hold";

frappe.ui.form.on(DOCTYPE, {
	refresh(frm) {
		frm.disable_save();
		credit_control.words.choices(frm);
		credit_control.words.grid_choices(frm, "orders");
		frm.add_custom_button(__("Customer"), () =>
			frappe.set_route("Form", "Customer", frm.doc.customer),
		);
		const in_force = ["Planned", "Active"].includes(frm.doc.status);
		if (!in_force || !credit_control.customer_hold.may_hold()) return;
		const orders = frm.doc.orders.filter(({ status }) => status === "Stopped").length;
		frm.page.set_primary_action(__("Lift Hold"), () =>
			credit_control.customer_hold.lift({ name: frm.doc.name, orders }, () =>
				frm.reload_doc(),
			),
		);
	},
});
