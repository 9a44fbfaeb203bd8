frappe.listview_settings["Credit Hold"] = {
	add_fields: ["status", "currency"],
	filters: [["status", "in", ["Held", "Release Requested"]]],
	hide_name_column: true,
	onload(listview) {
		listview.page.add_inner_button(__("Credit Worklist"), () =>
			frappe.set_route("credit-worklist"),
		);
		if (!frappe.user.has_role("Credit Manager")) return;
		const decide = (action) => () =>
			credit_control.holds[action](listview.get_checked_items(true), () =>
				listview.refresh(),
			);
		listview.page.add_action_item(__("Release", null, "Credit Hold"), decide("release_many"));
		listview.page.add_action_item(__("Reject"), decide("reject_many"));
	},
	get_indicator(doc) {
		const colours = {
			Held: "red",
			"Release Requested": "orange",
			Released: "green",
			Rejected: "red",
			Cleared: "blue",
			Closed: "gray",
		};
		return [
			__(doc.status, null, "Credit Hold"),
			colours[doc.status],
			`status,=,${doc.status}`,
		];
	},
	formatters: {
		reasons: (value) =>
			credit_control.listed((value || "").split(", ").map((reason) => __(reason))),
	},
};

credit_control.words.list_choices("Credit Hold");
