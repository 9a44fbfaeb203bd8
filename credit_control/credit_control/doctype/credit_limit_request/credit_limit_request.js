const ENTRIES = [
	"kind",
	"customer",
	"company",
	"hold",
	"requested_limit",
	"temporary_limit",
	"temporary_from",
	"temporary_until",
	"amount_cap",
	"tolerance_percent",
	"valid_days",
	"reason",
	"wished_until",
];
const EDITABLE = ["Draft", "Sent Back"];
const WORDS = {
	Draft: ({ __islocal }) => [
		__islocal
			? __("Save, then send the request for approval.")
			: __("Send the request for approval when it is complete."),
		"blue",
	],
	"Sent Back": ({ decision_note }) => [__("Sent back: {0}", [decision_note]), "orange"],
	Rejected: ({ decision_note }) => [__("Rejected: {0}", [decision_note]), "red"],
	Withdrawn: () => [__("Withdrawn before it was decided."), "gray"],
	Ended: ({ temporary_until }) => [
		__("The temporary limit ended on {0}.", [frappe.datetime.str_to_user(temporary_until)]),
		"gray",
	],
};

frappe.ui.form.on("Credit Limit Request", {
	setup(frm) {
		frm.set_query("customer", () => ({ filters: { disabled: 0 } }));
		frm.set_query("hold", () => ({
			filters: { status: ["in", ["Held", "Release Requested", "Rejected"]] },
		}));
	},
	onload(frm) {
		if (frm.is_new() && !frm.doc.company)
			frm.set_value("company", frappe.defaults.get_user_default("Company"));
	},
	refresh(frm) {
		credit_control.words.choices(frm);
		const person = (user) => full_name(frm, user);
		const waiting_for = (value) => (value?.includes("@") ? person(value) : role(value));
		credit_control.words.format(frm, { waiting_for, requested_by: person });
		credit_control.words.grid_choices(frm, "steps");
		credit_control.format_grid(frm, "steps", {
			approver_role: role,
			approver_user: person,
			decided_by: person,
			on_behalf_of: person,
		});
		explain(frm);
		open_or_close(frm);
		add_buttons(frm);
		credit_control.request_form.refresh(frm);
	},
	hold: follow_hold,
	...Object.fromEntries(
		ENTRIES.filter((name) => name !== "hold").map((name) => [
			name,
			(frm) => credit_control.request_form.changed(frm),
		]),
	),
});

function role(name) {
	return frappe.utils.escape_html(__(name || ""));
}

function full_name({ doc }, user) {
	return frappe.utils.escape_html(doc.__onload?.names?.[user] || user || "");
}

async function follow_hold(frm) {
	if (!frm.doc.hold) return;
	const { message } = await frappe.db.get_value("Credit Hold", frm.doc.hold, [
		"customer",
		"company",
		"amount",
	]);
	await frm.set_value({ customer: message.customer, company: message.company });
	if (!frm.doc.amount_cap) frm.set_value("amount_cap", message.amount);
}

function explain(frm) {
	frm.set_intro("");
	const told = WORDS[frm.doc.status]?.(frm.doc);
	if (told) frm.set_intro(frappe.utils.escape_html(told[0]), told[1]);
}

/** A request on its way or decided is changed by its approval only. */
function open_or_close(frm) {
	const editable = EDITABLE.includes(frm.doc.status) && frm.doc.docstatus === 0;
	frm.toggle_enable(ENTRIES, editable);
	if (frm.doc.docstatus !== 0) return;
	if (editable) frm.enable_save();
	else frm.disable_save();
}

function add_buttons(frm) {
	const rights = frm.doc.__onload?.rights || {};
	if (rights.send && frm.perm[0].write && !frm.is_dirty()) {
		frm.page.set_primary_action(__("Send for Approval"), () =>
			credit_control.request_form.send(frm),
		);
		// Frappe leaves a primary action alone as long as its name stays; forgetting the name renews it
		frm.toolbar.current_status = null;
	}
	if (rights.withdraw) {
		frm.add_custom_button(__("Withdraw"), () => credit_control.request_form.withdraw(frm));
	}
	add_views(frm);
}

function add_views(frm) {
	if (frm.doc.customer && frappe.model.can_create("Credit File")) {
		frm.add_custom_button(
			__("Credit File"),
			() => credit_control.files.open(frm.doc.customer),
			__("View"),
		);
	}
	if (frm.doc.__onload?.pack) {
		frm.add_custom_button(__("Approval Pack"), () => frm.print_doc(), __("View"));
	}
}
