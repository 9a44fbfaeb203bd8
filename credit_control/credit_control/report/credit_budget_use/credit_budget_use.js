frappe.query_reports["Credit Budget Use"] = {
	filters: [
		{
			fieldname: "company",
			label: __("Company"),
			fieldtype: "Link",
			options: "Company",
			default: frappe.defaults.get_user_default("Company"),
		},
		{
			fieldname: "budget_for",
			label: __("Budget for"),
			fieldtype: "Select",
			options: [
				{ value: "", label: "" },
				{ value: "Sales Person", label: __("Sales Person") },
				{ value: "Territory", label: __("Territory") },
			],
		},
	],
	formatter(value, row, column, data, default_formatter) {
		if (data && column.fieldname === "percent") return credit_control.budgets.bar(data);
		if (data && column.fieldname === "budget_for") return __(value);
		const shown = default_formatter(value, row, column, data);
		if (data && column.fieldname === "headroom" && value < 0)
			return credit_control.reports.tinted(shown, "red");
		return shown;
	},
};
