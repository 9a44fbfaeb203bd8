// Words that mean something else elsewhere in ERPNext: their DocType goes along as the context.

import { clauses, escape, listed } from "./text";

const formatters = {};

/** A formatter with the DocType; Frappe itself shows the choice of a Select without it. */
function choice(doctype) {
	formatters[doctype] ??= (value) => escape(__(value || "", null, doctype));
	return formatters[doctype];
}

const is_select = ({ fieldtype }) => fieldtype === "Select";

/** `wanted` is formatters by fieldname. Frappe copies fields per document: called on every refresh. */
function format(frm, wanted) {
	for (const [fieldname, formatter] of Object.entries(wanted)) {
		frm.set_df_property(fieldname, "formatter", formatter);
	}
}

/** The choices of a form's own fields. */
function choices(frm) {
	for (const { fieldname } of frm.meta.fields.filter(is_select)) {
		frm.set_df_property(fieldname, "formatter", choice(frm.doctype));
	}
}

/** The choices of a table's fields. */
function grid_choices(frm, table) {
	const { grid } = frm.fields_dict[table];
	for (const { fieldname } of grid.docfields.filter(is_select)) {
		grid.update_docfield_property(fieldname, "formatter", choice(grid.doctype));
	}
	grid.refresh();
}

/** A stored note in the user's language: parts divided by "; ", names of `doctype` after a colon. */
function note(text, doctype) {
	const parts = (text || "").split("; ").map((part) => part_text(part, doctype));
	return escape(clauses(parts));
}

function part_text(part, doctype) {
	const [head, names] = part.split(": ");
	if (names) {
		const shown = names.split(", ").map((name) => __(name, null, doctype));
		return `${__(head)}: ${listed(shown)}`;
	}
	const days = /^scaled to a year from (\d+) days$/.exec(head);
	return days ? __("scaled to a year from {0} days", [days[1]]) : __(head);
}

export const words = { choice, choices, format, grid_choices, note };
