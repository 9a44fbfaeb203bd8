const DOCTYPE = "Bad Debt Write-Off";
const API = "credit_control.api.write_offs";
const EDITABLE = ["Draft", "Sent Back"];
const WORDS = {
	Draft: () => [__("Save, then send the request for approval."), "blue"],
	"Sent Back": ({ decision_note }) => [__("Sent back: {0}", [decision_note]), "orange"],
	Rejected: ({ decision_note }) => [__("Rejected: {0}", [decision_note]), "red"],
	Withdrawn: () => [__("Withdrawn before it was decided."), "gray"],
};

frappe.ui.form.on(DOCTYPE, {
	setup(frm) {
		credit_control.claimed_items.setup(frm);
		const of_company = { is_group: 0, disabled: 0 };
		frm.set_query("write_off_account", () => ({
			filters: {
				...of_company,
				company: frm.doc.company,
				account_type: ["not in", ["Receivable", "Payable", "Bank", "Cash", "Stock"]],
			},
		}));
		frm.set_query("cost_center", () => ({
			filters: { ...of_company, company: frm.doc.company },
		}));
		frm.set_query("legal_action", () => ({
			filters: { customer: frm.doc.customer, company: frm.doc.company, docstatus: 1 },
		}));
	},
	refresh(frm) {
		credit_control.words.choices(frm);
		credit_control.words.grid_choices(frm, "steps");
		show_names(frm);
		show_pack(frm);
		explain(frm);
		open_or_close(frm);
		add_approval(frm);
		add_recovery(frm);
	},
});

/** Whose turn it was and who decided, by full name: a browser knows only the reader's own. */
function show_names(frm) {
	const person = (user) => full_name(frm, user);
	const waiting_for = (value) => (value?.includes("@") ? person(value) : role(value));
	credit_control.words.format(frm, { waiting_for, requested_by: person });
	credit_control.format_grid(frm, "steps", {
		approver_role: role,
		approver_user: person,
		decided_by: person,
		on_behalf_of: person,
	});
}

function role(name) {
	return frappe.utils.escape_html(__(name || ""));
}

function full_name({ doc }, user) {
	return frappe.utils.escape_html(doc.__onload?.names?.[user] || user || "");
}

function show_pack({ doc, fields_dict }) {
	const pack = doc.__onload?.pack;
	fields_dict.pack_view.$wrapper.html(pack ? credit_control.pack_html(pack) : "");
}

function explain(frm) {
	frm.set_intro("");
	const { level, waits_for, on_behalf_of } = frm.doc.__onload?.rights || {};
	const told = waits_for
		? [__("Level {0} waits for {1}.", [level, waits_for]), "orange"]
		: WORDS[frm.doc.status]?.(frm.doc);
	const behalf = on_behalf_of
		? " " +
			__("You decide on behalf of {0}.", [
				frm.doc.__onload.names[on_behalf_of] || on_behalf_of,
			])
		: "";
	if (told) frm.set_intro(frappe.utils.escape_html(told[0] + behalf), told[1]);
}

/** A request on its way or decided is changed by its approval only. */
function open_or_close(frm) {
	if (frm.doc.docstatus !== 0) return;
	const editable = EDITABLE.includes(frm.doc.status);
	for (const { fieldname, read_only, fieldtype } of frm.meta.fields) {
		if (!read_only && !frappe.model.no_value_type.includes(fieldtype))
			frm.toggle_enable(fieldname, editable);
	}
	frm.toggle_enable("items", editable);
	if (editable) {
		frm.enable_save();
		credit_control.claimed_items.refresh(frm);
	} else frm.disable_save();
}

function add_approval(frm) {
	const rights = frm.doc.__onload?.rights || {};
	if (rights.send && frm.perm[0].write && !frm.is_dirty()) {
		frm.page.set_primary_action(__("Send for Approval"), () => send(frm));
		// Frappe leaves a primary action alone as long as its name stays; forgetting the name renews it
		frm.toolbar.current_status = null;
	}
	if (rights.decide) {
		const reason = __("Reason");
		frm.add_custom_button(__("Approve"), () =>
			decide(frm, "approve", __("Approve"), __("Comment", null, "Credit Approval Step")),
		).addClass("btn-primary");
		frm.add_custom_button(__("Send Back"), () =>
			decide(frm, "send_back", __("Send Back"), __("What should be changed?"), true),
		);
		frm.add_custom_button(__("Reject"), () =>
			decide(frm, "reject", __("Reject"), reason, true),
		);
	}
	if (rights.withdraw) {
		frm.add_custom_button(__("Withdraw"), () =>
			decide(frm, "withdraw", __("Withdraw"), __("Reason")),
		);
	}
}

