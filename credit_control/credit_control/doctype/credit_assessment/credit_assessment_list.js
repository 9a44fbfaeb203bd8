frappe.listview_settings["Credit Assessment"] = {
	has_indicator_for_draft: true,
	get_indicator(doc) {
		if (doc.docstatus === 0) return [__("Waiting for Approval"), "orange", "docstatus,=,0"];
		return [__("Approved"), "green", "docstatus,=,1"];
	},
};
