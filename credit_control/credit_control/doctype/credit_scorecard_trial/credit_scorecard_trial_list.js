const TRIAL_COLOURS = {
	Waiting: "gray",
	Running: "blue",
	Completed: "green",
	Cancelled: "orange",
	Failed: "red",
};

frappe.listview_settings["Credit Scorecard Trial"] = {
	add_fields: ["status"],
	get_indicator({ status }) {
		const label = __(status, null, "Credit Scorecard Trial");
		return [label, TRIAL_COLOURS[status], `status,=,${status}`];
	},
};

credit_control.words.list_choices("Credit Scorecard Trial");
