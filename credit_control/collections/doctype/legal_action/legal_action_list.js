const COLOURS = {
	Draft: "gray",
	Prepared: "blue",
	"Demand Letter": "yellow",
	Lawyer: "yellow",
	Filing: "orange",
	Hearing: "orange",
	Judgment: "purple",
	Enforcement: "red",
	Closed: "green",
	Cancelled: "gray",
};

frappe.listview_settings["Legal Action"] = {
	add_fields: ["status", "currency"],
	has_indicator_for_draft: true,
	has_indicator_for_cancelled: true,
	get_indicator({ status }) {
		return [__(status, null, "Legal Action"), COLOURS[status], `status,=,${status}`];
	},
};

credit_control.words.list_choices("Legal Action");
