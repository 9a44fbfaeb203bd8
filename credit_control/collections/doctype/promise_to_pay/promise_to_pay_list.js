const COLOURS = {
	Draft: "gray",
	Open: "blue",
	Kept: "green",
	"Partly Kept": "yellow",
	Broken: "red",
	Cancelled: "gray",
};

frappe.listview_settings["Promise to Pay"] = {
	add_fields: ["status", "currency"],
	has_indicator_for_draft: true,
	has_indicator_for_cancelled: true,
	get_indicator({ status }) {
		return [__(status, null, "Promise to Pay"), COLOURS[status], `status,=,${status}`];
	},
};

credit_control.words.list_choices("Promise to Pay");
