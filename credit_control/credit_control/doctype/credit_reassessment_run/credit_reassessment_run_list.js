const RUN_COLOURS = {
	Draft: "gray",
	Queued: "blue",
	Running: "blue",
	Paused: "orange",
	Completed: "green",
	Failed: "red",
	Cancelled: "gray",
};

frappe.listview_settings["Credit Reassessment Run"] = {
	add_fields: ["status"],
	get_indicator({ status }) {
		const label = __(status, null, "Credit Reassessment Run");
		return [label, RUN_COLOURS[status], `status,=,${status}`];
	},
};

credit_control.words.list_choices("Credit Reassessment Run");
