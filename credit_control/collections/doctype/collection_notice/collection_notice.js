frappe.ui.form.on("Collection Notice", {
	refresh(frm) {
		credit_control.words.choices(frm);
		credit_control.words.steps(frm, "step_label", { items: "step_label" });
		frm.disable_save();
		const waits = ["To Do", "Not Sent", "Bounced"].includes(frm.doc.status);
		if (waits && (frappe.boot.user.in_create || []).includes(frm.doctype)) {
			frm.add_custom_button(__("Mark as Done"), () => ask_what_was_done(frm)).addClass(
				"btn-primary",
			);
		}
		if (frm.doc.message) {
			frm.add_custom_button(__("Print the Letter"), () =>
				open_print(frm, "Collection Letter"),
			);
		}
		frm.add_custom_button(__("Print the Statement"), () =>
			open_print(frm, "Statement of Open Items"),
		);
	},
});

function ask_what_was_done(frm) {
	frappe.prompt(
		[{ fieldname: "note", fieldtype: "Small Text", label: __("What Was Done") }],
		async ({ note }) => {
			await frappe.call("credit_control.api.collection_strategies.done", {
				notice: frm.doc.name,
				note,
			});
			frm.reload_doc();
		},
		__("Mark as Done"),
		__("Done", null, "Collection Notice"),
	);
}

function open_print(frm, format) {
	const query = new URLSearchParams({
		doctype: frm.doctype,
		name: frm.doc.name,
		format,
		no_letterhead: 1,
		_lang: frm.doc.language || frappe.boot.lang,
	});
	window.open(`/printview?${query}`);
}
