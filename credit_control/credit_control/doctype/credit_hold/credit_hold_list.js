frappe.listview_settings["Credit Hold"] = {
	add_fields: ["status", "currency"],
	filters: [["status", "in", ["Held", "Release Requested"]]],
	hide_name_column: true,
	get_indicator(doc) {
		const colours = {
			Held: "red",
			"Release Requested": "orange",
			Released: "green",
			Rejected: "red",
			Cleared: "blue",
			Closed: "gray",
		};
		return [__(doc.status), colours[doc.status], `status,=,${doc.status}`];
	},
	formatters: {
		reasons: (value) =>
			(value || "")
				.split(", ")
				.map((reason) => __(reason))
				.join(", "),
	},
};
