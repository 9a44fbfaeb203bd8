// Paste or upload: read the sheets, look at what goes where, then import all of it or nothing.

import { preview_html } from "./import_view";
import { line_label } from "./figures";

const API = "credit_control.api.statement_imports";
const TEMPLATE = "Financial Statement Template";
const MOST_BYTES = 3 * 1024 * 1024;
const TAKEN = [
	"period_type",
	"period_start",
	"period_end",
	"unit",
	"currency",
	"audit",
	"consolidated",
	"source",
];

class ImportDialog {
	constructor(doc) {
		this.doc = doc;
		this.file = null;
		this.templates = {};
		this.mapping = new Map();
		this.dialog = new frappe.ui.Dialog({
			title: __("Paste or Upload a Statement"),
			size: "extra-large",
			fields: this.fields(),
			primary_action_label: __("Read the Sheet"),
			primary_action: () => (this.is_read ? this.run() : this.read()),
		});
		this.dialog.set_secondary_action_label(__("Back"));
		this.dialog.set_secondary_action(() => this.back());
		this.bind();
	}

	fields() {
		const { doc } = this;
		return [
			{ fieldname: "source_section", fieldtype: "Section Break" },
			{
				fieldname: "customer",
				fieldtype: "Link",
				label: __("Customer"),
				options: "Customer",
				default: doc.customer,
				reqd: 1,
			},
			{
				fieldname: "text",
				fieldtype: "Text",
				label: __("Rows Copied from a Spreadsheet"),
				description: __(
					"Copy the whole statement with its headings, several statements one below the other, and paste it here.",
				),
			},
			{ fieldname: "file", fieldtype: "HTML", options: file_html() },
			{ fieldname: "preview_section", fieldtype: "Section Break", hidden: 1 },
			{ fieldname: "preview", fieldtype: "HTML" },
			{
				fieldname: "values_section",
				fieldtype: "Section Break",
				label: __("Statement"),
				hidden: 1,
			},
			...this.value_fields(),
		];
	}

	value_fields() {
		const { doc } = this;
		const periods = choices(["Annual", "Half-Year", "Quarter", "Month"]);
		const audits = choices(["Audited", "Reviewed", "Unaudited", "Own Estimate"]);
		const units = [
			{ value: "1", label: __("Units (元)") },
			{ value: "1000", label: __("Thousands (千元)") },
			{ value: "10000", label: __("Ten Thousands (万元)") },
			{ value: "1000000", label: __("Millions (百万元)") },
		];
		const field = (fieldname, fieldtype, label, more) => ({
			fieldname,
			fieldtype,
			label,
			default: doc[fieldname],
			...more,
		});
		return [
			field("period_type", "Select", __("Period", null, "Customer Financial Statement"), {
				options: periods,
				default: doc.period_type || "Annual",
			}),
			field("period_start", "Date", __("From", null, "Customer Financial Statement")),
			field("period_end", "Date", __("To", null, "Customer Financial Statement")),
			{ fieldname: "values_column", fieldtype: "Column Break" },
			field("unit", "Select", __("Figures Are in"), {
				options: units,
				default: doc.unit || "1",
			}),
			field("currency", "Link", __("Currency"), {
				options: "Currency",
				default: doc.currency || frappe.boot.sysdefaults.currency,
			}),
			field("source", "Data", __("Source", null, "Customer Financial Statement")),
			{ fieldname: "values_end", fieldtype: "Column Break" },
			field("audit", "Select", __("Audit"), {
				options: audits,
				default: doc.audit || "Unaudited",
			}),
			field("consolidated", "Check", __("Consolidated")),
			field("both", "Check", __("Import the Previous Period Too"), {
				description: __("Only where the customer has no statement of it yet."),
			}),
		];
	}

	bind() {
		this.$body = this.dialog.$wrapper;
		this.$body.find("input[type=file]").on("change", (event) => this.choose(event.target));
		this.$body.on("change", "[data-sheet]", ({ target }) => this.choose_template(target));
		this.$body.on("click", "[data-map]", ({ currentTarget }) => this.map(currentTarget));
	}

	open() {
		this.back();
		this.dialog.show();
	}

	back() {
		this.is_read = false;
		this.show_part(false);
		this.dialog.set_primary_action(__("Read the Sheet"), () => this.read());
		this.dialog.get_primary_btn().prop("disabled", false);
	}

	show_part(read) {
		for (const name of ["preview_section", "values_section"]) {
			this.dialog.set_df_property(name, "hidden", read ? 0 : 1);
		}
		this.dialog.set_df_property("source_section", "hidden", read ? 1 : 0);
		this.dialog.get_secondary_btn().toggleClass("hide", !read);
	}

