// Opening Credit Files: one from the customer, many from the customer list.

import { escape } from "./text";

const API = "credit_control.api.files";
const DOCTYPE = "Credit File";

async function open(customer) {
	const name = await frappe.xcall(`${API}.create`, { customer });
	frappe.set_route("Form", DOCTYPE, name);
}

async function create_for(customers) {
	show_result(await frappe.xcall(`${API}.create_many`, { customers }));
}

function create_for_filter(listview) {
	const filters = listview.get_filters_for_args();
	const question = filters.length
		? __("Create Credit Files for every customer that the current filter shows?")
		: __("The list is not filtered. Create Credit Files for all customers?");
	frappe.confirm(question, async () => {
		show_result(await frappe.xcall(`${API}.create_many`, { filters }));
	});
}

function show_result(result) {
	frappe.hide_progress();
	if (result.queued) {
		frappe.msgprint({
			title: __("Creating Credit Files"),
			message: __(
				"{0} customers are worked on in the background. You are notified when it is done.",
				[result.queued],
			),
			indicator: "blue",
		});
		return;
	}
	frappe.msgprint({
		title: __("Credit Files"),
		message: summary(result) + failures(result.failed),
		indicator: result.failed.length ? "orange" : "green",
	});
}

function summary({ created, existing, failed }) {
	const counts = [created, existing, failed].map((list) => list.length);
	return `<p>${__("{0} Credit Files created, {1} existed, {2} failed", counts)}</p>`;
}

function failures(failed) {
	if (!failed.length) return "";
	const items = failed.map(
		({ customer, reason }) =>
			`<li><b>${escape(customer)}</b>: ${escape(frappe.utils.html2text(reason))}</li>`,
	);
	return `<ul>${items.join("")}</ul>`;
}

export const files = { create_for, create_for_filter, open };
