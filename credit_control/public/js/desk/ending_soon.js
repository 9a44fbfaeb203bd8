// "Ending within 60 Days" in the menu of a list of documents that run out.

const DAYS = 60;

/** `filters` by fieldname say which of them still count. */
export function ending_soon(listview, filters) {
	const { doctype } = listview;
	listview.page.add_inner_button(__("Ending within {0} Days", [DAYS]), async () => {
		const today = frappe.datetime.get_today();
		const until = frappe.datetime.add_days(today, DAYS);
		await listview.filter_area.clear(false);
		await listview.filter_area.add([
			...Object.entries(filters).map(([field, value]) => [doctype, field, "=", value]),
			[doctype, "valid_to", "Between", [today, until]],
		]);
	});
}
