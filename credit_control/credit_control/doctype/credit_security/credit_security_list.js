const COLOURS = {
	Draft: "gray",
	Active: "green",
	Expired: "orange",
	Released: "blue",
	Cancelled: "red",
};
const SOON = 60;

frappe.listview_settings["Credit Security"] = {
	add_fields: ["status", "valid_to", "currency"],
	hide_name_column: true,
	has_indicator_for_draft: true,
	has_indicator_for_cancelled: true,
	onload(listview) {
		credit_control.ending_soon(listview, { status: "Active" });
	},
	get_indicator({ status, valid_to }) {
		const until = frappe.datetime.add_days(frappe.datetime.get_today(), SOON);
		if (status === "Active" && valid_to && valid_to <= until)
			return [__("Ends Soon"), "yellow", `status,=,Active|valid_to,<=,${until}`];
		return [__(status, null, "Credit Security"), COLOURS[status], `status,=,${status}`];
	},
};

credit_control.words.list_choices("Credit Security");
