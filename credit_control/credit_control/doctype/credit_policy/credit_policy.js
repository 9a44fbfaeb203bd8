frappe.ui.form.on("Credit Policy", {
	setup(frm) {
		// approved assessments keep the version they were made with
		frm.ignore_doctypes_on_cancel_all = ["Credit Assessment", "Credit Limit Request"];
	},
	refresh(frm) {
		credit_control.format_grid(frm, "grades", {});
		credit_control.format_grid(frm, "checks", {});
		credit_control.format_grid(frm, "approvals", {});
		credit_control.words.grid_choices(frm, "checks");
		credit_control.words.grid_choices(frm, "approvals");
		if (frm.doc.docstatus === 1) {
			frm.set_intro(
				__(
					"To change what is in force, amend this document or submit one with a later date.",
				),
				"blue",
			);
		}
	},
});
