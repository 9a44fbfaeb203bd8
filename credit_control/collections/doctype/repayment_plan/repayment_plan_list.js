const COLOURS = {
	Draft: "gray",
	"On Track": "blue",
	"In Default": "red",
	Completed: "green",
	Extended: "gray",
	Cancelled: "gray",
};

frappe.listview_settings["Repayment Plan"] = {
	add_fields: ["status", "currency"],
	has_indicator_for_draft: true,
	has_indicator_for_cancelled: true,
	get_indicator({ status }) {
		return [__(status, null, "Repayment Plan"), COLOURS[status], `status,=,${status}`];
	},
};

credit_control.words.list_choices("Repayment Plan");
