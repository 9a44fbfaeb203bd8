const DOCTYPE = "Legal Action";
const STEP = "Legal Action Step";
const API = "credit_control.api.legal_actions";
const STAGES = ["Demand Letter", "Lawyer", "Filing", "Hearing", "Judgment", "Enforcement"];
const BEFORE_COURT = ["Prepared", "Demand Letter", "Lawyer"];
const OUTCOMES = [
	"Paid",
	"Settled",
	"Enforced",
	"Enforcement without Result",
	"Lost",
	"Withdrawn",
];

frappe.ui.form.on(DOCTYPE, {
	setup(frm) {
		credit_control.claimed_items.setup(frm);
		frm.set_query("dunning_type", () => ({
			filters: { company: ["in", [frm.doc.company, ""]] },
		}));
		frm.set_query("voucher_type", "costs", () => ({
			filters: { name: ["in", ["Journal Entry", "Purchase Invoice"]] },
		}));
		frm.set_query("voucher", "costs", () => ({
			filters: { company: frm.doc.company, docstatus: 1 },
		}));
	},
	refresh(frm) {
		credit_control.claimed_items.refresh(frm);
		credit_control.words.choices(frm);
		credit_control.words.grid_choices(frm, "steps");
		credit_control.words.grid_choices(frm, "costs");
		warn(frm);
		if (frm.doc.docstatus === 1) add_buttons(frm);
	},
});

/** Says when the first claim lapses, while it still can be helped. */
function warn(frm) {
	frm.set_intro("");
	const { limitation_date, status } = frm.doc;
	if (!limitation_date || !BEFORE_COURT.includes(status)) return;
	const day = frappe.datetime.str_to_user(limitation_date);
	const left = frappe.datetime.get_day_diff(limitation_date, frappe.datetime.get_today());
	if (left < 0) frm.set_intro(__("The first of the claims lapsed on {0}.", [day]), "red");
	else if (left <= 180)
		frm.set_intro(
			__("The first of the claims lapses on {0}, in {1} days.", [day, left]),
			"orange",
		);
}

function add_buttons(frm) {
	const may_end = frm.perm[0].submit;
	if (frm.doc.status !== "Closed") {
		if (frm.perm[0].write)
			frm.add_custom_button(__("Record Stage"), () => ask_for_stage(frm)).addClass(
				"btn-primary",
			);
		if (may_end) frm.add_custom_button(__("Close the Action"), () => ask_how_it_ended(frm));
	}
	if (may_end && (frm.doc.steps || []).length)
		frm.add_custom_button(__("Undo Last Stage"), () => ask_why(frm));
	frm.add_custom_button(__("Print Demand Letter"), () =>
		credit_control.print_in_language(frm, {
			format: "Demand Letter",
			title: __("Demand Letter", null, "Legal Action"),
			language: frm.doc.letter_language || frappe.boot.lang,
		}),
	);
	if (frappe.model.can_create("Bad Debt Write-Off"))
		frm.add_custom_button(__("Write Off", null, "Legal Action"), () => write_off(frm));
}

function choices(values, doctype) {
	return values.map((value) => ({ value, label: __(value, null, doctype) }));
}

function details(note) {
	return [
		{
			fieldname: "step_date",
			fieldtype: "Date",
			label: __("Date"),
			default: frappe.datetime.get_today(),
			reqd: 1,
		},
		{
			fieldname: "note",
			fieldtype: "Small Text",
			label: __("Note", null, "Legal Action Step"),
			reqd: note,
		},
		{
			fieldname: "document",
			fieldtype: "Attach",
			label: __("Document", null, "Legal Action Step"),
		},
	];
}

function ask_for_stage(frm) {
	const next = STAGES[STAGES.indexOf(frm.doc.status) + 1] || STAGES.at(-1);
	const stage = {
		fieldname: "stage",
		fieldtype: "Select",
		label: __("Stage", null, "Legal Action Step"),
		options: choices(STAGES, STEP),
		default: next,
		reqd: 1,
	};
	ask(frm, __("Record Stage"), [stage, ...details(0)], "record");
}

function ask_how_it_ended(frm) {
	const outcome = {
		fieldname: "outcome",
		fieldtype: "Select",
		label: __("Outcome", null, "Legal Action"),
		options: choices(OUTCOMES, DOCTYPE),
		reqd: 1,
	};
	ask(frm, __("Close the Action"), [outcome, ...details(1)], "close");
}

function ask_why(frm) {
	const reason = { fieldname: "reason", fieldtype: "Small Text", label: __("Reason"), reqd: 1 };
	ask(frm, __("Undo Last Stage"), [reason], "undo");
}

/** Stays open, text kept, when the server refuses. */
function ask(frm, title, fields, action) {
	const dialog = new frappe.ui.Dialog({
		title,
		fields,
		primary_action_label: title,
		async primary_action(values) {
			dialog.disable_primary_action();
			try {
				await frappe.xcall(`${API}.${action}`, { name: frm.docname, ...values });
				dialog.hide();
				frm.reload_doc();
			} finally {
				dialog.enable_primary_action();
			}
		},
	});
	dialog.show();
}

/** A write-off of what is still open of the claims; who enters it attaches the evidence. */
/** What is still open of the claims. */
function write_off(frm) {
	const claimed = new Set(frm.doc.items.map((row) => row.sales_invoice));
	return credit_control.claimed_items.make(
		"Bad Debt Write-Off",
		{ ...frm.doc, legal_action: frm.doc.name },
		({ invoice }) => claimed.has(invoice),
	);
}
