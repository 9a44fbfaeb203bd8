frappe.query_reports["Promises to Pay"] = {
	filters: [
		credit_control.reports.company(),
		...credit_control.reports.period(-12, 1),
		credit_control.reports.choice(
			"view",
			__("View"),
			[
				["Promises", __("Each Promise")],
				["Customers", __("By Customer")],
				["Collectors", __("By Collector")],
			],
			"Promises",
		),
		credit_control.reports.statuses("status", __("Status"), "Promise to Pay", [
			"Open",
			"Kept",
			"Partly Kept",
			"Broken",
		]),
		credit_control.reports.link("customer", __("Customer"), "Customer"),
		credit_control.reports.link("collector", __("Collector"), "User"),
	],
	formatter(value, row, column, data, default_formatter) {
		if (data && value && column.fieldname === "status") {
			const colours = {
				Open: "blue",
				Kept: "green",
				"Partly Kept": "orange",
				Broken: "red",
			};
			return credit_control.reports.pill(__(value, null, "Promise to Pay"), colours[value]);
		}
		const shown = default_formatter(value, row, column, data);
		if (!data || column.fieldname !== "promises") return shown;
		const { company, from_date, to_date } = frappe.query_report.get_filter_values();
		const asked = {
			company,
			docstatus: "1",
			promised_date: ["Between", [from_date, to_date]],
		};
		if (data.customer) asked.customer = data.customer;
		if (data.user) asked.owner = data.user;
		return credit_control.reports.drill_down(shown, { list: "Promise to Pay" }, asked);
	},
};
