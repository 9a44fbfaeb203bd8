frappe.listview_settings["Credit Customer Hold"] = {
	add_fields: ["status"],
	filters: [["status", "in", ["Planned", "Active"]]],
	hide_name_column: true,
	get_indicator(doc) {
		const colours = { Planned: "orange", Active: "red", Lifted: "green", Ended: "gray" };
		const label = __(doc.status, null, "Credit Customer Hold");
		return [label, colours[doc.status], `status,=,${doc.status}`];
	},
};

credit_control.words.list_choices("Credit Customer Hold");
