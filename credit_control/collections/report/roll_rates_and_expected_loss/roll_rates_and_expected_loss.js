frappe.query_reports["Roll Rates and Expected Loss"] = {
	filters: [
		credit_control.reports.company(),
		credit_control.reports.as_of(),
		credit_control.reports.choice(
			"view",
			__("View"),
			[
				["Buckets", __("Expected Loss")],
				["Months", __("By Month")],
			],
			"Buckets",
		),
		{ fieldname: "months", label: __("Number of Months"), fieldtype: "Int", default: 12 },
		credit_control.reports.amount("loss_given_default", __("Loss Given Default %"), 100),
		credit_control.reports.amount("forward_factor", __("Forward Factor"), 1),
		credit_control.reports.link("customer_group", __("Customer Group"), "Customer Group"),
	],
	onload: credit_control.reports.name_numbers,
	formatter(value, row, column, data, default_formatter) {
		const shown = default_formatter(value, row, column, data);
		if (!data || value === null || value === undefined) return shown;
		if (column.fieldname === "data_note") {
			return credit_control.reports.pill(value, data.thin ? "orange" : "green");
		}
		if (
			["balance", "receivables"].includes(column.fieldname) ||
			column.fieldname.startsWith("bucket_")
		) {
			return credit_control.reports.receivables_link(shown, data.month || data.day);
		}
		return shown;
	},
};
