const COLOURS = {
	Draft: "gray",
	"Waiting for Approval": "orange",
	"Sent Back": "yellow",
	Booked: "green",
	Rejected: "red",
	Withdrawn: "gray",
	Cancelled: "red",
};

frappe.listview_settings["Bad Debt Write-Off"] = {
	add_fields: ["status", "currency"],
	has_indicator_for_draft: true,
	has_indicator_for_cancelled: true,
	get_indicator({ status }) {
		return [__(status, null, "Bad Debt Write-Off"), COLOURS[status], `status,=,${status}`];
	},
	onload(listview) {
		listview.page.add_inner_button(__("Waits for Me"), () => show_waiting(listview));
	},
	formatters: {
		cause: (value) => __(value, null, "Bad Debt Write-Off"),
		waiting_for: (value) =>
			value?.includes("@") ? frappe.user.full_name(value) : __(value || ""),
	},
};

credit_control.words.list_choices("Bad Debt Write-Off");

/** What the user may decide now, in the own right or standing in for somebody. */
async function show_waiting(listview) {
	const names = await frappe.xcall("credit_control.api.write_offs.waiting_for_me");
	if (!names.length) {
		return frappe.show_alert({ message: __("Nothing waits for you."), indicator: "green" });
	}
	await listview.filter_area.clear();
	listview.filter_area.add([["Bad Debt Write-Off", "name", "in", names.join(",")]]);
}
