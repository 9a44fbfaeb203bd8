// The dialogs in which a held document is asked for, released, rejected, or its release revoked.

import { escape, listed } from "./text";

const API = "credit_control.api.holds";
const DOCTYPE = "Credit Hold";
const SCOPES = [
	"This Document",
	"This Document and What Follows",
	"All Documents of the Customer",
];

export function reason_field(label) {
	return { fieldname: "reason", fieldtype: "Small Text", label, reqd: 1 };
}

/** A dialog that posts its values and stays open, values kept, when the server refuses. */
export function post_dialog({ title, fields, label, method, args, done }) {
	const dialog = new frappe.ui.Dialog({
		title,
		fields,
		primary_action_label: label,
		async primary_action(values) {
			dialog.disable_primary_action();
			try {
				const answer = await frappe.xcall(method, { ...args, ...values });
				dialog.hide();
				done(answer);
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
	const dialog = post_dialog({
		title: __("Release {0}", [frm.doc.reference_name]),
		fields: release_fields(frm.doc, defaults),
		label: __("Release", null, "Credit Hold"),
		method: `${API}.release`,
		args: { hold: frm.doc.name },
		done: () => frm.reload_doc(),
	});
	explain_scope(dialog);
}

function release_fields(doc, defaults) {
	return [
		reason_field(__("Reason")),
		{
			fieldname: "scope",
			fieldtype: "Select",
			label: __("Scope", null, "Credit Hold"),
			options: SCOPES.map((value) => ({ value, label: __(value) })),
			default: defaults.scope,
			reqd: 1,
			onchange() {
				explain_scope(this.layout);
			},
		},
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
		...submit_fields(defaults.may_submit, defaults.submit),
	];
}

function submit_fields(may_submit, submit) {
	if (!may_submit) return [];
	return [
		{ fieldtype: "Section Break" },
		{
			fieldname: "submit",
			fieldtype: "Check",
			label: __("Submit the Order at Once"),
			description: __("As the user who asked for it. Both of you are told how it went."),
			default: submit ? 1 : 0,
		},
	];
}

const MEANINGS = {
	"This Document": () =>
		__("What it orders is delivered and invoiced as usual; more than it orders is held."),
	"This Document and What Follows": () =>
		__("Deliveries and invoices may go beyond it as far as the tolerance reaches."),
	"All Documents of the Customer": () =>
		__("Any document of the customer passes until the amount is used up or the day is over."),
};

function explain_scope(dialog) {
	const meaning = MEANINGS[dialog.get_value("scope")];
	if (meaning) dialog.set_df_property("scope", "description", meaning());
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

async function revoke(frm) {
	const orders = await frappe.xcall(`${API}.used_orders`, { hold: frm.doc.name });
	post_dialog({
		title: __("Revoke the Release of {0}", [frm.doc.reference_name]),
		fields: [
			{ fieldtype: "HTML", options: `<p>${revoke_effect(orders)}</p>` },
			reason_field(__("Reason")),
		],
		label: __("Revoke", null, "Credit Hold"),
		method: `${API}.revoke`,
		args: { hold: frm.doc.name },
		done: () => frm.reload_doc(),
	});
}

function revoke_effect(orders) {
	if (!orders.length) {
		return __("Nothing that passed with it can be stopped; a draft is held again.");
	}
	const names = orders.map((name) => frappe.utils.get_form_link("Sales Order", name, true));
	return __("These orders are put On Hold: {0}. What was delivered and invoiced stays.", [
		listed(names),
	]);
}

async function judge_again(frm) {
	const cleared = await frappe.xcall(`${API}.rejudge`, { hold: frm.doc.name });
	const message = cleared
		? __("Nothing holds {0} any more. It can be submitted.", [frm.doc.reference_name])
		: __("{0} is still held.", [frm.doc.reference_name]);
	frappe.show_alert({ message, indicator: cleared ? "green" : "orange" });
	frm.reload_doc();
}

/** Release many holds, each up to its own amount. */
function release_many(holds, done) {
	const fields = [
		reason_field(__("Reason for All")),
		{ fieldtype: "Section Break" },
		{
			fieldname: "valid_to",
			fieldtype: "Date",
			label: __("Valid to"),
			default: frappe.datetime.add_days(frappe.datetime.get_today(), 7),
			reqd: 1,
		},
		{ fieldtype: "Column Break" },
		{
			fieldname: "tolerance_percent",
			fieldtype: "Data",
			label: __("Tolerance %"),
			description: __("Empty: that of each customer's grade."),
		},
		...submit_fields(true, false),
	];
	decide_many({
		title: __("Documents to Release: {0}", [holds.length]),
		note: __("Each may be submitted up to its own amount and the tolerance."),
		label: __("Release", null, "Credit Hold"),
		method: `${API}.release_many`,
		fields,
		holds,
		done,
	});
}

function reject_many(holds, done) {
	decide_many({
		title: __("Documents to Reject: {0}", [holds.length]),
		note: __("Those who asked are told the reason."),
		label: __("Reject"),
		method: `${API}.reject_many`,
		fields: [reason_field(__("Reason for All"))],
		holds,
		done,
	});
}

function decide_many({ title, note, label, method, fields, holds, done }) {
	const hint = { fieldtype: "HTML", options: `<p class="text-muted">${escape(note)}</p>` };
	post_dialog({
		title,
		fields: [hint, ...fields],
		label,
		method,
		args: { holds },
		done: (result) => {
			show_result(result);
			done(result);
		},
	});
}

function show_result(result) {
	if (result.queued) {
		frappe.show_alert({
			message: __("{0} documents are decided in the background. You are told at the end.", [
				result.queued,
			]),
			indicator: "blue",
		});
		return;
	}
	const { done, failed } = result;
	if (!failed.length) {
		frappe.show_alert({ message: __("{0} decided", [done.length]), indicator: "green" });
		return;
	}
	const items = failed.map(
		({ hold, document, reason }) =>
			`<li><a href="${frappe.utils.get_form_link(DOCTYPE, hold)}">${escape(document)}</a>:
			${escape(reason)}</li>`,
	);
	frappe.msgprint({
		title: __("{0} decided, {1} not", [done.length, failed.length]),
		message: `<ul>${items.join("")}</ul>`,
		indicator: "orange",
	});
}

export const holds = {
	ask_for_release,
	judge_again,
	reject,
	reject_many,
	release,
	release_many,
	revoke,
	show_result,
};
