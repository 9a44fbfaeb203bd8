const PERIOD_MONTHS = { Annual: 12, "Half-Year": 6, Quarter: 3, Month: 1 };
const ASSETS = ["statements.bundle.js", "statements.bundle.css"];

frappe.ui.form.on("Customer Financial Statement", {
	setup(frm) {
		frm.set_query("customer", () => ({ filters: { disabled: 0 } }));
		frm.set_query("industry_reference", () => ({ filters: { enabled: 1 } }));
		// an assessment keeps the figures it was made of
		frm.ignore_doctypes_on_cancel_all = ["Credit Assessment"];
	},
	async refresh(frm) {
		offer_standard_lines(frm);
		credit_control.words.choices(frm);
		credit_control.words.grid_choices(frm, "lines");
		name_units(frm);
		show_warnings(frm);
		add_buttons(frm);
		await frappe.require(ASSETS);
		if (frm.is_new()) await fill_lines(frm);
		credit_control.statements.entry.show(frm, await standard_lines());
		credit_control.statements.results.show(frm);
	},
	customer: fill_currency,
	period_end: fill_period_start,
	period_type: fill_period_start,
});

frappe.ui.form.on("Financial Statement Line", {
	amount: renew,
	line: renew,
	lines_remove: renew,
	lines_add(frm, doctype, name) {
		// a new row would show zero, which is a figure
		locals[doctype][name].amount = null;
		frm.refresh_field("lines");
	},
});

function renew(frm) {
	credit_control.statements?.entry.renew(frm);
}

let lines_asked;

/** The same for every statement: asked for once. */
function standard_lines() {
	lines_asked ??= frappe.xcall("credit_control.api.statements.standard_lines");
	return lines_asked;
}

function offer_standard_lines(frm) {
	const { grid } = frm.fields_dict.lines;
	const button = grid.add_custom_button(__("Load Standard Lines"), () => load_lines(frm));
	button?.toggleClass("hidden", frm.doc.docstatus !== 0);
}

async function load_lines(frm) {
	await fill_lines(frm);
	renew(frm);
	frappe.show_alert(__("Leave a line blank when the figure is not known. Zero means zero."));
}

/** Add the standard lines that are not there yet, in their usual order; a blank is dropped when saving. */
async function fill_lines(frm) {
	const standard = await standard_lines();
	if (frm.doc.docstatus !== 0 || frm.doc.lines?.length >= standard.length) return;
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

/** The figures are stored as multipliers; people read 元, 千元, 万元. */
function name_units(frm) {
	const units = [
		["1", __("Units (元)")],
		["1000", __("Thousands (千元)")],
		["10000", __("Ten Thousands (万元)")],
		["1000000", __("Millions (百万元)")],
	];
	const options = units.map(([value, label]) => ({ value, label }));
	frm.set_df_property("unit", "options", options);
	const names = Object.fromEntries(units);
	frm.set_df_property("unit", "formatter", (value) =>
		frappe.utils.escape_html(names[value] || value || ""),
	);
}

function show_warnings(frm) {
	frm.set_intro("");
	const { warnings = [], notes = [] } = frm.doc.__onload || {};
	for (const text of warnings) frm.set_intro(frappe.utils.escape_html(text), "orange");
	for (const text of notes) frm.set_intro(frappe.utils.escape_html(text), "blue");
}

function add_buttons(frm) {
	const { doc } = frm;
	if (doc.docstatus === 0 && frappe.model.can_create(doc.doctype)) {
		frm.add_custom_button(__("Paste or Upload"), () => paste_or_upload(frm));
	}
	if (!doc.customer) return;
	frm.add_custom_button(
		__("Compare Periods"),
		() => {
			frappe.route_options = {
				customer: doc.customer,
				period_type: doc.period_type,
				consolidated: doc.consolidated,
			};
			frappe.set_route("statement-comparison");
		},
		__("View"),
	);
	if (doc.credit_file) {
		frm.add_custom_button(
			__("Credit File"),
			() => frappe.set_route("Form", "Credit File", doc.credit_file),
			__("View"),
		);
	}
}

async function paste_or_upload(frm) {
	await frappe.require(ASSETS);
	credit_control.statements.import_dialog.open(frm.doc);
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
