frappe.ui.form.on("Credit Decision", {
	refresh(frm) {
		credit_control.words.format(frm, {
			limit_mode: credit_control.words.choice("Credit File Limit"),
			event: event_text,
			exemption: credit_control.words.choice("Credit Decision"),
		});
		frm.disable_save();
		frm.set_intro(__("A record of one judgement. It cannot be changed."), "gray");
		frm.add_custom_button(__("Open Document", null, "Credit Decision"), () =>
			frappe.set_route("Form", frm.doc.reference_doctype, frm.doc.reference_name),
		);
	},
});

function event_text(value) {
	const texts = { Submit: __("Submit"), Update: __("Update"), "Re-open": __("Re-open") };
	return texts[value] || value;
}
