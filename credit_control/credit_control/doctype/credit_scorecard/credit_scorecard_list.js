frappe.listview_settings["Credit Scorecard"] = {
	add_fields: ["valid_from", "role"],
	get_indicator(doc) {
		if (doc.valid_from > frappe.datetime.get_today()) {
			return [__("Valid Later"), "blue", "docstatus,=,1|valid_from,>,Today"];
		}
		if (doc.role !== "Challenger") return undefined;
		const label = __("Challenger", null, "Credit Scorecard");
		return [label, "purple", "docstatus,=,1|role,=,Challenger"];
	},
	button: {
		show: (doc) => doc.docstatus === 1 && frappe.model.can_create("Credit Scorecard"),
		get_label: () => __("New Version"),
		get_description: ({ name }) => __("Copy {0} into a new draft", [name]),
		action: ({ name }) => new_version(name),
	},
};

credit_control.words.list_choices("Credit Scorecard");

/** A draft with the same contents, valid from today: the version in force is not touched until it is submitted. */
async function new_version(name) {
	const doc = await frappe.db.get_doc("Credit Scorecard", name);
	const copy = frappe.model.copy_doc(doc);
	copy.valid_from = frappe.datetime.get_today();
	frappe.set_route("Form", "Credit Scorecard", copy.name);
}
