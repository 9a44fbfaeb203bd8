// A bureau's report: chosen or uploaded, shown with what it would change, and then used.

import { escape } from "./text";

const API = "credit_control.api.investigations";

/** `row` is a Credit Bureau channel of the investigation that is open. */
export async function read_report(frm, row) {
	const adapters = await frappe.xcall(`${API}.bureau_adapters`);
	const dialog = new frappe.ui.Dialog({
		title: __("Read Bureau Report"),
		fields: fields(frm, adapters),
		primary_action_label: __("Preview", null, "Credit Investigation"),
		primary_action: (values) => preview(frm, row, dialog, values),
	});
	dialog.show();
}

function fields(frm, adapters) {
	const with_file = adapters.filter(({ reads }) => reads.length).map(({ code }) => code);
	return [
		{
			fieldname: "adapter",
			fieldtype: "Select",
			label: __("Source", null, "Credit Investigation"),
			options: adapters.map(({ code, label }) => ({ value: code, label })),
			default: adapters[0]?.code,
			reqd: 1,
		},
		{
			fieldname: "file_url",
			fieldtype: "Attach",
			label: __("Report", null, "Credit Investigation"),
			description: __("JSON or CSV in the documented shape."),
			depends_on: `eval:${JSON.stringify(with_file)}.includes(doc.adapter)`,
			options: {
				doctype: frm.doctype,
				docname: frm.docname,
				restrictions: {
					allowed_file_types: [...new Set(adapters.flatMap(({ reads }) => reads))],
				},
			},
		},
	];
}

async function preview(frm, row, upload, values) {
	const args = { name: frm.docname, row: row.name, ...values };
	const found = await frappe.xcall(`${API}.preview_report`, args);
	upload.hide();
	const dialog = new frappe.ui.Dialog({
		title: __("Report of {0}, {1}", [found.source, found.report_date]),
		size: "large",
		fields: [{ fieldtype: "HTML", options: page(found, row) }],
		primary_action_label: __("Use Report"),
		async primary_action() {
			await frappe.xcall(`${API}.use_report`, args);
			dialog.hide();
			frm.reload_doc();
		},
	});
	dialog.show();
}

function page({ summary, fields: lines, tables }, row) {
	const when = row.update_file
		? __("It goes into the Credit File when the investigation is submitted.")
		: __(
				"Its records go into the Credit File when the investigation is submitted; fields stay as they are, because the channel does not update the file.",
			);
	return `<p>${escape(summary)}</p><p class="text-muted">${when}</p>${field_table(lines)}${tables
		.map(record_table)
		.join("")}`;
}

function field_table(lines) {
	if (!lines.length) return "";
	const head = [
		__("Field", null, "Credit Investigation"),
		__("Now", null, "Credit Investigation"),
		__("Reported"),
	];
	const rows = lines.map(({ label, now, reported, changes }) => {
		const shown = changes ? `<b>${escape(reported)}</b>` : escape(reported);
		return `<tr><td>${escape(label)}</td><td>${escape(now)}</td><td>${shown}</td></tr>`;
	});
	return table(__("Registration"), head.map(escape), rows);
}

function record_table({ label, columns, rows }) {
	const lines = rows.map(
		(row) => `<tr>${row.map((cell) => `<td>${escape(cell)}</td>`).join("")}</tr>`,
	);
	return table(label, columns.map(escape), lines);
}

function table(title, head, rows) {
	const cells = head.map((cell) => `<th>${cell}</th>`).join("");
	return `<h6>${escape(title)}</h6><div class="table-responsive"><table class="table table-bordered table-sm">
		<thead><tr>${cells}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}
