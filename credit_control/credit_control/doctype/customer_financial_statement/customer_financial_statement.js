const PERIOD_MONTHS = { Annual: 12, "Half-Year": 6, Quarter: 3, Month: 1 };
const RATIO_FORMATS = { ratio: translated, value: figure, previous_value: figure, note };
const ZONE_COLOURS = { Safe: "green", Grey: "orange", Distress: "red" };

frappe.ui.form.on("Customer Financial Statement", {
	setup(frm) {
		frm.set_query("customer", () => ({ filters: { disabled: 0 } }));
	},
	async onload(frm) {
		if (frm.is_new() && !frm.doc.lines?.some((row) => row.amount)) await fill_lines(frm);
	},
	refresh(frm) {
		offer_standard_lines(frm);
		credit_control.words.grid_choices(frm, "lines");
		credit_control.words.format(frm, { z_score: note, z_model: note });
		credit_control.format_grid(frm, "ratios", RATIO_FORMATS);
		show_results(frm);
	},
	customer: fill_currency,
	period_end: fill_period_start,
	period_type: fill_period_start,
});

frappe.ui.form.on("Financial Statement Line", {
	lines_add(frm, doctype, name) {
		// a new row would show zero, which is a figure
		locals[doctype][name].amount = null;
		frm.refresh_field("lines");
	},
});

function offer_standard_lines(frm) {
	const { grid } = frm.fields_dict.lines;
	const button = grid.add_custom_button(__("Load Standard Lines"), () => load_lines(frm));
	button?.toggleClass("hidden", frm.doc.docstatus !== 0);
}

async function load_lines(frm) {
	await fill_lines(frm);
	frm.dirty();
	frappe.show_alert(__("Leave a line blank when the figure is not known. Zero means zero."));
}

/** Add the standard lines that are not there yet, in their usual order; blank means not known. */
async function fill_lines(frm) {
	const standard = await frappe.xcall("credit_control.api.statements.standard_lines");
	const amounts = new Map();
	for (const row of frm.doc.lines || []) {
		if (row.line) amounts.set(row.line, row.amount);
	}
	frm.clear_table("lines");
	for (const { line } of standard) {
		frm.add_child("lines", { line, amount: amounts.get(line) ?? null });
	}
	frm.refresh_field("lines");
}

async function fill_currency(frm) {
	if (!frm.doc.customer || frm.doc.currency) return;
	const { message } = await frappe.db.get_value(
		"Customer",
		frm.doc.customer,
		"default_currency",
	);
	frm.set_value("currency", message?.default_currency || frappe.boot.sysdefaults.currency);
}

function fill_period_start(frm) {
	const { period_end, period_start, period_type } = frm.doc;
	if (!period_end || period_start) return;
	const after = frappe.datetime.add_days(period_end, 1);
	frm.set_value("period_start", frappe.datetime.add_months(after, -PERIOD_MONTHS[period_type]));
}

function show_results(frm) {
	const { z_zone, z_score, wall_index } = frm.doc;
	const shown = [];
	if (z_zone) shown.push([__("Altman {0}: {1}", [z_score, __(z_zone)]), ZONE_COLOURS[z_zone]]);
	if (wall_index) shown.push([__("Wall Index {0}", [wall_index]), "blue"]);
	credit_control.indicators(frm, shown);
}

function translated(value) {
	return frappe.utils.escape_html(__(value || ""));
}

/** A figure, or n/a in grey. */
function figure(value) {
	if (value !== "n/a") return frappe.utils.escape_html(__(value || ""));
	return `<span class="credit-missing">${__("n/a")}</span>`;
}

function note(value) {
	return credit_control.words.note(value, "Financial Statement Line");
}
