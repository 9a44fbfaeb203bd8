frappe.listview_settings["Credit Policy"] = {
	add_fields: ["valid_from"],
	get_indicator(doc) {
		if (doc.valid_from <= frappe.datetime.get_today()) return;
		return [__("Valid Later"), "blue", "docstatus,=,1|valid_from,>,Today"];
	},
};
