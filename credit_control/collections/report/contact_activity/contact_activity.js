frappe.query_reports["Contact Activity"] = {
	filters: [
		credit_control.reports.company(),
		...credit_control.reports.period(-3),
		credit_control.reports.choice(
			"view",
			__("View"),
			[
				["Collectors", __("By Collector")],
				["Outcomes", __("By Outcome")],
			],
			"Collectors",
		),
		credit_control.reports.link("collector", __("Collector"), "User"),
		credit_control.reports.link("customer", __("Customer"), "Customer"),
	],
	formatter(value, row, column, data, default_formatter) {
		if (data && value && column.fieldname === "outcome") {
			return frappe.utils.escape_html(__(value, null, "Collection Case"));
		}
		const shown = default_formatter(value, row, column, data);
		if (!data?.user || column.fieldname !== "customers") return shown;
		const { company } = frappe.query_report.get_filter_values();
		const asked = { company, last_contact_by: data.user };
		return credit_control.reports.drill_down(shown, { list: "Collection Case" }, asked);
	},
};
