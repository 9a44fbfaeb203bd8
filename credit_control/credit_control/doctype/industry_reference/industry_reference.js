frappe.ui.form.on("Industry Reference", {
	refresh(frm) {
		credit_control.words.grid_choices(frm, "tiers");
		credit_control.words.grid_choices(frm, "wall");
		if (!frm.doc.is_sample) return;
		const text = __("Figures for trying out, not published standards.");
		frm.set_intro(text, "orange");
	},
});
