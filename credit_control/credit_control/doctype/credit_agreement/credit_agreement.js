const API = "credit_control.api.agreements";
const OPEN = ["Awaiting Signature", "Not Started", "In Force"];

frappe.ui.form.on("Credit Agreement", {
	setup(frm) {
		frm.set_query("customer", () => ({ filters: { disabled: 0 } }));
		frm.set_query("tc_name", () => ({ filters: { selling: 1, disabled: 0 } }));
	},
	onload(frm) {
		if (frm.is_new() && !frm.doc.amended_from) propose(frm);
	},
	refresh(frm) {
		credit_control.words.choices(frm);
		show_granted(frm);
		explain(frm);
		if (!frm.is_new()) add_buttons(frm);
	},
	customer: propose,
	company: propose,
	credit_limit: ask_why,
	currency: ask_why,
	tc_name: (frm) => frm.set_value("terms", ""),
});

/** Limit, terms and signatory of the Credit File, for the customer and company that are chosen. */
async function propose(frm) {
	const { customer, company } = frm.doc;
	if (!customer || !company || frm.doc.docstatus) return;
	const { message } = await frappe.call(`${API}.proposal`, { customer, company });
	if (customer !== frm.doc.customer || company !== frm.doc.company) return;
	const { granted, credit_limit, ...values } = message;
	await frm.set_value({ ...values, credit_limit });
	show_granted(frm, granted);
}

async function show_granted(frm, granted) {
	const { customer, company } = frm.doc;
	const { $wrapper } = frm.fields_dict.granted;
	$wrapper.empty();
	frm.granted = undefined;
	ask_why(frm);
	if (frm.doc.docstatus || !customer || !company || !frappe.model.can_create(frm.doctype))
		return;
	if (granted === undefined) {
		const { message } = await frappe.call(`${API}.proposal`, { customer, company });
		granted = message.granted;
	}
	frm.granted = granted;
	ask_why(frm);
	$wrapper.html(`<p class="text-muted">${frappe.utils.escape_html(said(frm, granted))}</p>`);
}

/** The reason is asked for where more is promised than granted; the server refuses it without one. */
function ask_why(frm) {
	const { above_reason, credit_limit, currency } = frm.doc;
	const foreign = currency && currency !== company_currency(frm);
	const above = frm.granted != null && credit_limit > frm.granted;
	frm.toggle_display(
		"above_reason",
		Boolean(above_reason || above || (foreign && credit_limit)),
	);
}

function company_currency(frm) {
	return frappe.get_doc(":Company", frm.doc.company)?.default_currency;
}

function said(frm, granted) {
	if (granted === null) return __("The Credit File grants an unlimited limit.");
	if (!granted) return __("The Credit File grants no limit with this company.");
	return __("The Credit File grants {0}.", [format_currency(granted, company_currency(frm))]);
}

function explain(frm) {
	const { status, valid_to, replaced_by } = frm.doc;
	const replaced = () =>
		__("Since then {0} is in force.", [
			frappe.utils.get_form_link("Credit Agreement", replaced_by, true),
		]);
	const texts = {
		"Awaiting Signature": () =>
			__("Print it, have both sides sign it, and attach the signed copy with Sign."),
		Expired: () =>
			__("It ended on {0}. Make a new agreement to go on.", [
				frappe.datetime.str_to_user(valid_to),
			]),
		Replaced: replaced,
	};
	frm.set_intro(texts[status]?.() || "", status === "Expired" ? "orange" : "blue");
}

function add_buttons(frm) {
	if (frappe.model.can_print(frm.doctype, frm))
		frm.add_custom_button(__("Print the Contract"), () => print(frm));
	if (frm.doc.status === "Awaiting Signature" && frm.perm[0].write)
		frm.add_custom_button(__("Sign", null, "Credit Agreement"), () => ask_copy(frm)).addClass(
			"btn-primary",
		);
	if (OPEN.includes(frm.doc.status) && !frm.doc.terminated_on && frm.perm[0].submit)
		frm.add_custom_button(__("Terminate", null, "Credit Agreement"), () => ask_reason(frm));
}

function print(frm) {
	credit_control.print_in_language(frm, {
		format: "Credit Agreement",
		title: __("Print the Contract"),
		language: frm.doc.contract_language || undefined,
	});
}

function ask_copy(frm) {
	const fields = [
		{
			fieldname: "signed_on",
			fieldtype: "Date",
			label: __("Signed on", null, "Credit Agreement"),
			default: frappe.datetime.get_today(),
			reqd: 1,
		},
		{
			fieldname: "signed_copy",
			fieldtype: "Attach",
			label: __("Signed Copy", null, "Credit Agreement"),
			reqd: 1,
		},
	];
	frappe.prompt(
		fields,
		(values) => act(frm, "sign", values),
		__("Signed Copy", null, "Credit Agreement"),
		__("Sign", null, "Credit Agreement"),
	);
}

function ask_reason(frm) {
	const fields = [
		{
			fieldname: "day",
			fieldtype: "Date",
			label: __("The First Day on Which It No Longer Holds"),
			default: frappe.datetime.get_today(),
			reqd: 1,
		},
		{ fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 },
	];
	const title = __("Terminate the Contract");
	frappe.prompt(
		fields,
		(values) => act(frm, "terminate", values),
		title,
		__("Terminate", null, "Credit Agreement"),
	);
}

async function act(frm, action, values) {
	await frappe.call({
		method: `${API}.${action}`,
		args: { agreement: frm.doc.name, ...values },
		freeze: true,
	});
	frm.reload_doc();
}
