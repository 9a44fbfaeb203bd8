frappe.query_reports["Open Collection Cases"] = {
	filters: [
		credit_control.reports.company(),
		credit_control.reports.choice(
			"view",
			__("View"),
			[
				["Cases", __("Each Case")],
				["Collectors", __("By Collector")],
			],
			"Cases",
		),
		credit_control.reports.link("collector", __("Collector"), "User"),
		credit_control.reports.statuses(
			"stage",
			__("Stage", null, "Collection Case"),
			"Collection Case",
			["New", "In Contact", "Promised", "In Plan", "Disputed", "Escalated"],
		),
		credit_control.reports.link("customer", __("Customer"), "Customer"),
		{ fieldname: "due", label: __("Due Today"), fieldtype: "Check" },
		{ fieldname: "nobody", label: __("Nobody's Cases"), fieldtype: "Check" },
	],
	formatter(value, row, column, data, default_formatter) {
		if (data && value && ["stage", "next_action", "last_outcome"].includes(column.fieldname)) {
			return frappe.utils.escape_html(__(value, null, "Collection Case"));
		}
		const shown = default_formatter(value, row, column, data);
		if (!data) return shown;
		if (column.fieldname === "next_action_on" && data.is_due)
			return credit_control.reports.tinted(shown, "red");
		return ["cases", "due", "escalated"].includes(column.fieldname)
			? cases(shown, column.fieldname, data)
			: shown;
	},
};

/** The cases behind a count of a collector's. */
function cases(shown, fieldname, { user }) {
	const { company, stage, customer } = frappe.query_report.get_filter_values();
	const asked = {
		company,
		stage,
		customer,
		status: "Open",
		collector: user || ["is", "not set"],
	};
	if (fieldname === "due") asked.next_action_on = ["<=", frappe.datetime.get_today()];
	if (fieldname === "escalated") asked.escalated = "1";
	return credit_control.reports.drill_down(shown, { list: "Collection Case" }, asked);
}