	async choose(input) {
		const [file] = input.files;
		if (!file) return;
		if (file.size > MOST_BYTES) {
			input.value = "";
			return frappe.msgprint(
				__("The file is too large. Keep only the sheets of the statement."),
			);
		}
		this.file = { filename: file.name, content: await as_base64(file) };
		this.read();
	}

	arguments() {
		return {
			customer: this.dialog.get_value("customer"),
			text: this.file ? "" : this.dialog.get_value("text"),
			...this.file,
			templates: this.templates,
			mapping: [...this.mapping.values()],
		};
	}

	async read() {
		if (!this.dialog.get_value("customer")) {
			return frappe.msgprint(__("Choose the customer first."));
		}
		const found = await frappe.xcall(`${API}.preview`, this.arguments());
		const first = !this.is_read;
		this.is_read = true;
		this.preview = found;
		this.show_part(true);
		if (first) await this.dialog.set_values(found.values);
		this.dialog.fields_dict.preview.$wrapper.html(preview_html(found, this.templates));
		this.dialog.set_df_property("both", "hidden", found.has_previous ? 0 : 1);
		this.dialog.set_primary_action(__("Import"), () => this.run());
		this.dialog.get_primary_btn().prop("disabled", Boolean(found.problems.length));
	}

	choose_template(select) {
		const { sheet } = select.dataset;
		if (select.value === "auto") delete this.templates[sheet];
		else this.templates[sheet] = select.value;
		this.read();
	}

	/** Give a row of the sheet a line, and keep it in the template when that is wanted. */
	async map(button) {
		const row = button.closest("tr");
		const line = row.querySelector("select[name=line]").value;
		const use = line ? row.querySelector("select[name=use]").value : "Ignore";
		const { label, template } = row.dataset;
		this.mapping.set(label, { label, use, line });
		if (button.dataset.map === "keep" && template) {
			await frappe.xcall(`${API}.save_mapping`, { template, label, use, line });
			frappe.show_alert({
				message: __("{0} is now part of template {1}.", [
					frappe.utils.escape_html(
						`${label} → ${line ? line_label(line) : __("left out")}`,
					),
					frappe.utils.escape_html(template),
				]),
				indicator: "green",
			});
		}
		this.read();
	}

	async run() {
		const values = this.dialog.get_values();
		if (!values) return;
		const wanted = Object.fromEntries(TAKEN.map((name) => [name, values[name] ?? null]));
		const { name, __islocal } = this.doc;
		const done = await frappe.xcall(`${API}.run`, {
			...this.arguments(),
			values: wanted,
			both: values.both ? 1 : 0,
			statement: name && !__islocal ? name : null,
		});
		this.dialog.hide();
		tell(done);
		show_statement(done.statement);
	}
}

function choices(names) {
	return names.map((value) => ({
		value,
		label: __(value, null, "Customer Financial Statement"),
	}));
}

function file_html() {
	return `<div class="form-group"><label class="control-label">${__("Or a File (.xlsx, .csv)")}</label>
		<input type="file" class="cs-file" accept=".xlsx,.xlsm,.csv,.tsv,.txt"></div>`;
}

function as_base64(file) {
	return new Promise((resolve, reject) => {
		const reader = new window.FileReader();
		reader.onload = () => resolve(reader.result.split(",")[1] || "");
		reader.onerror = reject;
		reader.readAsDataURL(file);
	});
}

function tell({ previous, kept }) {
	const link = (name) => frappe.utils.get_form_link("Customer Financial Statement", name, true);
	if (previous) {
		frappe.show_alert(
			{
				message: __(
					"The previous period was imported as {0}. Submit it first, then this one is compared with it.",
					[link(previous)],
				),
				indicator: "green",
			},
			10,
		);
	} else if (kept) {
		frappe.show_alert(
			{
				message: __("The previous period is there already: {0}.", [link(kept)]),
				indicator: "blue",
			},
			10,
		);
	}
}

async function show_statement(name) {
	const is_open = window.cur_frm?.docname === name;
	if (is_open) return cur_frm.reload_doc();
	frappe.set_route("Form", "Customer Financial Statement", name);
}

export const import_dialog = {
	/** Open the dialog for a statement that is a draft, or for a new one of its customer. */
	open(doc) {
		new ImportDialog(doc).open();
	},
	may_keep: () => frappe.model.can_write(TEMPLATE),
};
