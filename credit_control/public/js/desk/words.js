// Words that mean something else elsewhere in ERPNext: their DocType goes along as the context.

import { format_grid } from "./grids";
import { clauses, escape, labelled, listed } from "./text";

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

/** Names of a strategy's steps, in a field and in tables by their column; those that the app ships are translated. */
function steps(frm, fieldname, columns) {
	const shown = choice("Collection Strategy");
	if (fieldname) format(frm, { [fieldname]: shown });
	for (const [table, column] of Object.entries(columns)) {
		format_grid(frm, table, { [column]: shown });
		// columns are too narrow there to break what is in them
		frm.fields_dict[table].$wrapper.toggleClass("credit-wrap-grid", !frappe.is_mobile());
	}
}

/** The choices in a list and by which it is filtered: Frappe writes them without the DocType. */
function list_choices(doctype) {
	const settings = frappe.listview_settings[doctype];
	const { onload } = settings;
	settings.onload = function (listview) {
		Object.values(listview.page.fields_dict).forEach((field) => reword(field, doctype));
		const others = listview.meta.fields.filter(is_select).map(({ fieldname }) => fieldname);
		const shown = Object.fromEntries(others.map((name) => [name, choice(doctype)]));
		settings.formatters = { ...shown, ...settings.formatters };
		return onload?.call(this, listview);
	};
}

/** Write a filter's choices anew; what was chosen stays chosen. */
function reword(field, doctype) {
	if (!is_select(field.df) || field.df.context === doctype) return;
	const chosen = field.get_value();
	field.df.context = doctype;
	field.last_options = null;
	field.set_options();
	field.set_input(chosen || "");
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
		return labelled(__(head), listed(shown));
	}
	const days = /^scaled to a year from (\d+) days$/.exec(head);
	return days ? __("scaled to a year from {0} days", [days[1]]) : __(head);
}

export const words = { choice, choices, format, grid_choices, list_choices, note, steps };
