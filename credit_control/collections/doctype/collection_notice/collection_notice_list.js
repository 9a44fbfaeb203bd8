const COLOURS = {
	Queued: "blue",
	Sent: "green",
	"Not Sent": "red",
	Bounced: "red",
	"To Do": "orange",
	Done: "green",
};

frappe.listview_settings["Collection Notice"] = {
	add_fields: ["status", "currency"],
	get_indicator({ status }) {
		return [__(status, null, "Collection Notice"), COLOURS[status], `status,=,${status}`];
	},
	formatters: {
		step_label: (value) => credit_control.words.choice("Collection Strategy")(value),
	},
};

credit_control.words.list_choices("Collection Notice");
