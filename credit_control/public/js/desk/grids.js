// Read-only tables whose cells are written by us: translated, greyed, in full length.

/** `formatters` by fieldname. Frappe copies a table's fields per row, so they are set on every refresh. */
export function format_grid(frm, table, formatters) {
	const { grid, $wrapper } = frm.fields_dict[table];
	$wrapper.addClass("credit-wrap-grid");
	for (const [fieldname, formatter] of Object.entries(formatters)) {
		grid.update_docfield_property(fieldname, "formatter", formatter);
	}
	grid.refresh();
}
