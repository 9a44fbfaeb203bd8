frappe.listview_settings["Credit Investigation"] = {
	add_fields: ["status", "due_date"],
	has_indicator_for_draft: true,
	get_indicator(doc) {
		const today = frappe.datetime.get_today();
		const colours = {
			Draft: "red",
			"In Progress": "orange",
			Completed: "green",
			Cancelled: "gray",
		};
		if (doc.docstatus === 0 && doc.due_date && doc.due_date < today) {
			return [__("Overdue"), "red", "docstatus,=,0|due_date,<,Today"];
		}
		const label = __(doc.status, null, "Credit Investigation");
		return [label, colours[doc.status], `status,=,${doc.status}`];
	},
};

credit_control.words.list_choices("Credit Investigation");
