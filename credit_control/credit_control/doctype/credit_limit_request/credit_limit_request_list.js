const REQUEST_COLOURS = {
	Draft: "gray",
	"Waiting for Approval": "orange",
	"Sent Back": "yellow",
	Approved: "green",
	Rejected: "red",
	Withdrawn: "gray",
	Ended: "gray",
	Cancelled: "red",
};

frappe.listview_settings["Credit Limit Request"] = {
	add_fields: ["status", "currency", "docstatus"],
	has_indicator_for_draft: true,
	has_indicator_for_cancelled: true,
	get_indicator({ status }) {
		const label = __(status, null, "Credit Limit Request");
		return [label, REQUEST_COLOURS[status], `status,=,${status}`];
	},
	onload(listview) {
		listview.page.add_inner_button(__("Waits for Me"), () => show_waiting(listview));
	},
	formatters: {
		kind: (value) => __(value, null, "Credit Limit Request"),
		waiting_for: (value) =>
			value?.includes("@") ? frappe.user.full_name(value) : __(value || ""),
	},
};

credit_control.words.list_choices("Credit Limit Request");

/** What the user may decide now, in the own right or standing in for somebody. */
async function show_waiting(listview) {
	const names = await frappe.xcall("credit_control.api.limit_requests.waiting_for_me");
	if (!names.length) {
		return frappe.show_alert({ message: __("Nothing waits for you."), indicator: "green" });
	}
	await listview.filter_area.clear();
	listview.filter_area.add([["Credit Limit Request", "name", "in", names.join(",")]]);
}
