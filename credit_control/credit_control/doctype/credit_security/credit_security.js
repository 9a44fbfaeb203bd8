const API = "credit_control.api.securities";
const INSURANCE = "Credit Insurance";
const RECEIPTS = ["Payment Entry", "Journal Entry"];

frappe.ui.form.on("Credit Security", {
	setup(frm) {
		frm.set_query("customer", () => ({ filters: { disabled: 0 } }));
		frm.set_query("guarantor", () => ({ filters: { name: ["!=", frm.doc.customer] } }));
		frm.set_query("bank_guarantee", () => ({
			filters: { customer: frm.doc.customer, bg_type: "Receiving", docstatus: 1 },
		}));
		frm.set_query("receipt_type", () => ({ filters: { name: ["in", RECEIPTS] } }));
		frm.set_query("receipt", () => ({ filters: receipts_of(frm.doc) }));
	},
	refresh(frm) {
		credit_control.words.choices(frm);
		frm.set_df_property("reports", "cannot_add_rows", true);
		name_fields(frm);
		explain(frm);
		if (!frm.is_new()) show_value(frm);
		add_buttons(frm);
	},
	security_type: name_fields,
});

function receipts_of({ receipt_type, customer, only_for_company }) {
	const filters = { docstatus: 1 };
	if (only_for_company) filters.company = only_for_company;
	if (receipt_type === "Payment Entry")
		Object.assign(filters, { payment_type: "Receive", party: customer });
	return filters;
}

/** What the general fields mean for this type. */
function name_fields(frm) {
	const insured = frm.doc.security_type === INSURANCE;
	frm.set_df_property(
		"reference_number",
		"label",
		insured ? __("Policy Number") : __("Reference Number", null, "Credit Security"),
	);
	frm.set_df_property("amount", "label", insured ? __("Insured Limit") : __("Amount"));
	frm.set_df_property(
		"amount",
		"description",
		insured ? __("The limit that the insurer has granted for this customer.") : "",
	);
	frm.set_df_property(
		"provider",
		"label",
		insured ? __("Insurer") : __("Provided by", null, "Credit Security"),
	);
}

function explain(frm) {
	const { docstatus, status, released_on, replaced_by } = frm.doc;
	frm.set_intro("");
	if (docstatus !== 1) return;
	if (status === "Expired")
		frm.set_intro(
			__("It has run out and counts for nothing. Replace it by a new one, or release it."),
			"orange",
		);
	if (replaced_by) {
		const link = frappe.utils.get_form_link("Credit Security", replaced_by, true);
		const day = frappe.datetime.str_to_user(released_on);
		frm.set_intro(__("From {0} on {1} takes its place.", [day, link]), "blue");
	}
}

async function show_value(frm) {
	const { name } = frm.doc;
	const { message } = await frappe.call(`${API}.explain`, { security: name });
	if (frm.doc.name !== name) return;
	const text = frappe.utils.escape_html(message);
	frm.fields_dict.counted_words.$wrapper.html(`<p class="text-muted">${text}</p>`);
}

function add_buttons(frm) {
	const { doc } = frm;
	if (doc.docstatus !== 1 || !["Active", "Expired"].includes(doc.status)) return;
	if (may_report(frm)) frm.add_custom_button(__("Report to Insurer"), () => choose_reports(frm));
	if (doc.replaced_by) return;
	if (frappe.model.can_create(frm.doctype))
		frm.add_custom_button(__("Replace", null, "Credit Security"), () => replace(frm));
	if (frappe.user.has_role("Credit Manager"))
		frm.add_custom_button(__("Release", null, "Credit Security"), () => ask_release(frm));
}

function may_report({ doc, perm }) {
	return doc.must_report && doc.status === "Active" && perm[0].write;
}

/** A draft that takes this one's place from the day after it ends, or from today. */
function replace(frm) {
	const { doc } = frm;
	const today = frappe.datetime.get_today();
	const copy = frappe.model.copy_doc(doc);
	const after = doc.valid_to ? frappe.datetime.add_days(doc.valid_to, 1) : today;
	Object.assign(copy, {
		replaces: doc.name,
		// an empty one means all companies: a default of the user's must not narrow it
		only_for_company: doc.only_for_company || "",
		valid_from: after > today ? after : today,
		valid_to: null,
		attachment: null,
	});
	frappe.set_route("Form", doc.doctype, copy.name);
}

function ask_release(frm) {
	const reason = { fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 };
	frappe.prompt(
		[reason],
		({ reason }) => act(frm, "release", { reason }),
		__("Release the Security"),
		__("Release", null, "Credit Security"),
	);
}

async function choose_reports(frm) {
	const { message } = await frappe.call(`${API}.open_reports`, { security: frm.doc.name });
	if (!message.length) return frappe.msgprint(__("Nothing is overdue that must be reported."));
	const dialog = new frappe.ui.Dialog({
		title: __("Report to Insurer"),
		size: "large",
		fields: report_fields(message),
		primary_action_label: __("Mark as Reported"),
		primary_action: (values) => {
			const chosen = dialog.fields_dict.debts.grid.get_selected_children();
			if (!chosen.length) return frappe.msgprint(__("Choose at least one row."));
			dialog.hide();
			act(frm, "report", {
				vouchers: chosen.map((row) => [row.voucher_no, row.due_date]),
				reported_on: values.reported_on,
				claim_number: values.claim_number,
			});
		},
	});
	dialog.show();
}

function report_fields(debts) {
	const column = (fieldname, fieldtype, label, columns, options) => ({
		fieldname,
		fieldtype,
		label,
		columns,
		options,
		read_only: 1,
		in_list_view: 1,
	});
	return [
		{
			fieldname: "reported_on",
			fieldtype: "Date",
			label: __("Reported on", null, "Credit Insurance Report"),
			default: frappe.datetime.get_today(),
			reqd: 1,
		},
		{ fieldtype: "Column Break" },
		{
			fieldname: "claim_number",
			fieldtype: "Data",
			label: __("Claim Number", null, "Credit Insurance Report"),
		},
		{ fieldtype: "Section Break" },
		{
			fieldname: "debts",
			fieldtype: "Table",
			label: __("Overdue and Not Reported"),
			cannot_add_rows: true,
			cannot_delete_rows: true,
			data: debts,
			fields: [
				column("voucher_no", "Data", __("Document", null, "Credit Insurance Report"), 3),
				column("due_date", "Date", __("Due Date"), 2),
				column(
					"amount",
					"Currency",
					__("Overdue", null, "Credit Insurance Report"),
					3,
					"currency",
				),
				column("report_by", "Date", __("Report by"), 2),
			],
		},
	];
}

async function act(frm, action, values) {
	await frappe.call({
		method: `${API}.${action}`,
		args: { security: frm.doc.name, ...values },
		freeze: true,
	});
	frm.reload_doc();
}
