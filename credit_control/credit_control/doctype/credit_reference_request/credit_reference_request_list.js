frappe.listview_settings["Credit Reference Request"] = {
	add_fields: ["status"],
	get_indicator(doc) {
		const colours = {
			Draft: "gray",
			Sent: "blue",
			Opened: "orange",
			Answered: "green",
			Expired: "red",
			Revoked: "darkgrey",
		};
		const label = __(doc.status, null, "Credit Reference Request");
		return [label, colours[doc.status], `status,=,${doc.status}`];
	},
};

credit_control.words.list_choices("Credit Reference Request");
