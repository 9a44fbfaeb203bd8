frappe.ui.form.on("Credit Scorecard", {
	setup(frm) {
		// approved assessments keep the version they were made with
		frm.ignore_doctypes_on_cancel_all = ["Credit Assessment"];
	},
	refresh(frm) {
		credit_control.format_grid(frm, "bands", {});
		translate_tables(frm);
		if (frm.doc.docstatus === 1) {
			frm.set_intro(
				__(
					"To change what is in force, amend this document or submit one with a later date.",
				),
				"blue",
			);
		}
		show_weights(frm);
	},
});

frappe.ui.form.on("Credit Scorecard Factor", {
	weight: show_weights,
	factors_remove: show_weights,
});

/** Choices and advice in the user's language; a text of one's own stays as it is. */
function translate_tables(frm) {
	const { grid } = frm.fields_dict.bands;
	for (const fieldname of ["text_value", "advice"]) {
		const formatter = credit_control.words.choice("Credit File");
		grid.update_docfield_property(fieldname, "formatter", formatter);
	}
	for (const table of ["factors", "bands"]) credit_control.words.grid_choices(frm, table);
}

/** While a draft is edited, how far the weights are from 100. */
function show_weights(frm) {
	if (frm.doc.docstatus !== 0) return;
	const total = (frm.doc.factors || []).reduce((sum, row) => sum + flt(row.weight), 0);
	const rest = flt(100 - total, 4);
	const text = rest
		? __("The weights add up to {0}; {1} to 100.", [format_number(total), format_number(rest)])
		: __("The weights add up to 100.");
	frm.set_intro("");
	frm.set_intro(text, rest ? "orange" : "green");
}
