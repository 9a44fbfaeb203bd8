frappe.listview_settings["Credit File"] = {
	add_fields: ["status", "next_review"],
	get_indicator(doc) {
		if (doc.status !== "Active") {
			return [__(doc.status, null, "Credit File"), "gray", `status,=,${doc.status}`];
		}
		if (doc.next_review && doc.next_review <= frappe.datetime.get_today()) {
			return [__("Review Due"), "orange", "status,=,Active|next_review,<=,Today"];
		}
		return [__("Active", null, "Credit File"), "green", "status,=,Active"];
	},
};
