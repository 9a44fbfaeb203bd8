frappe.listview_settings["Credit File"] = {
	add_fields: ["status", "next_review", "records_status", "grade", "on_hold"],
	// narrow screens show few columns: the customer's name is worth more than the number of its file
	hide_name_column: true,
	onload(listview) {
		credit_control.imports.add_menu(listview);
	},
	get_indicator(doc) {
		if (doc.status !== "Active") {
			return [__(doc.status, null, "Credit File"), "gray", `status,=,${doc.status}`];
		}
		if (doc.on_hold) return [__("Held"), "red", "on_hold,=,1"];
		if (doc.next_review && doc.next_review <= frappe.datetime.get_today()) {
			return [__("Review Due"), "orange", "status,=,Active|next_review,<=,Today"];
		}
		if (doc.records_status === "Expired") {
			return [__("Records Expired"), "yellow", "status,=,Active|records_status,=,Expired"];
		}
		return [__("Active", null, "Credit File"), "green", "status,=,Active"];
	},
	formatters: {
		grade: (value) => (value ? credit_control.grade_badge(value) : ""),
	},
};

credit_control.words.list_choices("Credit File");
