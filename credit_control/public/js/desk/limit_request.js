// Asking for a limit, a temporary limit or a special approval from wherever it is found to be missing.

const METHOD = "credit_control.api.limit_requests.start";
const DOCTYPE = "Credit Limit Request";

/**
 * Open a new request for a customer; `source` is the document it is asked from, with its doctype and name.
 * Without a kind the user chooses: a special approval only for a document that is held.
 */
export async function limit_request({ customer, company, kind, source = {}, held = false }) {
	if (!kind) return choose_kind({ customer, company, source, held });
	const args = {
		kind,
		customer,
		company,
		source_doctype: source.doctype,
		source_name: source.name,
	};
	const values = await frappe.xcall(METHOD, args);
	frappe.new_doc(DOCTYPE, {}, (doc) => Object.assign(doc, values));
}

function choose_kind({ held, ...asked }) {
	const kinds = ["Temporary Limit", "Permanent Limit"];
	if (held) kinds.push("Special Approval");
	const dialog = new frappe.ui.Dialog({
		title: __("Request a Limit"),
		fields: [
			{
				fieldname: "kind",
				fieldtype: "Select",
				label: __("Kind", null, DOCTYPE),
				options: kinds.map((value) => ({ value, label: __(value, null, DOCTYPE) })),
				default: kinds[0],
				reqd: 1,
			},
			{ fieldtype: "HTML", options: explanation(held) },
		],
		primary_action_label: __("Continue"),
		primary_action({ kind }) {
			dialog.hide();
			limit_request({ ...asked, kind });
		},
	});
	dialog.show();
}

function explanation(held) {
	const lines = [
		__("A temporary limit falls back by itself after its last day."),
		__("A permanent limit holds until it is changed."),
	];
	if (held)
		lines.push(
			__("A special approval lets this document pass once; the limit stays as it is."),
		);
	return `<ul class="text-muted small" style="padding-left: 1.2em">${lines
		.map((line) => `<li>${line}</li>`)
		.join("")}</ul>`;
}

/** The button on a form, for who may ask. */
export function add_limit_request_button(frm, options, group) {
	if (!frappe.model.can_create(DOCTYPE)) return;
	frm.add_custom_button(__("Request a Limit"), () => limit_request(options()), group);
}
