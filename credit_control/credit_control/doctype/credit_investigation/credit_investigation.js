const API = "credit_control.api.investigations";
const REFERENCES = ["Trade Reference", "Bank Reference"];
const OPEN = ["To Do", "Asked"];

frappe.ui.form.on("Credit Investigation", {
	setup(frm) {
		frm.set_query("template", () => ({ filters: { disabled: 0 } }));
		const workers = () => ({
			query: "frappe.core.doctype.user.user.user_query",
			filters: { ignore_user_type: 0 },
		});
		frm.set_query("assigned_to", "channels", workers);
	},
	refresh(frm) {
		credit_control.words.choices(frm);
		credit_control.words.grid_choices(frm, "channels");
		explain(frm);
		if (frm.is_new()) return;
		list_people_once(frm);
		frm.add_custom_button(
			__("Credit File"),
			() => frappe.set_route("Form", "Credit File", frm.doc.credit_file),
			__("View"),
		);
		if (frm.doc.docstatus === 0 && frm.perm[0].write) add_actions(frm);
	},
});

/** Frappe lists a person once for each task. */
function list_people_once(frm) {
	const info = frm.get_docinfo();
	const people = new Map(info.assignments.map((one) => [one.owner, one]));
	if (people.size === info.assignments.length) return;
	info.assignments = [...people.values()];
	frm.assign_to?.refresh();
}

function explain(frm) {
	const open = (frm.doc.channels || []).filter(({ status }) => OPEN.includes(status));
	const today = frappe.datetime.get_today();
	const late = open.filter(({ due_date }) => due_date && due_date < today);
	if (frm.doc.docstatus !== 0 || frm.is_new()) return;
	if (late.length) {
		frm.set_intro(
			__("{0} of {1} open channels are overdue.", [late.length, open.length]),
			"orange",
		);
	} else if (!open.length && frm.doc.channels?.length) {
		frm.set_intro(__("All channels are done. Write the conclusion and submit."), "green");
	}
}

function add_actions(frm) {
	frm.add_custom_button(__("Fill from Template"), () => fill(frm));
	if (rows_of(frm, REFERENCES).length) {
		frm.add_custom_button(__("Ask by E-mail"), () =>
			choose(frm, REFERENCES, __("Whom to ask?"), (row) => ask(frm, row)),
		);
	}
	if (rows_of(frm, ["Credit Bureau"]).length) {
		frm.add_custom_button(__("Read Bureau Report"), () =>
			choose(frm, ["Credit Bureau"], __("For which channel?"), (row) =>
				credit_control.read_report(frm, row),
			),
		);
	}
}

const rows_of = (frm, channels) =>
	frm.doc.channels.filter((row) => channels.includes(row.channel) && OPEN.includes(row.status));

/** One channel is taken at once, of several the user chooses. Unsaved changes are saved first. */
async function choose(frm, channels, title, act) {
	if (frm.is_dirty()) await frm.save();
	const rows = rows_of(frm, channels);
	if (rows.length === 1) return act(rows[0]);
	const label = (row) =>
		`${row.idx}. ${__(row.channel, null, row.doctype)}${row.subject ? ` (${row.subject})` : ""}`;
	const options = rows.map((row) => ({ value: row.name, label: label(row) }));
	const field = {
		fieldname: "row",
		fieldtype: "Select",
		label: __("Channel", null, "Credit Investigation"),
		options,
		reqd: 1,
	};
	frappe.prompt(
		[{ ...field, default: options[0].value }],
		({ row }) => act(rows.find(({ name }) => name === row)),
		title,
		__("Continue"),
	);
}

function fill(frm) {
	const field = {
		fieldname: "template",
		fieldtype: "Link",
		options: "Credit Investigation Template",
		label: __("Template", null, "Credit Investigation"),
		default: frm.doc.template,
		get_query: () => ({ filters: { disabled: 0 } }),
		reqd: 1,
	};
	frappe.prompt(
		[field],
		async ({ template }) => {
			if (frm.is_dirty()) await frm.save();
			const added = await frappe.xcall(`${API}.fill`, { name: frm.docname, template });
			await frm.reload_doc();
			frappe.show_alert({
				message: added
					? __("{0} channels added", [added])
					: __("All channels of the template are there already."),
				indicator: added ? "green" : "blue",
			});
		},
		__("Fill from Template"),
		__("Continue"),
	);
}

async function ask(frm, row) {
	const name = await frappe.xcall(`${API}.ask`, { name: frm.docname, row: row.name });
	frappe.set_route("Form", "Credit Reference Request", name);
}
