frappe.ui.form.on("Credit Approval Delegation", {
	setup(frm) {
		const users = () => ({ filters: { enabled: 1, user_type: "System User" } });
		frm.set_query("user", users);
		frm.set_query("deputy", users);
	},
	onload(frm) {
		if (frm.is_new() && !frm.doc.user) frm.set_value("user", frappe.session.user);
	},
	refresh(frm) {
		frm.set_intro("");
		if (frm.is_new()) {
			frm.set_intro(
				__(
					"From the first to the last day the deputy decides what waits for the one who is away. Each decision names both.",
				),
				"blue",
			);
		}
	},
});
