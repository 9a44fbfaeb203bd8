frappe.ui.form.on("Credit Scorecard", {
	setup(frm) {
		// approved assessments keep the version they were made with
		frm.ignore_doctypes_on_cancel_all = ["Credit Assessment"];
	},
	refresh(frm) {
		credit_control.words.choices(frm);
		credit_control.format_grid(frm, "bands", {});
		translate_tables(frm);
		credit_control.scorecard.refresh(frm);
		add_buttons(frm);
		explain_version(frm);
	},
});

frappe.ui.form.on("Credit Scorecard Factor", {
	indicator(frm, doctype, name) {
		credit_control.scorecard.propose_part(frappe.get_doc(doctype, name));
		credit_control.scorecard.refresh(frm);
	},
	section: (frm) => credit_control.scorecard.refresh(frm),
	weight: (frm) => credit_control.scorecard.weighed(frm),
	factors_remove: (frm) => credit_control.scorecard.refresh(frm),
});

frappe.ui.form.on("Credit Scorecard Band", {
	from_value: (frm) => credit_control.scorecard.refresh(frm),
	text_value: (frm) => credit_control.scorecard.refresh(frm),
	points: (frm) => credit_control.scorecard.refresh(frm),
	bands_remove: (frm) => credit_control.scorecard.refresh(frm),
});

/** Choices and advice in the user's language; a text of one's own stays as it is. */
function translate_tables(frm) {
	const { grid } = frm.fields_dict.bands;
	for (const fieldname of ["text_value", "advice"]) {
		const formatter = credit_control.words.choice("Credit File");
		grid.update_docfield_property(fieldname, "formatter", formatter);
	}
	for (const table of ["factors", "bands", "haircuts"]) {
		credit_control.words.grid_choices(frm, table);
	}
}

function add_buttons(frm) {
	const { doc } = frm;
	frm.add_custom_button(__("Indicators"), () => credit_control.scorecard.show_indicators());
	if (!frm.is_new() && doc.docstatus < 2 && frappe.model.can_write("Credit Scorecard Trial")) {
		frm.add_custom_button(__("Try on Customers"), () => try_when_saved(frm));
	}
	if (doc.docstatus === 1 && doc.role === "Challenger" && frm.perm[0]?.amend) {
		frm.add_custom_button(__("Promote to Champion"), () =>
			credit_control.scorecard.promote(frm),
		);
	}
}

function try_when_saved(frm) {
	if (frm.is_dirty()) {
		frappe.msgprint(__("Save the scorecard first: what is saved is tried."));
		return;
	}
	credit_control.scorecard.try_on_customers(frm);
}

function explain_version(frm) {
	frm.set_intro("");
	if (frm.doc.docstatus !== 1) return;
	const text =
		frm.doc.role === "Challenger"
			? __("Computed beside the champion at each assessment; it grades nobody.")
			: __(
					"To change what is in force, amend this document or submit one with a later date.",
				);
	frm.set_intro(text, "blue");
}
