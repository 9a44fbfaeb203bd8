const COLOURS = {
	New: "gray",
	"In Contact": "blue",
	Promised: "green",
	"In Plan": "green",
	Disputed: "orange",
	Escalated: "red",
};

frappe.listview_settings["Collection Case"] = {
	// the next step is worth more than the number of the case
	hide_name_column: true,
	add_fields: ["status", "stage", "currency"],
	filters: [["status", "=", "Open"]],
	get_indicator({ status, stage }) {
		if (status === "Closed") {
			return [__(status, null, "Collection Case"), "gray", `status,=,${status}`];
		}
		return [__(stage, null, "Collection Case"), COLOURS[stage], `stage,=,${stage}`];
	},
	formatters: { next_action: credit_control.words.choice("Collection Case") },
	onload(list) {
		list.page.add_inner_button(__("Collector Worklist"), () =>
			frappe.set_route("collector-worklist"),
		);
	},
};

credit_control.words.list_choices("Collection Case");
