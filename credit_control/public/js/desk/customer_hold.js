// Holding all new documents of a customer by hand, and lifting that: from the customer and its Credit File.

import { post_dialog, reason_field } from "./holds";
import { escape, labelled } from "./text";

const API = "credit_control.api.manual_holds";
const DOCTYPE = "Credit Customer Hold";
const HOLDERS = ["Credit Manager", "Credit Specialist"];

const may_hold = () => HOLDERS.some((role) => frappe.user.has_role(role));

/** "Hold" or "Lift Hold" on a form that has a customer; `intro` says there what is in force. */
async function offer(frm, customer, { intro = false } = {}) {
	if (frm.is_new() || !customer || !frappe.model.can_read(DOCTYPE)) return;
	const { docname } = frm;
	const holds = await frappe.xcall(`${API}.of_customer`, { customer });
	// another document is shown by now
	if (frm.docname !== docname) return;
	if (intro && holds.length) frm.set_intro(holds.map(sentence).join("<br>"), "red");
	if (may_hold()) add_buttons(frm, customer, holds);
}

function add_buttons(frm, customer, holds) {
	const again = () => frm.reload_doc();
	const group = __("Credit", null, "Credit File");
	frm.add_custom_button(
		__("Hold", null, "Credit Customer Hold"),
		() => hold(customer, again),
		group,
	);
	for (const row of holds) {
		const label = holds.length > 1 ? __("Lift Hold {0}", [row.name]) : __("Lift Hold");
		frm.add_custom_button(label, () => lift(row, again), group);
	}
}

function sentence(row) {
	const who = escape(row.placed_by_name);
	const why = escape(row.reason);
	const where = row.only_for_company ? ` (${escape(row.only_for_company)})` : "";
	const link = frappe.utils.get_form_link(DOCTYPE, row.name, true);
	const day = (date) => frappe.datetime.str_to_user(date);
	const text =
		row.status === "Planned"
			? __("New documents will be held from {0} on, by {1}: {2}", [
					day(row.from_date),
					who,
					why,
				])
			: row.until_date
				? __("New documents are held until {0}, by {1}: {2}", [
						day(row.until_date),
						who,
						why,
					])
				: __("New documents are held by {0}: {1}", [who, why]);
	return `${text}${where} ${link}`;
}

async function hold(customer, done) {
	const orders = await frappe.xcall(`${API}.open_orders`, { customer });
	post_dialog({
		title: __("Hold New Documents of {0}", [customer]),
		fields: hold_fields(orders),
		label: __("Hold", null, "Credit Customer Hold"),
		method: `${API}.place`,
		args: { customer },
		done,
	});
}

function hold_fields(orders) {
	return [
		reason_field(__("Reason")),
		{
			fieldname: "company",
			fieldtype: "Link",
			options: "Company",
			label: __("Only for Company"),
			description: __("Empty: every company."),
			ignore_user_permissions: 1,
		},
		{ fieldtype: "Section Break" },
		{
			fieldname: "from_date",
			fieldtype: "Date",
			label: __("From", null, "Credit Customer Hold"),
			default: frappe.datetime.get_today(),
			reqd: 1,
		},
		{ fieldtype: "Column Break" },
		{
			fieldname: "until_date",
			fieldtype: "Date",
			label: __("Until", null, "Credit Customer Hold"),
			description: __("The last day. Empty: until somebody lifts it."),
		},
		...order_fields(orders),
	];
}

function order_fields(orders) {
	if (!orders.length) return [];
	const options = orders.map((row) => ({
		value: row.name,
		label: `${row.name} · ${format_currency(row.base_grand_total, row.currency)} · ${__(row.status)}`,
	}));
	return [
		{ fieldtype: "Section Break", label: __("Put These Open Orders On Hold Too") },
		{
			fieldname: "orders",
			fieldtype: "MultiCheck",
			options,
			columns: 1,
			select_all: true,
		},
	];
}

function lift({ name, orders }, done) {
	const note = orders
		? __("{0} orders that it stopped go on, unless the policy holds them.", [orders])
		: __("New documents are judged by the policy again.");
	post_dialog({
		title: __("Lift Hold {0}", [name]),
		fields: [
			{ fieldtype: "HTML", options: `<p class="text-muted">${escape(note)}</p>` },
			reason_field(__("Reason")),
		],
		label: __("Lift Hold"),
		method: `${API}.lift`,
		args: { hold: name },
		done: (rows) => {
			tell(rows);
			done();
		},
	});
}

/** Which of the stopped orders do not go on. */
function tell(rows) {
	const stopped = rows.filter(({ status }) => status === "Not Resumed");
	if (!stopped.length) {
		frappe.show_alert({ message: __("The hold is lifted."), indicator: "green" });
		return;
	}
	const items = stopped.map(
		({ sales_order, note }) =>
			`<li>${labelled(
				frappe.utils.get_form_link("Sales Order", sales_order, true),
				escape(note),
			)}</li>`,
	);
	frappe.msgprint({
		title: __("{0} Orders Stay On Hold", [stopped.length]),
		message: `<ul>${items.join("")}</ul>`,
		indicator: "orange",
	});
}

export const customer_hold = { hold, lift, may_hold, offer };
