frappe.ui.form.on("Credit Group", {
	setup(frm) {
		const enabled = () => ({ filters: { disabled: 0 } });
		frm.set_query("parent_customer", enabled);
		frm.set_query("customer", "members", enabled);
	},
	refresh(frm) {
		credit_control.group_pool.show(frm);
	},
});
