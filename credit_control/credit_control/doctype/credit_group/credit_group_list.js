frappe.listview_settings["Credit Group"] = {
	add_fields: ["disabled"],
	// the name of a group is its title
	hide_name_column: true,
	refresh(listview) {
		credit_control.group_pool.fetch_uses(listview);
	},
	get_indicator: (doc) => credit_control.group_pool.indicator(doc),
};