async function send(frm) {
	await frappe.call({ method: `${API}.send`, args: { name: frm.docname }, freeze: true });
	frappe.show_alert({ message: __("Sent for approval"), indicator: "green" });
	frm.reload_doc();
}

/** Stays open, text kept, when the server refuses. */
function decide(frm, action, title, label, reqd = false) {
	const { level } = frm.doc.__onload.rights;
	ask(frm, title, [{ fieldname: "comment", fieldtype: "Small Text", label, reqd }], (values) => {
		const args = { name: frm.docname, comment: values.comment || "" };
		if (action !== "withdraw") args.level = level;
		return frappe.xcall(`${API}.${action}`, args);
	});
}

function ask(frm, title, fields, act) {
	const dialog = new frappe.ui.Dialog({
		title,
		fields,
		primary_action_label: title,
		async primary_action(values) {
			dialog.disable_primary_action();
			try {
				await act(values);
				dialog.hide();
				frm.reload_doc();
			} finally {
				dialog.enable_primary_action();
			}
		},
	});
	dialog.show();
	return dialog;
}

function add_recovery(frm) {
	if (frm.doc.docstatus !== 1 || !frappe.model.can_submit("Journal Entry")) return;
	if (frm.doc.recovered_amount < frm.doc.booked_amount) {
		frm.add_custom_button(__("Record Recovery"), () => ask_for_recovery(frm));
	}
	if ((frm.doc.recoveries || []).length && frappe.model.can_cancel("Journal Entry")) {
		frm.add_custom_button(__("Take Recovery Back"), () => ask_which(frm));
	}
}

async function ask_for_recovery(frm) {
	const proposed = await frappe.xcall(`${API}.recovery`, { name: frm.docname });
	const accounts = (types) => () => ({
		filters: { company: frm.doc.company, is_group: 0, disabled: 0, account_type: types },
	});
	const fields = [
		{
			fieldname: "amount",
			fieldtype: "Currency",
			options: proposed.currency,
			label: __("Amount"),
			default: proposed.amount,
			reqd: 1,
		},
		{
			fieldname: "received_on",
			fieldtype: "Date",
			label: __("Received On", null, "Bad Debt Recovery"),
			default: frappe.datetime.get_today(),
			reqd: 1,
		},
		{
			fieldname: "account",
			fieldtype: "Link",
			options: "Account",
			label: __("Received in"),
			get_query: accounts(["in", ["Bank", "Cash"]]),
			reqd: 1,
		},
		{
			fieldname: "income_account",
			fieldtype: "Link",
			options: "Account",
			label: __("Book to"),
			description: __("Other income, or the account that took the loss."),
			default: proposed.income_account,
			get_query: accounts(["not in", ["Receivable", "Payable", "Bank", "Cash", "Stock"]]),
			reqd: 1,
		},
		{
			fieldname: "reference",
			fieldtype: "Data",
			label: __("Transfer Number"),
			description: __("The number of the transfer; ERPNext asks for it on a bank account."),
		},
	];
	ask(frm, __("Record Recovery"), fields, (values) =>
		frappe.xcall(`${API}.record_recovery`, { name: frm.docname, ...values }),
	);
}

function ask_which(frm) {
	const options = frm.doc.recoveries.map((row) => ({
		value: row.name,
		label: [
			frappe.datetime.str_to_user(row.received_on),
			format_currency(row.amount, row.currency),
			row.journal_entry,
		].join(" · "),
	}));
	const fields = [
		{
			fieldname: "row",
			fieldtype: "Select",
			label: __("Recovery"),
			description: __("Its Journal Entry is cancelled."),
			options,
			default: options.at(-1).value,
			reqd: 1,
		},
	];
	ask(frm, __("Take Recovery Back"), fields, ({ row }) =>
		frappe.xcall(`${API}.take_recovery_back`, { name: frm.docname, row }),
	);
}
