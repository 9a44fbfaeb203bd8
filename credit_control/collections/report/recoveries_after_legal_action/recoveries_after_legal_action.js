frappe.query_reports["Recoveries after Legal Action"] = {
	filters: [
		credit_control.reports.company(),
		...credit_control.reports.period(-60),
		credit_control.reports.choice(
			"view",
			__("View"),
			[
				["Actions", __("Each Legal Action")],
				["Outcomes", __("By Outcome")],
			],
			"Actions",
		),
		credit_control.reports.link("customer", __("Customer"), "Customer"),
		credit_control.reports.link(
			"assigned_to",
			__("Responsible", null, "Legal Action"),
			"User",
		),
	],
	formatter(value, row, column, data, default_formatter) {
		if (data && value && ["status", "outcome"].includes(column.fieldname)) {
			return frappe.utils.escape_html(__(value, null, "Legal Action"));
		}
		const shown = default_formatter(value, row, column, data);
		if (!data) return shown;
		if (column.fieldname === "net" && value < 0)
			return credit_control.reports.tinted(shown, "red");
		if (column.fieldname !== "actions") return shown;
		const { company, from_date, to_date } = frappe.query_report.get_filter_values();
		const asked = { company, docstatus: "1", begun_on: ["Between", [from_date, to_date]] };
		if (data.outcome) asked.outcome = data.outcome;
		return credit_control.reports.drill_down(shown, { list: "Legal Action" }, asked);
	},
};
