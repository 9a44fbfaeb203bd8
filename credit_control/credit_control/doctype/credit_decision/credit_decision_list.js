frappe.listview_settings["Credit Decision"] = {
	add_fields: ["outcome"],
	hide_name_column: true,
	get_indicator(doc) {
		const colours = {
			Passed: "green",
			Warned: "orange",
			Held: "red",
			"Would Hold": "orange",
			Released: "blue",
			Exempt: "gray",
		};
		return [__(doc.outcome), colours[doc.outcome], `outcome,=,${doc.outcome}`];
	},
};
