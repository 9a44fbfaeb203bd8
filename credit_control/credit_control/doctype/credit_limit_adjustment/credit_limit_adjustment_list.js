const ADJUSTMENT_COLOURS = {
	Draft: "gray",
	Preparing: "blue",
	Ready: "orange",
	Applying: "blue",
	Applied: "green",
	"Partly Applied": "orange",
	Undone: "gray",
	Cancelled: "red",
};

frappe.listview_settings["Credit Limit Adjustment"] = {
	add_fields: ["status"],
	has_indicator_for_draft: true,
	has_indicator_for_cancelled: true,
	get_indicator({ status }) {
		const label = __(status, null, "Credit Limit Adjustment");
		return [label, ADJUSTMENT_COLOURS[status], `status,=,${status}`];
	},
};

credit_control.words.list_choices("Credit Limit Adjustment");
