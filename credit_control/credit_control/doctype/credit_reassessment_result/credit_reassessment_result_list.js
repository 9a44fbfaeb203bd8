const OUTCOME_COLOURS = {
	"Same Grade": "gray",
	Better: "green",
	Worse: "orange",
	"First Grade": "blue",
	"No Grade": "orange",
	"Not Assessed": "red",
};

frappe.listview_settings["Credit Reassessment Result"] = {
	add_fields: ["outcome"],
	hide_name_column: true,
	formatters: {
		binding_method: (value) => frappe.utils.escape_html(__(value || "")),
	},
	get_indicator({ outcome }) {
		const label = __(outcome, null, "Credit Reassessment Result");
		return [label, OUTCOME_COLOURS[outcome], `outcome,=,${outcome}`];
	},
};

credit_control.words.list_choices("Credit Reassessment Result");
