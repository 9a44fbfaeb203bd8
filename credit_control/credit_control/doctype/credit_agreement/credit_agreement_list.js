const COLOURS = {
	Draft: "red",
	"Awaiting Signature": "orange",
	"Not Started": "blue",
	"In Force": "green",
	Replaced: "gray",
	Expired: "orange",
	Terminated: "gray",
	Cancelled: "red",
};

frappe.listview_settings["Credit Agreement"] = {
	add_fields: ["status"],
	hide_name_column: true,
	has_indicator_for_draft: true,
	has_indicator_for_cancelled: true,
	onload(listview) {
		credit_control.ending_soon(listview, { status: "In Force" });
	},
	get_indicator({ status }) {
		return [__(status, null, "Credit Agreement"), COLOURS[status], `status,=,${status}`];
	},
};

credit_control.words.list_choices("Credit Agreement");
