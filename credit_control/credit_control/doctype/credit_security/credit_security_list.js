const COLOURS = {
	Draft: "gray",
	Active: "green",
	Expired: "orange",
	Released: "blue",
	Cancelled: "red",
};

frappe.listview_settings["Credit Security"] = {
	add_fields: ["status"],
	has_indicator_for_draft: true,
	has_indicator_for_cancelled: true,
	get_indicator({ status }) {
		return [__(status, null, "Credit Security"), COLOURS[status], `status,=,${status}`];
	},
};
