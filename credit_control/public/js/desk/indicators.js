// Figures at the top of a form. Frappe refreshes a form twice after a save without clearing them.

/** `indicators` are pairs of text and colour; nothing is shown for an empty list. */
export function indicators(frm, list) {
	frm.dashboard.stats_area_row.empty();
	for (const [text, colour] of list) frm.dashboard.add_indicator(text, colour);
}
