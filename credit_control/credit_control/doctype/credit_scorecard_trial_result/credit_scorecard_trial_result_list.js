const RESULT_COLOURS = {
	Waiting: "gray",
	"Moved Up": "green",
	"Moved Down": "red",
	"Same Grade": "gray",
	"Now Graded": "green",
	"No Longer Graded": "red",
	"Not Assessed": "orange",
};

frappe.listview_settings["Credit Scorecard Trial Result"] = {
	add_fields: ["change"],
	hide_name_column: true,
	get_indicator({ change }) {
		const label = __(change, null, "Credit Scorecard Trial Result");
		return [label, RESULT_COLOURS[change], `change,=,${change}`];
	},
	formatters: {
		old_grade: (value) => frappe.utils.escape_html(value || "–"),
		new_grade: (value) => frappe.utils.escape_html(value || "–"),
		top_indicator: (value) => frappe.utils.escape_html(__(value || "")),
	},
};

credit_control.words.list_choices("Credit Scorecard Trial Result");
