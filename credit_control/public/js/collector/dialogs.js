// What an outcome needs to be known: a day, a promise, a dispute, a visit's place, the next collector.

import { ACTIONS, CHANNELS, FORM, OUTCOMES, word } from "./outcomes";

const API = "credit_control.api";
const REASONS = [
	"Price",
	"Quantity",
	"Quality",
	"Delivery",
	"Wrong Invoice",
	"Short Payment",
	"Contract",
	"Other",
];
const choices = (names, context = FORM) =>
	names.map((value) => ({ value, label: __(value, null, context) }));
const in_days = (days) => frappe.datetime.add_days(frappe.datetime.get_today(), days);
const note_field = (value) => ({
	fieldname: "note",
	fieldtype: "Small Text",
	label: __("Note", null, "Collection Case"),
	default: value,
});

/** Show a dialog; resolves to its values when they are given, to null when it is closed. */
function ask(title, fields, label) {
	return new Promise((resolve) => {
		const dialog = new frappe.ui.Dialog({
			title,
			fields,
			primary_action_label: label || __("Record", null, "Collection Case"),
			primary_action(values) {
				resolve(values);
				dialog.hide();
			},
		});
		dialog.onhide = () => resolve(null);
		dialog.show();
	});
}

export function ask_day(note) {
	return ask(word("Call Back"), [
		{
			fieldname: "named_day",
			fieldtype: "Date",
			label: __("Call again on"),
			default: in_days(1),
			reqd: 1,
		},
		note_field(note),
	]);
}

export async function ask_promise(row, note) {
	const invoices = await open_invoices(row);
	const values = await ask(__("Promise to Pay"), [
		{
			fieldname: "amount",
			fieldtype: "Currency",
			label: __("Amount", null, "Promise to Pay"),
			options: row.currency,
			default: row.overdue_amount,
			reqd: 1,
		},
		{
			fieldname: "named_day",
			fieldtype: "Date",
			label: __("Pays by", null, "Promise to Pay"),
			default: in_days(7),
			reqd: 1,
		},
		{
			fieldname: "person",
			fieldtype: "Data",
			label: __("Promised by", null, "Promise to Pay"),
		},
		{
			fieldname: "invoices",
			fieldtype: "MultiCheck",
			label: __("For which invoices? None: any money of the customer counts."),
			columns: 1,
			options: invoices.map(({ invoice, due_date, amount }) => ({
				value: invoice,
				label: invoice_label(invoice, due_date, amount, row.currency),
			})),
		},
		note_field(note),
	]);
	return values && { ...values, invoices: values.invoices || [] };
}

export async function ask_dispute(row, note) {
	const invoices = await open_invoices(row);
	if (!invoices.length) {
		frappe.msgprint(__("No invoice of this customer is open."));
		return null;
	}
	const values = await ask(
		__("Payment Dispute"),
		[
			{
				fieldname: "reason",
				fieldtype: "Select",
				label: __("Reason", null, "Payment Dispute"),
				options: choices(REASONS, "Payment Dispute"),
				reqd: 1,
			},
			{
				fieldname: "named_day",
				fieldtype: "Date",
				label: __("Settle by", null, "Payment Dispute"),
				default: in_days(14),
				reqd: 1,
			},
			{ ...invoice_field(row, invoices), reqd: 1 },
			{
				fieldname: "amount",
				fieldtype: "Currency",
				label: __("Disputed", null, "Payment Dispute Item"),
				options: row.currency,
				description: __("0: all of it that is open."),
			},
			{
				...note_field(note),
				label: __("What the Customer Says", null, "Payment Dispute"),
				reqd: 1,
			},
		],
		__("Draft the Dispute"),
	);
	if (!values) return null;
	const { invoice, amount, ...more } = values;
	const open = invoices.find((item) => item.invoice === invoice).amount;
	return { ...more, items: [{ invoice, amount: amount || open }] };
}

function invoice_field(row, invoices) {
	return {
		fieldname: "invoice",
		fieldtype: "Select",
		label: __("Invoice", null, "Collection Case"),
		default: invoices[0].invoice,
		options: invoices.map(({ invoice, due_date, amount }) => ({
			value: invoice,
			label: invoice_label(invoice, due_date, amount, row.currency),
		})),
	};
}

function invoice_label(invoice, due_date, amount, currency) {
	const due = frappe.datetime.str_to_user(due_date);
	return __("{0}, due {1}, {2} open", [invoice, due, format_currency(amount, currency)]);
}

const open_invoices = ({ customer, company }) =>
	frappe.xcall(`${API}.disputes.open_invoices`, { customer, company });

/** Any other contact: by which channel, where, with a photo, and what is to be done next. */
/** `called` is the person and number that were called from here. */
export function ask_contact(note, called) {
	return ask(__("Record a Contact"), [
		{
			fieldname: "channel",
			fieldtype: "Select",
			label: __("By", null, "Promise to Pay"),
			options: choices(CHANNELS),
			default: called ? "Phone" : "Visit",
			reqd: 1,
		},
		{
			fieldname: "outcome",
			fieldtype: "Select",
			label: __("Outcome", null, "Collection Case"),
			options: choices([
				...OUTCOMES.filter(({ right }) => !right).map(({ name }) => name),
				"Sent",
			]),
			default: "Spoken To",
			reqd: 1,
		},
		{
			fieldname: "person",
			fieldtype: "Data",
			label: __("With whom"),
			default: called?.person,
		},
		{ fieldname: "side", fieldtype: "Column Break" },
		{
			fieldname: "action",
			fieldtype: "Select",
			label: __("Next Action", null, "Collection Case"),
			options: ["", ...choices(ACTIONS)],
			description: __("Empty: what usually follows from the outcome."),
		},
		{ fieldname: "action_on", fieldtype: "Date", label: __("On", null, "Collection Case") },
		{ fieldname: "visited", fieldtype: "Section Break" },
		{
			fieldname: "place",
			fieldtype: "Data",
			label: __("Place of the Visit"),
			depends_on: "eval:doc.channel == 'Visit'",
		},
		note_field(note),
		{
			fieldname: "photo",
			fieldtype: "Attach Image",
			label: __("Photo", null, "Collection Case"),
			depends_on: "eval:doc.channel == 'Visit'",
		},
	]);
}

export async function ask_hand_over(row) {
	const { collector } = await frappe.xcall(`${API}.collection_cases.choices`);
	return ask(
		__("Hand Over", null, "Collection Case"),
		[
			{
				fieldname: "user",
				fieldtype: "Select",
				label: __("Collector", null, "Collection Case"),
				options: collector.filter(({ value }) => value !== row.collector),
				reqd: 1,
			},
			{
				fieldname: "note",
				fieldtype: "Small Text",
				label: __("What the next collector should know"),
				reqd: 1,
			},
			{
				fieldname: "escalate",
				fieldtype: "Check",
				label: __("Escalate", null, "Collection Case"),
			},
		],
		__("Hand Over", null, "Collection Case"),
	);
}
