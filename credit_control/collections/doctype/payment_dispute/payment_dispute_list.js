const COLOURS = {
	Draft: "gray",
	Open: "orange",
	Resolved: "green",
	Cancelled: "red",
};

frappe.listview_settings["Payment Dispute"] = {
	add_fields: ["status", "currency"],
	has_indicator_for_draft: true,
	has_indicator_for_cancelled: true,
	get_indicator({ status }) {
		return [__(status, null, "Payment Dispute"), COLOURS[status], `status,=,${status}`];
	},
};

credit_control.words.list_choices("Payment Dispute");
