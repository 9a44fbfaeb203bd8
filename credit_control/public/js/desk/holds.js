// The dialogs in which a held document is asked for, released or rejected.

const API = "credit_control.api.holds";

function reason_field(label) {
	return { fieldname: "reason", fieldtype: "Small Text", label, reqd: 1 };
}

/** A dialog that posts its values and stays open, values kept, when the server refuses. */
function post_dialog({ title, fields, label, method, args, done }) {
	const dialog = new frappe.ui.Dialog({
		title,
		fields,
		primary_action_label: label,
		async primary_action(values) {
			dialog.disable_primary_action();
			try {
				await frappe.xcall(method, { ...args, ...values });
				dialog.hide();
				done();
			} finally {
				dialog.enable_primary_action();
			}
		},
	});
	dialog.show();
	return dialog;
}

export function ask_for_release(hold, done) {
	return post_dialog({
		title: __("Request Release"),
		fields: [
			reason_field(__("Why should it be released?")),
			{
				fieldtype: "HTML",
				options: `<p class="text-muted small">${__(
					"Every Credit Manager is notified. One who did not enter the document decides.",
				)}</p>`,
			},
		],
		label: __("Send Request"),
		method: `${API}.request_release`,
		args: { hold },
		done: () => {
			frappe.show_alert({ message: __("Release requested"), indicator: "green" });
			done();
		},
	});
}

async function release(frm) {
	const defaults = await frappe.xcall(`${API}.release_defaults`, { hold: frm.doc.name });
	post_dialog({
		title: __("Release {0}", [frm.doc.reference_name]),
		fields: release_fields(frm.doc, defaults),
		label: __("Release", null, "Credit Hold"),
		method: `${API}.release`,
		args: { hold: frm.doc.name },
		done: () => frm.reload_doc(),
	});
}

function release_fields(doc, defaults) {
	return [
		reason_field(__("Reason")),
		{ fieldtype: "Section Break" },
		{
			fieldname: "amount_cap",
			fieldtype: "Currency",
			options: "currency",
			label: __("Up to Amount"),
			description: __("Above it the document is held again. It is {0} now.", [
				format_currency(defaults.amount_cap, doc.currency),
			]),
			default: defaults.amount_cap,
			reqd: 1,
		},
		{ fieldtype: "Column Break" },
		{
			fieldname: "tolerance_percent",
			fieldtype: "Percent",
			precision: 2,
			label: __("Tolerance %"),
			description: __("On top of the amount, for freight or rounding."),
			default: defaults.tolerance_percent,
		},
		{ fieldtype: "Column Break" },
		{
			fieldname: "valid_to",
			fieldtype: "Date",
			label: __("Valid to"),
			description: __("The last day on which it may be submitted."),
			default: defaults.valid_to,
			reqd: 1,
		},
	];
}

function reject(frm) {
	post_dialog({
		title: __("Reject {0}", [frm.doc.reference_name]),
		fields: [reason_field(__("Reason"))],
		label: __("Reject"),
		method: `${API}.reject`,
		args: { hold: frm.doc.name },
		done: () => frm.reload_doc(),
	});
}

async function judge_again(frm) {
	const cleared = await frappe.xcall(`${API}.rejudge`, { hold: frm.doc.name });
	const message = cleared
		? __("Nothing holds {0} any more. It can be submitted.", [frm.doc.reference_name])
		: __("{0} is still held.", [frm.doc.reference_name]);
	frappe.show_alert({ message, indicator: cleared ? "green" : "orange" });
	frm.reload_doc();
}

export const holds = { ask_for_release, judge_again, reject, release };
